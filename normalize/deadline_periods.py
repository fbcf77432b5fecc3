"""Is it a deadline? The tests of what recurs, of lengths of time and of events; those of days are in `deadline_judge`."""

from __future__ import annotations

import re

from normalize.date_lexer import Kind
from normalize.date_phrases import Phrase
from normalize.deadline_context import Scene
from schemas.facts import Bound

Verdict = tuple[Bound, float] | None

_CLOSE = 60  # characters


def recurring(scene: Scene) -> Verdict:
    """«Hằng năm, …», «định kỳ hằng quý …», «6 tháng một lần»; not «kinh phí hằng năm», «trợ cấp hằng tháng»."""
    phrase = scene.phrase
    if not phrase.every or scene.shouted or scene.has("effect", scene.left[-_CLOSE:]):
        return None
    if not scene.opens and scene.finds("modifies", scene.right):
        return None  # «giám sát định kỳ hằng năm của cơ quan chủ quản»
    follows = scene.right[:260]
    if Kind.REGULAR in phrase.binds:
        if scene.ends("noun_before"):
            # «báo cáo định kỳ hằng năm gồm:» names a report; «thực hiện chế độ báo cáo định kỳ hằng năm» asks for it.
            asked = scene.finds("asks_report", scene.left) and not scene.finds("nominal", scene.right)
            return (Bound.WITHIN, 0.6) if asked else None
        return (Bound.WITHIN, 0.75) if scene.acts or scene.finds("meets", scene.left[-_CLOSE:]) else None
    if scene.finds("entitled", follows[:_CLOSE]) or scene.finds("at_most", scene.words):
        return None
    works = scene.has("deliver", follows) or scene.has("duty", follows) or scene.finds("has_duty", follows)
    works = works or scene.finds("meets", follows)
    leads = scene.opens_sentence or scene.finds("comma", follows) or scene.starts("deliver") or scene.starts("duty")
    if scene.opens and leads and works:
        return Bound.WITHIN, 0.7
    if (
        scene.finds("or_asked", scene.right)
        and scene.has("deliver", scene.left[-120:])
        and not scene.finds("report_duty", scene.left[-30:])
    ):
        return Bound.WITHIN, 0.65  # «báo cáo kết quả về Bộ hằng năm hoặc đột xuất»
    reported = scene.ends("in_report") or (scene.ends("day_and") and scene.has("deliver", scene.left[-120:]))
    if reported and scene.finds("clause_ends", scene.right) and scene.acts and not scene.tells:
        return Bound.WITHIN, 0.6  # «cập nhật trong báo cáo … hằng tháng», «báo cáo trước ngày 20/11 và hằng tháng»
    if scene.ends("verb_before") and scene.finds("clause_ends", scene.right) and not scene.tells:
        return Bound.WITHIN, 0.6  # «được rà soát, điều chỉnh hằng năm», «lập và gửi hằng quý»
    if scene.ends("person_object") and scene.finds("clause_ends", scene.right) and not scene.tells:
        return Bound.WITHIN, 0.6  # «theo dõi, nhắc nhở người học hằng tuần»
    before = scene.left[-_CLOSE:]
    asked = scene.has("deliver", before) or scene.has("duty", before) or scene.finds("meets", before)
    return (Bound.WITHIN, 0.65) if asked and scene.finds("times", scene.words) else None


def length(scene: Scene) -> Verdict:
    """«Trong thời hạn 05 ngày kể từ …»; not how long a paper holds, how long somebody served, or a lapse."""
    phrase = scene.phrase
    binds = set(phrase.binds)
    if (
        scene.ends("over")
        or (scene.finds("length_span", scene.words) and phrase.relation is not Kind.BEFORE)
        or scene.has("lasting", re.split(r"(?<!\w)thì(?!\w)", scene.clause[-45:])[-1])
        or scene.finds("length_state", scene.right)
    ):
        return None
    bound = _length_bound(phrase)
    counted = phrase.anchor is not None or phrase.anchor_moment is not None or phrase.relation is Kind.BEFORE
    if phrase.relation is None or not counted:
        return _bare_length(scene, bound)
    if phrase.relation is Kind.FROM and scene.has("effect", scene.left[-_CLOSE:]):
        return None
    back = {Kind.LATEST, Kind.LEAST, Kind.MOST, Kind.BEFORE}
    if phrase.relation is Kind.BEFORE and binds and not binds & back:
        return None  # «cấp trong thời hạn 06 tháng trước ngày nộp hồ sơ»: how old a paper may be
    if phrase.relation is Kind.BEFORE and {Kind.PERIOD, Kind.MOST} <= binds and Kind.LATEST not in binds:
        return None  # «lưu giữ trong thời gian không quá 48 giờ trước khi chuyển giao»: how long it may last
    if binds == {Kind.AFTER}:
        if not scene.acts or scene.finds("case", scene.sentence):
            return None
        handed = scene.has(
            "deliver", scene.left[-100:]
        )  # «báo cáo … sau khi kết thúc mỗi đợt 15 ngày»: the last day for it
        return (Bound.BY if handed else Bound.AFTER), 0.65
    if not binds:
        lasts = phrase.length is not None and phrase.length.unit == "years"  # «Thời gian thí điểm: 5 năm kể từ …»
        labelled = scene.label is not None and scene.finds("time_label", scene.label) and not lasts
        said = phrase.relation is not Kind.AFTER and scene.ends("said_is")
        return (bound, 0.75) if labelled or said else None
    if binds == {Kind.WITHIN} and not scene.acts:
        return None
    if binds == {Kind.MOST} and phrase.relation is Kind.AFTER:
        return Bound.BY, 0.85  # «sau mỗi mô đun không quá 10 ngày»
    return bound, 0.9


def _length_bound(phrase: Phrase) -> Bound:
    if Kind.LATEST in phrase.binds:
        return Bound.BY
    if Kind.LEAST in phrase.binds and phrase.relation is not Kind.BEFORE:
        return Bound.AFTER  # «trong thời gian tối thiểu 30 ngày kể từ …»: not before they are over
    return Bound.BEFORE if phrase.relation is Kind.BEFORE else Bound.WITHIN


def _bare_length(scene: Scene, bound: Bound) -> Verdict:
    """«… thì trong thời hạn 03 ngày làm việc phải trả lời»: a length whose event is told elsewhere."""
    phrase = scene.phrase
    unit = phrase.length.unit if phrase.length else ""
    binds = set(phrase.binds)
    if scene.label is not None:
        return (bound, 0.6) if scene.finds("handling_label", scene.label) else None
    long = unit in ("months", "years", "weeks") and not (scene.opens and scene.finds("must", scene.right))
    if not binds or (long and Kind.LATEST not in binds):
        return None
    if not scene.acts:
        return None
    asked = scene.opens_clause or scene.finds("must_now", scene.right)
    if not re.search(r"\w", scene.right) and not scene.has("deliver", scene.left):
        return None  # «Tổ chức lễ tại một địa điểm, trong thời gian một ngày.»
    if Kind.LATEST in binds or (Kind.PERIOD in binds and asked):
        return bound, 0.7
    if (
        Kind.PERIOD in binds
        and unit in ("hours", "days", "working_days")
        and scene.has("deliver", scene.clause[-_CLOSE:])
    ):
        return (
            (bound, 0.6) if not scene.tells and not scene.has("past", scene.clause) else None
        )  # «trả lời trong vòng 48 giờ»
    short = binds & {Kind.WITHIN, Kind.MOST} and unit == "working_days" and asked
    return (bound, 0.6) if short else None


def event(scene: Scene) -> Verdict:
    """«ngay sau khi nhận được công văn này», «sau mỗi đợt bồi dưỡng»."""
    phrase = scene.phrase
    if phrase.anchor is None or not scene.acts or scene.conditional or scene.finds("entitled", scene.right[:_CLOSE]):
        return None
    bound = Bound.BEFORE if phrase.relation is Kind.BEFORE else Bound.AFTER
    if phrase.hurried:
        if not (scene.has("deliver", scene.sentence) or scene.finds("must", scene.sentence)) or scene.tells:
            return None
        named = scene.finds("received", scene.text[slice(*phrase.anchor)])
        return (bound, 0.75) if named or not scene.finds("from_when", scene.words) else None
    if not phrase.binds and not scene.opens:
        return None  # «ban hành quyết định kết thúc từng chương trình»
    # «Sau mỗi đợt bồi dưỡng, nhà trường báo cáo …», «trước mỗi học kỳ»: what is handed in then, not what is done each time.
    wanted = scene.has("deliver", scene.left[-100:]) or (scene.opens and scene.has("deliver", scene.right[:160]))
    return (bound, 0.65) if wanted else None
