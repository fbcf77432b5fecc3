"""Is it a deadline? Each kind of phrase has its own test; what the words do not make one is none.

A deadline is what somebody must do or finish by, before, on or within a time, or a window for doing it. Not deadlines: past
events, meetings and their hours, effective dates, eligibility, statistics, names of days (FIELD.md §4, class 18).
"""

from __future__ import annotations

from datetime import timedelta

from normalize.date_lexer import Kind
from normalize.date_phrases import Phrase
from normalize.deadline_context import Scene
from normalize.deadline_periods import Verdict, event, length, recurring
from normalize.moments import Moment, Precision
from normalize.patterns import named
from schemas.facts import Bound

_COARSE = frozenset({Precision.WEEK, Precision.MONTH, Precision.QUARTER, Precision.HALF, Precision.YEAR})
_TERMS = frozenset({Precision.SEMESTER, Precision.SCHOOL_YEAR})
_SLIP = (
    60  # days by which a deadline may lie before the dispatch and still be meant (late dispatches, slips of the pen)
)
_WRONG_YEAR = 400  # days; a year misprinted lies no further back
_CLOSE = 60  # characters
_FAR = 100  # characters


def may_hold(text: str, *, lost: bool = False) -> bool:
    """Whether a paragraph may state deadlines at all: not a form to be filled in («ngày …… tháng ……»), not an example."""
    form = named("deadline_patterns", "dots", lost).search(text)
    return form is None and named("deadline_patterns", "example", lost).match(text) is None


def judge(scene: Scene) -> Verdict:
    """The bound of the deadline that the phrase states and how sure that is; None where it states none."""
    phrase = scene.phrase
    if scene.ends("effect") or scene.of_persons or _ordered_before(scene):
        return None
    if phrase.length is not None:
        return length(scene)
    if phrase.relation is not None:
        return event(scene)
    if phrase.next_day:
        counted = scene.finds("counted_as", scene.left[-_CLOSE:])  # «được tính là nhận vào ngày làm việc tiếp theo»
        return (Bound.BY, 0.7) if phrase.binds and scene.acts and not counted else None
    if phrase.every and phrase.moment is None and phrase.clock is None and phrase.weekday is None:
        return recurring(scene)
    if phrase.until is not None:
        return _range(scene)
    if phrase.moment is None and not phrase.every:
        return None
    return _point(scene)


def bound_of(phrase: Phrase) -> Bound | None:
    """How the words before a date bind it; None where there are none. «Chậm nhất trước ngày X» is before X."""
    binds = set(phrase.binds)
    for kinds, bound in (
        ({Kind.BEFORE}, Bound.BEFORE),
        ({Kind.LATEST, Kind.MOST}, Bound.BY),
        ({Kind.NOW}, Bound.BETWEEN),
        ({Kind.UNTIL}, Bound.BY),
        ({Kind.WITHIN, Kind.PERIOD}, Bound.WITHIN),
        ({Kind.AT}, Bound.ON),
        ({Kind.FROM}, Bound.FROM),
        ({Kind.AFTER}, Bound.AFTER),
    ):
        if binds & kinds:
            return bound
    return None


def _gone(scene: Scene, moment: Moment | None) -> int | None:
    """By how many days the moment ends before the dispatch's own date; None if it does not or can't be told."""
    span = moment.interval() if moment is not None else None
    issued = scene.given.issued_on
    if span is None or issued is None or span[1] >= issued:
        return None
    return (issued - span[1]).days


def _ordered_before(scene: Scene) -> bool:
    """«Chủ tịch đã chỉ đạo … hoàn thành trước ngày …»: an order of the past, unless its day is known to be still to come."""
    moment, issued = scene.phrase.moment, scene.given.issued_on
    binds = {Kind.BEFORE, Kind.LATEST} & set(scene.phrase.binds)
    if moment is not None and not binds and scene.opens and scene.finds("past_follows", scene.right):
        return True  # «Trong các ngày 08 và 09 tháng 11, Phó Chủ tịch đã dự …»
    if moment is None or not scene.finds("told_order", scene.left):
        return False
    return issued is None or _gone(scene, moment) is not None


def _point(scene: Scene) -> Verdict:
    phrase = scene.phrase
    bound = bound_of(phrase) or _labelled(scene)
    if _fraction(scene):
        return None
    if bound is None and phrase.every and scene.finds("each_word", scene.words) and scene.acts:
        bound = Bound.ON
    if bound is None:
        return _opening(scene)
    if scene.conditional and not {Kind.LATEST} & set(phrase.binds):
        return None
    tests = {
        Bound.BEFORE: _before,
        Bound.BY: _by,
        Bound.BETWEEN: _until,
        Bound.WITHIN: _within,
        Bound.ON: _on,
        Bound.FROM: _from,
    }
    return tests[bound](scene, bound) if bound in tests else None


def _fraction(scene: Scene) -> bool:
    """«không quá 3/2 khối lượng trung bình», «ít nhất 2/3 số thành viên» name no day."""
    moment = scene.phrase.moment
    short = moment is not None and moment.precision is Precision.YEARLY_DAY
    return short and not scene.finds("day_word", scene.words) and scene.finds("fraction_of", scene.right)


def _labelled(scene: Scene) -> Bound | None:
    """The bound that a label or a table's column gives to a date without words of its own: «Hạn nộp: 15/5/2020»."""
    label = scene.label
    for head in (label, scene.column if scene.alone else None):
        if head is not None and scene.finds("limit_label", head):
            return Bound.BY if _is_day(scene.phrase) else Bound.WITHIN
    if label is not None and scene.finds("window_label", label) and not _gathers(scene, label):
        return Bound.ON if _is_day(scene.phrase) else Bound.WITHIN
    if (
        scene.ends("limit_said")
        or (scene.ends("limit_bare") and _is_day(scene.phrase))
        or (scene.opens and scene.finds("limit_after", scene.right))
    ):
        return Bound.BY  # «Hạn nộp là ngày 5/3», «• 25/11: Hạn đăng ký nhóm»
    bracketed = scene.left.rstrip().endswith("(") and scene.right.lstrip().startswith(")") and _is_day(scene.phrase)
    named = scene.phrase.moment is not None and scene.phrase.moment.year is not None
    handed = scene.finds("handed", scene.left[-_CLOSE:]) and not scene.has("effect", scene.left[-2 * _CLOSE :])
    return Bound.ON if bracketed and named and handed else None


def _is_day(phrase: Phrase) -> bool:
    return phrase.moment is not None and phrase.moment.precision not in _COARSE | _TERMS


def _gathers(scene: Scene, label: str) -> bool:
    return scene.finds("gathering_end", label) or scene.finds("place", scene.right[:160])


def _before(scene: Scene, bound: Bound) -> Verdict:
    phrase = scene.phrase
    moment = phrase.moment
    if moment is not None and moment.precision is Precision.MONTHLY_DAY and not phrase.every:
        # «trước ngày 15 của tháng dự báo» names no day; «trước ngày 25» does, of a month that only the reader knows.
        return (bound, 0.5) if scene.acts and not scene.finds("unnamed_month", scene.right) else None
    if scene.tells or Kind.FROM in phrase.binds:
        return None
    if scene.finds("up_to_before", scene.words):
        return _until(scene, bound)
    gone = _gone(scene, moment)
    if gone is not None:
        # A deadline in the past is a slip of the pen («26/10/2019» for 2020) or just over; else it is a case or a tale.
        late = gone <= _SLIP and scene.has("deliver", scene.clause + scene.right[:_CLOSE])
        slip = Kind.LATEST in phrase.binds or late
        return (bound, 0.75) if slip and not scene.has("past", scene.clause) else None
    if moment is not None and moment.precision is Precision.YEAR:
        return (bound, 0.7) if scene.has("deliver", scene.left[-120:]) else None
    sure = 0.97 if moment is None or moment.year or phrase.every else 0.8
    return bound, sure if scene.acts or scene.label else sure - 0.12


def _by(scene: Scene, bound: Bound) -> Verdict:
    phrase = scene.phrase
    binds = set(phrase.binds)
    if Kind.UNTIL in binds and not binds & {Kind.LATEST, Kind.MOST}:
        return _until(scene, bound)
    gone = _gone(scene, phrase.moment)
    if gone is not None and (not binds or gone > _WRONG_YEAR):
        return None
    vague = phrase.moment is not None and phrase.moment.year is None and not phrase.every
    return bound, 0.85 if vague else 0.97


def _until(scene: Scene, bound: Bound) -> Verdict:
    """«Đến hết ngày 30/10/2020», «từ nay đến cuối năm»: the end of a window; not of a statistic or a validity."""
    phrase = scene.phrase
    if scene.tells or scene.finds("until_state", scene.left[-_CLOSE:]) or _gone(scene, phrase.moment) is not None:
        return None
    if scene.has("past", scene.clause[-80:]) or (phrase.moment is not None and phrase.moment.precision in _TERMS):
        return None
    if phrase.moment is not None and phrase.moment.precision is Precision.YEAR and phrase.moment.part is None:
        return (bound, 0.6) if scene.finds("year_effort", scene.left[-160:] + scene.right[:40]) else None
    whole = scene.finds("whole", scene.words) or Kind.NOW in phrase.binds
    counted = scene.finds("since", scene.left[-2 * _CLOSE :])  # «doanh thu phát sinh từ khi … đến hết ngày …»
    window = scene.finds("window_left", scene.left) or (scene.label is None and scene.finds("window_verb", scene.left))
    labelled = counted and scene.finds("window_opens", scene.left)
    asked = (Kind.NOW in phrase.binds and scene.opens and scene.acts) or (
        scene.ends("from_own") and scene.acts
    )  # «Từ ngày ban hành văn bản này đến 30/6/2025, …», «Từ nay đến 30/9/2024, các trường rà soát …»
    wanted = labelled or asked or (not counted and (window or (whole and scene.has("deliver", scene.sentence))))
    if scene.has("effect", scene.left[-_CLOSE:]) or not wanted:
        return None
    return bound, 0.85 if whole else 0.65


def _within(scene: Scene, bound: Bound) -> Verdict:
    phrase = scene.phrase
    moment = phrase.moment
    if moment is None or _gone(scene, moment) is not None or scene.tells:
        return None
    if scene.label is not None or (scene.alone and scene.column is not None):
        return (bound, 0.8) if _labelled(scene) is not None else None
    vague = moment.precision in _TERMS | {Precision.VAGUE} and moment.part is None
    if vague and moment.precision is Precision.SEMESTER and scene.finds("year_effort", scene.left[-100:]):
        return bound, 0.6
    if vague or scene.has("past", scene.clause[-40:]) or scene.finds("past_month", scene.right):
        return None
    # «… triển khai Chỉ thị số 5, Kế hoạch hành động trong quý II»: what stands behind the comma is only a name.
    named_only = scene.finds("name_clause", scene.clause) and scene.finds("clause_ends", scene.right)
    near = scene.clause[-130:] if scene.clause.strip() and not named_only else scene.left[-130:]
    if (
        scene.finds("titled", scene.text[:_CLOSE])
        or scene.finds("gathering_end", near)
        or scene.finds("told", scene.right[:_CLOSE])
    ):
        return None
    if moment.precision is Precision.YEAR:
        asked = scene.finds("year_finish", scene.left[-100:]) or (
            scene.finds("grants_asked", scene.left) and scene.finds("clause_ends", scene.right)
        )  # «Đề nghị Sở bổ sung 02 biên chế trong năm 2024.»
        asked = asked or (
            scene.finds("year_result", scene.left.rstrip()[-200:]) and scene.finds("year_ends", scene.right)
        )  # «… đưa vào vận hành trong năm 2026.»
        return (bound, 0.65) if asked else None
    wanted = scene.has("deliver", near) or scene.has("duty", near) or (scene.opens and scene.acts)
    wanted = wanted or scene.finds("put_to_use", near)
    return (bound, 0.85 if moment.year or phrase.every else 0.65) if wanted else None


def _on(scene: Scene, bound: Bound) -> Verdict:
    phrase = scene.phrase
    moment = phrase.moment
    if _gone(scene, moment) is not None or scene.tells:
        return None
    near = scene.left[-2 * _CLOSE :]
    delivers = scene.has("deliver", near) or scene.has("deliver", scene.right[:_CLOSE])
    works = scene.has("duty", near + scene.right[:80])
    delivers = delivers or (phrase.clock is not None and scene.finds("closes", scene.clause))  # «khóa sổ lúc 17 giờ …»
    if moment is None or phrase.every:
        if scene.ends("counted_days") or (moment is not None and not phrase.binds and not scene.opens):
            return None  # «trong 15 ngày đầu mỗi quý», «thời điểm bắt đầu và kết thúc mỗi học kỳ»
        # «Ngày 25 hằng tháng, Bảo hiểm xã hội Việt Nam, Ngân hàng …, các tỉnh gửi …»: the verb stands far behind.
        far = scene.opens_sentence and scene.finds("comma", scene.right) and scene.has("deliver", scene.right)
        works = works and (bool(phrase.binds) or moment is None)  # «Ngày 20/11 hằng năm, các trường tổ chức lễ …»
        return (bound, 0.8) if (delivers or works or far) and not scene.attended else None
    if not phrase.binds:
        return bound, 0.75
    if moment.precision is Precision.YEAR and moment.part is None and not scene.finds("year_finish", near):
        return None
    fuzzy = moment.part is not None or moment.precision in _COARSE
    if scene.finds("told", scene.right[:_CLOSE]):
        return None
    strives = fuzzy and scene.finds(
        "year_effort", scene.text[scene.start : phrase.start]
    )  # «phấn đấu …; … vào cuối quý II»
    if not delivers and not (fuzzy and works) and not strives:
        return None
    if scene.attended or scene.finds("place_near", scene.right):
        return None
    return bound, 0.75 if moment.year else 0.65


def _from(scene: Scene, bound: Bound) -> Verdict:
    """«Từ ngày 6/8/2020 … bắt buộc đeo khẩu trang»: a duty that begins; not effect, reform, or a tale."""
    phrase = scene.phrase
    moment = phrase.moment
    span = moment.interval() if moment is not None and moment.precision is Precision.DAY else None
    if span is None or scene.label is not None or scene.finds("onward", scene.right):
        return None
    if scene.finds("who_is", scene.right):
        return None  # «Kể từ ngày 01/7, người đang thực hiện chế độ tập sự …»
    # With an hour it is the beginning of something to attend, unless it forbids: «cấm tàu thuyền ra khơi từ 12 giờ …».
    forbids = scene.finds("forbids", scene.left) and not (scene.tells or scene.attended)
    if phrase.clock is not None and not forbids:
        return None
    issued = scene.given.issued_on
    if issued is not None and not issued - timedelta(days=14) <= span[0] <= issued + timedelta(days=366):
        return None
    around = f"{scene.left[-80:]} … {scene.right[:40]}"
    if scene.finds("from_law", around) or scene.finds("gathering", scene.left[-40:] + scene.right[:40]):
        return None
    asked = forbids or scene.finds("asked", scene.left) or scene.finds("from_duty", scene.right[:200])
    return (bound, 0.6) if asked else None


def _opening(scene: Scene) -> Verdict:
    """A part of a period without binding words that opens its clause: «Cuối năm học, các trường báo cáo …»."""
    moment = scene.phrase.moment
    if moment is None or _gone(scene, moment) is not None:
        return None
    if _handed_in(scene, moment):
        return Bound.ON, 0.6
    if (
        moment.precision in (Precision.DAY, Precision.YEARLY_DAY)
        and scene.opens_sentence
        and scene.finds("colon", scene.right)
    ):
        # «- Ngày 15/9/2024: Nộp danh sách về Phòng»
        hands_in = scene.finds("hands_in", scene.right[:_CLOSE]) and not scene.finds("gathering", scene.right[:_CLOSE])
        return (Bound.ON, 0.6) if hands_in and not scene.in_cell else None
    if moment.part is None:
        return None
    asks = scene.acts and not scene.finds("told", scene.right[: 2 * _CLOSE])
    leads = scene.opens and (
        scene.finds("comma", scene.right) or (scene.opens_sentence and scene.finds("follows_on", scene.right))
    )
    return (Bound.ON, 0.6) if asks and leads else None


def _handed_in(scene: Scene, moment: Moment) -> bool:
    """«… nộp về Sở ngày 15/9/2024»: a day still to come on which something is handed in; the date of no paper is to come."""
    issued, span = scene.given.issued_on, moment.interval()
    if moment.precision is not Precision.DAY or issued is None or span is None or span[0] <= issued:
        return False
    if scene.opens or scene.in_cell or scene.tells or scene.conditional or scene.finds("by_paper", scene.clause):
        return False
    asked = scene.finds("hands_over", scene.clause[-_FAR:]) and scene.finds("day_ends", scene.right)
    return (
        asked
        and not scene.has("effect", scene.left[-2 * _CLOSE :])
        and not scene.finds("gathering", scene.left[-2 * _FAR :])
    )


def _range(scene: Scene) -> Verdict:
    """A window; not a row of a calendar table, an event of several days, or a period of statistics."""
    phrase = scene.phrase
    last = phrase.until
    if last is None or _gone(scene, last) is not None or scene.tells or (scene.in_cell and scene.alone):
        return None
    if scene.finds("counted_from", scene.words):
        return None
    label = scene.label
    if label is not None:
        wanted = scene.finds("range_label", label) and not _gathers(scene, label)
        return (Bound.BETWEEN, 0.85) if wanted else None
    near = scene.left[-130:]
    handed = scene.has("deliver", near[-2 * _CLOSE :])  # «nộp hồ sơ nhập học từ ngày …»
    if scene.finds("applies_to", scene.left) or scene.conditional:
        return None  # «áp dụng đối với các khoản vay có dư nợ từ ngày …»
    if scene.has("effect", near[-50:]) or (scene.has("past", near[-30:]) and not handed):
        return None
    if scene.attended or (scene.finds("place_near", scene.right) and not scene.finds("window_verb", near)):
        return None
    if last.precision in (Precision.YEAR, Precision.SCHOOL_YEAR, Precision.VAGUE):
        return None
    bound_words = {Kind.FROM, Kind.WITHIN, Kind.PERIOD} & set(phrase.binds)
    works = scene.has("deliver", near) or scene.has("duty", near) or scene.finds("window_left", near)
    leads = (
        scene.opens and scene.acts and not scene.finds("gathering", scene.right[:_CLOSE])
    )  # «Từ 13/3 đến 17/3: thi cấp huyện»
    return (Bound.BETWEEN, 0.75) if bound_words and (works or leads) else None
