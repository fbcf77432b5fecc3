"""What a dispatch points at within itself: sections, annexes, and brackets that don't close."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from normalize.findings.base import View, finding, listing, quoted
from schemas.facts import Evidence, Finding
from schemas.plan import Section
from vietnamese.letters import fold

_SELF = (
    r"Kế hoạch|Công văn|Hướng dẫn|Quyết định|Quy chế|Quy định|Thông tư|Nghị định|Nghị quyết|Tờ trình|Báo cáo|Thông báo|Đề án|"
    r"Chương trình|Điều lệ|văn bản"
)
_THIS = rf"(?:{_SELF})\s+này"
_FAR = 160  # characters around the name of an annex within which its document is told
_MIN_SECTIONS = 3  # a text with fewer labels was not laid out by labels


def find_reference_faults(view: View) -> Iterator[Finding]:
    """Find `dangling_reference`, `annex_missing` and `unbalanced_brackets` in texts of good letters."""
    if view.clean:
        yield from _dangling(view)
        yield from _annexes(view)
        yield from _brackets(view)


@cache
def _pointer() -> re.Pattern[str]:
    label = r"(?P<label>(?>(?:[IVX]{1,5}|\d{1,2}|[A-DĐ])(?:\s?[.,]?\s?(?:\d{1,2}|[a-zđ])(?!\w))*))(?!\w)"
    inner = r"(?:[Mm]ục|[Kk]hoản|[Đđ]iểm)\s+(?P<inner>\d{1,2}(?:\.\d{1,2})*|[a-zđ])\s*,?\s*(?:của\s+|thuộc\s+)?(?=[Mm]ục|[Pp]hần)"
    told = rf"\s*(?:,\s*(?:của\s+)?|\(?\s*của\s+)?(?P<this>{_THIS})"
    elsewhere = rf"(?:{_SELF}|Luật|Chỉ thị|Chương|Phụ lục|Biểu|Mẫu|phụ lục|biểu|mẫu|phần|Phần|chương)"
    bare = rf"(?!\s*,?\s*(?:của\s+|tại\s+|trong\s+)?{elsewhere}(?!\w))"
    return re.compile(rf"\b(?:{inner})?(?P<kind>[Mm]ục|[Pp]hần|Điều)\s+{label}(?:{told}|{bare})")


@cache
def _others() -> re.Pattern[str]:
    """What a section without «… này» may belong to, where its sentence names it before."""
    forms = r"phu luc|bieu|mau|phieu|chuong trinh|huong dan so|ke hoach so|\d/"
    laws = r"thong tu|cong van|quyet dinh|nghi dinh|luat|quy che|dieu le|chi thi"
    return re.compile(rf"\b(?:{forms}|{laws})")


def _dangling(view: View) -> Iterator[Finding]:
    """«Mục 9.2b của Kế hoạch này» where the outline has no such section."""
    labels = _labels(view.plan.outline)
    if len(labels) < _MIN_SECTIONS:
        return
    content, own = view.part.content, _own_names(view)
    told: dict[str, Evidence] = {}
    for match in _pointer().finditer(content, *view.zones.body):
        if match["this"]:
            if fold(match["this"].rsplit(" ", 1)[0]) not in own:
                continue  # words of another document that are quoted
        elif match["kind"] != "Mục" or _others().search(
            fold(content[_sentence(content, match.start()) : match.start()])
        ):
            continue
        block = view.part.block_at(match.start())
        wanted = _canonical(f"{match['label']}.{match['inner']}" if match["inner"] else match["label"])
        if block is None or block.cell is not None or block.start == match.start():
            continue
        if not any(have == wanted or have.endswith("." + wanted) for have in labels):
            name = " ".join(content[match.start() : match.end("label")].split())
            told.setdefault(name, view.part.evidence(match.start(), match.end()))
    for name, evidence in told.items():
        yield finding(
            "dangling_reference",
            f"Văn bản dẫn chiếu {quoted(name)} nhưng không có phần mang nhãn ấy.",
            None,
            [evidence],
        )


def _sentence(content: str, at: int) -> int:
    """Where the sentence begins that holds the character at `at`."""
    return max(content.rfind(mark, 0, at) for mark in (". ", "; ", "\n")) + 1


def _own_names(view: View) -> set[str]:
    """What the dispatch calls itself and what it issues, without marks: «ke hoach», «quy che»."""
    header = view.plan.header
    names = {fold(header.doc_type_name or ""), "van ban"}
    names |= {fold(section.label) for section in view.plan.outline}
    names |= {fold(" ".join(annex.title.split()[:2])) for annex in view.zones.annexes}
    return names | ({"cong van"} if header.doc_type == "CV" else set())


def _labels(outline: Sequence[Section]) -> set[str]:
    """Every path of the outline, joined by dots in lower case («9.2.b»)."""
    found: set[str] = set()
    for section in outline:
        found |= {_canonical(section.path), _canonical(section.label)}
        found |= _labels(section.children)
    return found


def _canonical(label: str) -> str:
    """«9.2b», «9.2.b» and «Điều 9.2.b» are one; Roman numerals stay letters."""
    key = re.sub(r"^(?:muc|phan|dieu|chuong|khoan|diem|buoc)\s+", "", fold(label).lower().strip(" .)("))
    return ".".join(re.findall(r"[ivx]{1,5}(?![a-z])|\d+|[a-z]", key)) or key


@cache
def _named_annex() -> re.Pattern[str]:
    number = r"(?:số\s+)?(?:\d{1,2}[a-zđ]?|[IVX]{1,5}|[A-D])(?![\w/])"
    kind = r"[Pp]hụ lục|[Bb]iểu mẫu|[Mm]ẫu số|[Bb]iểu số|[Pp]hiếu số"
    # «Mẫu 4» is a form where nothing is counted behind it («biểu 5 tiêu chí»)
    plain = r"(?:[Mm]ẫu|[Bb]iểu|[Bb]ảng|[Pp]hiếu)(?=\s\d{1,2}[a-z]?\s*(?:[).,;]|gửi|nộp|kèm|đính|\(\s*(?:đính|gửi|kèm)|trước|về|và\s\d))"
    return re.compile(rf"(?P<kind>{kind}|{plain})\s+(?P<first>{number})(?P<more>(?:\s?(?:,|và|đến|-|–)\s?{number})*)")


@cache
def _own() -> re.Pattern[str]:
    return re.compile(rf"^[^.;\n]{{0,25}}?(?:đính kèm|kèm theo|gửi kèm|(?:của\s+|ban hành\s+)?{_THIS})")


@cache
def _foreign() -> re.Pattern[str]:
    others = (
        r"(?:[Tt]hông tư|[Nn]ghị định|[Qq]uyết định|[Cc]ông văn|CV|TT|NĐ|QĐ|[Kk]ế hoạch|[Hh]ướng dẫn|Luật|Nghị quyết|Chỉ thị|"
        r"Hiệp định|Chương trình|Quy chế|Văn bản)(?!\s+này)\b"
    )
    series = (
        r"(?:\s*(?:,|và|của|thuộc|tại|[-–])?\s*(?:[Pp]hụ lục|[Mm]ẫu)?\s*(?:số\s+)?(?:\d{1,2}|[IVX]{1,5})(?![\w/]))*"
    )
    return re.compile(
        rf"^{series}\s*,?\s*{others}\s+(?:số\s+)?\d"
        rf"|^{series}[^.;\n]{{0,40}}?(?:của|tại|trong|thuộc)\s+{others}"
        rf"|^[^.;)\n]{{0,120}}?kèm\s+theo\s+{others}"
    )


@cache
def _named_before() -> re.Pattern[str]:
    """«Thông tư 22/2021/TT-BGDĐT (Phụ lục 1)»: the document stands before the bracket."""
    return re.compile(
        r"\d/[\w&/-]{2,30}(?:\s+ngày\s+[\d/.-]+)?(?:\s+của\s+[^.;()\n]{3,40})?\s*\(\s*(?:theo\s+|xem\s+)?$"
    )


@cache
def _unnamed() -> re.Pattern[str]:
    what = (
        r"(?:danh sách|danh mục|biểu mẫu|mẫu|phụ lục|bảng|biểu|đề cương|lịch|phiếu|dự toán|dự trù|thời khóa biểu|"
        r"thời gian biểu|sơ đồ|thể lệ)"
    )
    before = r"(?:\(\s*(?:có\s+)?|(?:theo|tại|có|vào|trong)\s+(?:\w+\s+){0,2}?)"
    of = r"(?!\s+(?:các\s+)?(?:Thông tư|Nghị định|Quyết định|Công văn|Kế hoạch|Hướng dẫn|Luật|Chương trình)(?!\s+này))"
    with_it = r"(?:đính kèm|kèm theo|gửi kèm)"
    named = rf"{before}(?P<what>{what}(?:\s+\w+){{0,5}}?(?<!cấp)\s+{with_it}(?!\s+(?:văn )?bằng)){of}"
    sent = rf"(?:gửi|đính)\s+kèm(?:\s+theo)?\s+{_THIS}\s+(?:là\s+)?(?:\w+\s+){{0,2}}?(?P<sent>{what}(?:\s+\w+){{0,3}})"
    behind = rf"(?<!\w)(?P<behind>{what}(?:\s+\w+){{0,8}}?\s*\(\s*(?:có\s+)?{with_it}(?:\s+{_THIS})?\s*\))"
    listed = rf"^[^\w\n]*(?:\d{{1,2}}[.)]\s*)?{with_it}(?:\s+(?:gồm|{_THIS}))?\s*:\s*(?P<listed>(?:\w+\s+){{0,2}}?{what}(?:\s+\w+){{0,6}})"
    return re.compile(f"{named}|{sent}|{behind}|{listed}", re.IGNORECASE | re.MULTILINE)


def _heads_form(view: View, match: re.Match[str]) -> bool:
    """«Mẫu số 2e. Quyết định …» that opens a paragraph: the form itself, or its line in a list of another document's forms.

    So is a label that stands alone, «Phụ lục số III».
    """
    block = view.part.block_at(match.start())
    if block is None or view.part.content[block.start : match.start()].strip(" -–+•*"):
        return False
    alone = not view.part.content[match.end() : block.end].strip(" .:")
    return alone or (fold(match["kind"]).startswith("mau") and view.part.content[match.end() : match.end() + 1] in ".:")


def _annexes(view: View) -> Iterator[Finding]:
    """Annexes that the text says are attached, and which the file does not hold."""
    body_end = max([view.zones.closing[1] or view.zones.body[1], *_issued_ends(view)])
    heads = {_annex_key(annex.label) for annex in view.zones.annexes if annex.label}
    bare = any(not annex.label for annex in view.zones.annexes)
    missing: dict[str, Evidence] = {}
    content = view.part.content
    for match in _named_annex().finditer(content, 0, body_end):
        series = _annex_key(match["kind"]) in {head.split()[0] for head in heads} or not view.zones.annexes
        after = content[match.end("more") : match.end("more") + _FAR].split("\n")[0]
        if _foreign().match(after) or not (series or _own().match(after)):
            continue
        if _named_before().search(content[max(match.start() - _FAR, 0) : match.start()]) or _heads_form(view, match):
            continue
        for number in _numbers(match["first"] + match["more"]):
            label = f"{match['kind'].capitalize()} {number}"
            if _annex_key(label) not in heads and not (bare and not heads):
                missing.setdefault(label, view.part.evidence(match.start(), match.end("more")))
    if missing:
        labels = list(missing)
        yield finding(
            "annex_missing",
            f"Văn bản nhắc đến {_short(labels)} nhưng tệp không có.",
            None,
            list({e.start: e for e in missing.values()}.values()),
        )
    elif named := next(
        (m for m in _unnamed().finditer(content, 0, body_end) if not view.zones.annexes or _of_issued(view, m)), None
    ):
        yield finding(
            "annex_missing",
            f"Văn bản nói có {quoted(next(filter(None, named.groups())))} nhưng tệp không có phần kèm theo.",
            None,
            [view.part.evidence(named.start(), named.end())],
        )


def _issued_ends(view: View) -> list[int]:
    """Where the texts end that the dispatch issues («QUY ĐỊNH …»), which name annexes of their own."""
    content = view.part.content
    heads = ((annex.end, fold(content[max(annex.start - 30, 0) : annex.start + 40])) for annex in view.zones.annexes)
    return [end for end, head in heads if _issued().search(head)]


def _of_issued(view: View, match: re.Match[str]) -> bool:
    """Whether «Phụ lục kèm theo Quy định này» names an annex of what is issued, which itself is all that is attached."""
    only_issued = len(_issued_ends(view)) == len(view.zones.annexes)
    return fold(match["what"] or "").startswith("phu luc") and only_issued


@cache
def _issued() -> re.Pattern[str]:
    return re.compile(
        r"^\W*(?:quy che|quy dinh|noi quy|dieu le|ke hoach|phuong an|de an|the le|huong dan)\b", re.MULTILINE
    )


def _numbers(text: str) -> list[str]:
    """«1, 2, 3», «1-4» and «6a và 6b» as their single numbers."""
    found = re.findall(r"\d{1,2}[a-zđ]?|[IVX]{1,5}|[A-D]", text)
    if len(found) == 2 and re.search(r"đến|[-–]", text) and found[0].isdigit() and found[1].isdigit():
        low, high = int(found[0]), int(found[1])
        return [str(n) for n in range(low, high + 1)] if low < high <= low + 30 else found
    return found


def _annex_key(label: str) -> str:
    key = fold(label)
    number = re.search(r"(\d+[a-z]?|\b[ivx]{1,5}|\b[a-d])\W*$", key)
    kind = "phuluc" if "luc" in key else "mau"
    return f"{kind} {number[1].lstrip('0')}" if number else kind


def _short(labels: Sequence[str]) -> str:
    """«Phụ lục 1, 2, 3 và Mẫu số 1»."""
    kinds: dict[str, list[str]] = {}
    for label in labels:
        kind, number = label.rsplit(" ", 1)
        kinds.setdefault(kind, []).append(number)
    return listing([f"{kind} {', '.join(numbers)}" for kind, numbers in kinds.items()])


def _brackets(view: View) -> Iterator[Finding]:
    """Paragraphs of the main text that open a bracket which neither they nor the next close.

    A closing one without an opening one is no fault: «a)», «1)» label items.
    """
    start, end = view.zones.body
    blocks = [b for b in view.part.blocks if b.cell is None and start <= b.start and b.end <= end]
    places = []
    for block, after in pairwise([*blocks, None]):
        if block is None:
            continue
        text = view.part.words(block)
        at, _ = _open(text)
        if not text.rstrip().endswith((".", ";", ":", "!", "?", "./.", ",")):
            continue  # a paragraph that a page or a column cut
        if at and not (after and _open(view.part.words(after))[1]):
            places.append(view.part.evidence(block.start + at, min(block.end, block.start + at + 90)))
    if places:
        yield finding(
            "unbalanced_brackets",
            f"Mở ngoặc nhưng không đóng: {listing([quoted(e.text, 40) for e in places], 3)}.",
            None,
            places,
        )


@cache
def _label() -> re.Pattern[str]:
    return re.compile(r"\W*\w{1,3}\)")


def _open(text: str) -> tuple[int, int]:
    """Where in a paragraph a bracket opens that nothing closes (0: none), and how many close that it does not open."""
    opened: list[int] = []
    label = _label().match(text)
    closed = 0
    for at, letter in enumerate(text):
        if letter == "(":
            opened.append(at)
        elif letter == ")" and opened:
            opened.pop()
        elif letter == ")" and not (label and at < label.end()):
            closed += 1
    return (opened[0] if opened else 0), closed
