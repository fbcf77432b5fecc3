"""Rules that a dispatch lays down, for the rules core: found sentence by sentence, each with its words as evidence.

Whom a rule concerns is told by its own sentence, else by the headings above it. `provision` is the place of the rule in
its own document (Điều, khoản, điểm of a quy chế or thông tư), `citation` the document that the rule's paragraph rests on.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from normalize.audiences import audiences, headings, levels
from normalize.completions import completions
from normalize.duration_tables import table_durations
from normalize.durations import durations
from normalize.exemptions import exemptions
from normalize.grade_tables import table_gradings
from normalize.grades import gradings, minima, two_levels
from normalize.part import Part
from normalize.prerequisites import prerequisites
from normalize.quotas import QuotaGroup, quota_groups
from normalize.rule_text import OF_SCALE, SCALE, Scene, Stretch, clauses
from normalize.rules_people import quotas
from normalize.rules_scores import formulas, pass_marks
from normalize.score_ranges import ranges
from normalize.structure import Zones
from normalize.target_tables import table_targets
from normalize.targets import announced, targets
from schemas.facts import Citation, Provision
from schemas.plan import Header, Section
from schemas.rules import Rule

# A paragraph without any of these lays down no rule: one search spares most of them the finders.
_TRIGGER = re.compile(
    r"tiết|[Tt]hời\s+(?:gian|lượng)|ngày\s*/|ngày;|\d\s*ngày|\d\s*tuần|%|iểm|rung bình|oàn thành"
    r"|[Mm]iễn|[Gg]iảm|MIỄN|GIẢM|được\s|iều kiện|trước khi"
    r"|công thức|=|không (?:tham|cần|bắt|áp|xếp|triệu|thuộc|tính|cử|xét|đánh|phân|điều)|trừ\s"
    r"|Không\s|mức|[Cc]hỉ\s|mô.?đun|[Mm]ođun|ên lớp|trở lên|phải\s|iêu chuẩn|khi\s|rúng tuyển"
    r"|tiên quyết|học sau|thành trước"
)
_PREAMBLE = re.compile(r"\s*(?:[-–+*]\s*)?(?:Căn\s+cứ|Xét\s+đề\s+nghị)\s")
_Finder = Callable[[Scene, Stretch], Iterator[Rule]]
_FINDERS: tuple[_Finder, ...] = (durations, two_levels, formulas)
_OF_SCALES = ("pass_mark", "grading", "completion")  # what the scale tells that was read from the same sentence
_OF_CLAUSES: tuple[_Finder, ...] = (exemptions,)
_REPORT = "BC"  # a report tells shares that were reached, but for those that it says are striven for
# Sections that tell what is, not what is wanted.
_STATE = re.compile(
    r"(?:thực|hiện)\s+trạng|tình\s+hình|kết\s+quả\s+(?:đạt|thực\s+hiện|triển\s+khai|công\s+tác)|ưu\s+điểm|tồn\s+tại|đặc\s+điểm",
    re.IGNORECASE,
)
_TO_COME = re.compile(
    r"phương\s+hướng|chỉ\s+tiêu|mục\s+tiêu|nhiệm\s+vụ\s+(?:trọng\s+tâm|năm|học\s+kỳ|tháng|quý|thời\s+gian)|thời\s+gian\s+tới",
    re.IGNORECASE,
)
_WHOLE = re.compile(r"hoàn\s+thành[^.;]{0,120}(?:khi|nếu)(?!\w)")  # what completes all of the study, not one test
_SCALED = re.compile(
    f"{SCALE.pattern.replace('?P<scale>', '')}|{OF_SCALE.pattern}", re.IGNORECASE
)  # the mark is told whole
_YEAR = re.compile(
    r"(?:(?:trong|kết\s+thúc|hết|cuối)\s+)*năm\s+(?:học\s+)?(?P<begin>20\d\d)(?:\s*[–-]\s*(?P<end>20\d\d))?(?!\d)",
    re.IGNORECASE,
)
_AIMS = re.compile(r"phấn\s+đấu|chỉ\s+tiêu", re.IGNORECASE)


def find_rules(
    part: Part,
    zones: Zones,
    outline: Sequence[Section],
    citations: Sequence[Citation],
    header: Header,
    groups: Sequence[QuotaGroup] | None = None,
) -> list[Rule]:
    """Find the rules of a dispatch in reading order; their ids count them (r1, r2 …).

    `groups`: the dispatch's quotas where they are known (`quota_groups`).
    """
    groups = list(quota_groups(part, zones)) if groups is None else groups
    scene = _scene(part, zones)
    found: list[Rule] = []
    for index, block in enumerate(scene.blocks):
        text = part.words(block)
        if not _TRIGGER.search(text) or _PREAMBLE.match(text):
            continue
        for stretch in scene.stretches(index):
            for finder in _FINDERS:
                found.extend(finder(scene, stretch))
            first = list(prerequisites(scene, stretch))
            done = [] if first else list(completions(scene, stretch))
            found.extend([*first, *_passed(done, list(pass_marks(scene, stretch)))])
            for finder in _OF_CLAUSES:
                found.extend(rule for clause in clauses(stretch) for rule in finder(scene, clause))
            if "%" in stretch.text:
                aimed = _aims(outline, stretch.start) or announced(scene, index)
                past = _of_past(stretch, header) and not _AIMS.search(stretch.text)
                if not past and (aimed or header.doc_type != _REPORT or _AIMS.search(stretch.text)):
                    found.extend(targets(scene, stretch, aimed=aimed))
    if header.doc_type != _REPORT:
        found += table_targets(part, lambda at: _aims(outline, at))
    scales = list(gradings(scene))
    graded = {evidence.start for scale in scales for evidence in scale.evidence}
    found = [r for r in found if not (r.kind in _OF_SCALES and r.evidence[0].start in graded)]  # the scale tells it
    found += [*scales, *table_gradings(part), *table_durations(part), *quotas(part, groups)]
    found = [r for r in found if not (r.kind == "target" and _tells(outline, r)) and not _of_list(r, found)]
    found.sort(key=lambda rule: (rule.evidence[0].start, rule.kind))
    placed = _distinct([_place(part, outline, citations, rule) for rule in found])
    return [rule.model_copy(update={"id": f"r{number}"}) for number, rule in enumerate(placed, start=1)]


def _passed(done: Sequence[Rule], marks: Sequence[Rule]) -> Sequence[Rule]:
    """What a sentence lays down that tells conditions and a mark: a mark that is the only condition tells all of it."""
    several = any(rule.kind == "completion" and len(rule.conditions) > 1 for rule in done)
    more = any(not minima(c) and not any(ranges(c)) for r in done if r.kind == "completion" for c in r.conditions)
    if not several or (any(rule.kind == "grading" for rule in marks) and not more):
        return marks or done
    whole = any(_WHOLE.search(rule.evidence[0].text) for rule in done)
    scaled = [m for m in marks if m.kind == "pass_mark" and _SCALED.search(m.evidence[0].text)]  # «từ 50/100 điểm»
    return [*done, *(scaled if whole else marks)]


def _of_past(stretch: Stretch, header: Header) -> bool:
    """Whether a sentence opens with a year that was over when the dispatch was issued («Năm học 2021-2022 có 98 % …»)."""
    year = _YEAR.match(stretch.text)
    if not year or not header.issued_on:
        return False
    last = f"{year['end']}-06" if year["end"] else f"{year['begin']}-12"
    return last < header.issued_on[: len(last)]


def _of_list(rule: Rule, found: Sequence[Rule]) -> bool:
    """Whether what a sentence lays down as conditions is itself one of the conditions that a list tells."""
    if rule.kind != "completion":
        return False
    words = rule.conditions[0]
    return any(words != c and c.endswith(words) for r in found if r.kind == "completion" for c in r.conditions)


def _aims(outline: Sequence[Section], at: int) -> bool:
    """Whether a place stands in a section of what is to come («Phương hướng, nhiệm vụ học kỳ II»)."""
    return any(_TO_COME.search(section.title) for section in headings(outline, at))


def _tells(outline: Sequence[Section], rule: Rule) -> bool:
    """Whether a share stands in a section that tells what is, in a sentence that strives for nothing."""
    if _AIMS.search(rule.evidence[0].text):
        return False
    return any(_STATE.search(section.title) for section in headings(outline, rule.evidence[0].start))


def _scene(part: Part, zones: Zones) -> Scene:
    """The paragraphs of main text and annexes; ruled tables, letterhead and closing hold no rules."""
    kept = [
        block
        for block in part.paragraphs
        if block.start >= zones.body[0] and not zones.closing[0] <= block.start < zones.closing[1]
    ]
    return Scene(part, tuple(kept))


def _place(part: Part, outline: Sequence[Section], citations: Sequence[Citation], rule: Rule) -> Rule:
    """Add whom a rule concerns, its own place, and the document that its paragraph names."""
    start, end = rule.evidence[0].start, rule.evidence[-1].end
    above = headings(outline, start)
    text = rule.evidence[0].text
    who, schools = audiences(text), levels(text)
    for section in above:
        who = who or audiences(section.title)
        schools = schools or levels(section.title)
    block = part.block_at(start)
    low, high = (block.start, max(block.end, end)) if block else (start, end)
    cited = [c for c in citations if c.number_symbol and low <= c.evidence[0].start < high]
    return rule.model_copy(
        update={
            "audience": who,
            "levels": schools,
            "provision": _provision(above),
            "citation": cited[0].number_symbol if cited else None,
        }
    )


def _provision(above: Sequence[Section]) -> Provision | None:
    """«Điều 12, khoản 2, điểm a» of the section labels around a rule; None outside an article."""
    labels = [section.label.strip() for section in above]
    article = next((i for i, label in enumerate(labels) if re.match(r"Điều\s+\d+", label)), None)
    if article is None:
        return None
    number = re.search(r"\d+[a-z]?", labels[article])
    inner = labels[:article]
    clause = next((label for label in inner if label.isdigit()), None)
    point = next((label for label in inner if re.fullmatch(r"[a-zđ]", label)), None)
    return Provision(article=number.group() if number else None, clause=clause, point=point)


def _distinct(rules: Sequence[Rule]) -> list[Rule]:
    """Rules without repetitions: what a later sentence says again for the same people is evidence of the first."""
    known: dict[str, Rule] = {}
    for rule in rules:
        key = repr(sorted(rule.model_dump(exclude={"id", "evidence", "citation", "provision"}).items(), key=str))
        if key in known:
            known[key].evidence.extend(rule.evidence)
        else:
            known[key] = rule
    return list(known.values())
