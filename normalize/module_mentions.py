"""Places that name training modules: lists, sentences, official titles without a number; what each tells."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, field

from corpus.registry.module_catalogue import title_at
from normalize.audiences import audiences, headings, levels
from normalize.module_codes import HEAD, TOPIC, Code, audience_of, levels_of, listed_code, read_codes, registered
from normalize.part import Block, Part
from normalize.sentences import label_end
from normalize.structure import Zones
from schemas.plan import Section

_QUOTED = re.compile(r"\s*(?:[:–-]|là)?\s*[“\"«‘](?P<title>[^”\"»’\n]{4,300})[”\"»’]")
_BRACKETED = re.compile(
    r"\s*\((?!(?:[Tt]heo|Công\s+văn|Quyết\s+định|Thông\s+tư|Kế\s+hoạch|Kèm|Xem|Trong\s+đó|Gồm|Từ|Dự\s+kiến|Mẫu|Phụ\s+lục|Đợt|Tháng|Ngày)(?!\w))"
    r"(?P<title>[A-ZĐÀ-Ỹ](?:(?!\d\s*tiết)[^()\n]){5,200})\)(?=\s*(?:[:;,.–-]|(?:và|đối\s+với|dành\s+cho|cho|theo|của|thuộc)(?!\w)|\d+\s*tiết|\(\d|$))"
)
_WORDS = 3  # words from which a bracket in mid-sentence holds a title, not a note
_TITLED = re.compile(
    r"\s*(?P<periods>\([^()\n]{0,60}\d\s*tiết[^()\n]{0,60}\)\s*)?(?:[:–—-]|\.(?=\s))\s*(?P<title>[A-ZĐÀ-Ỹ][^\n]{3,})"
)
_TITLE_END = re.compile(
    r"\s*\(\s*(?:tổng\s+)?(?:số\s+tiết|thời\s+lượng|\d+\s*tiết|LT(?!\w)|l[ýí]\s+thuyết)|[;.](?=\s|$)|[:–-]\s*\d+\s*tiết|,?\s+\d+\s*tiết"
    r"|,?\s+(?:thời\s+lượng|dành\s+cho)(?!\w)|\s*\((?=[^()]*\d\s*tiết)",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"\s+(?:về|(?P<named>có\s+tên(?:\s+gọi)?(?:\s+là)?))\s+[“\"«]?(?P<title>[^\n;.:(“”\"«»]{6,200}?)\s*(?=[;.:(]|$)",
    re.MULTILINE,
)
_NAME_LINE = re.compile(
    r"\W*tên\s+(?:mô\s?-?đun|module|chuyên\s+đề|học\s+phần)\s*:\s*(?P<title>[^\n]{4,200})", re.IGNORECASE
)
_LENGTH_LINE = re.compile(r"\W*(?:thời\s+lượng|(?:tổng\s+)?số\s+tiết)\s*:", re.IGNORECASE)
_CODE_BEHIND = re.compile(
    r"[”\"»’]?\s*[(–-]\s*(?:(?:mã|mô\s?-?đun|module)\s*)*:?\s*(?=[A-Za-z]{2,6}\s*\.?\s*\d)", re.IGNORECASE
)
_OPENS = re.compile(r"\s*[:–-]?\s*[“\"«‘]?\s*(?=\w)")
_TIME = re.compile(r"(?:Trong|Từ|Ngày|Tháng|Năm|Dự\s+kiến|Thời\s+gian|Trước|Sau)\s")
# Periods by mode, the mode before its figure («lý thuyết: 7», «thực hành 8 tiết») or behind it («12 tiết lý thuyết»).
_MODES = {
    "theory": r"l[ýí]\s+thuyết|(?<!\w)LT(?!\w)",
    "practice": r"thực\s+hành|(?<!\w)TH(?!\w)",
    "self_study": r"tự\s+(?:học|bồi\s+dưỡng|nghiên\s+cứu)",
}
_PERIODS = {
    name: re.compile(
        rf"(?:{mode})\s*:?\s*(\d{{1,3}})(?!\d)(?:\s*tiết)?|(?<![\w,.])(\d{{1,3}})\s*(?:tiết\s+)?(?:{mode})(?!\s*:?\s*\d)",
        re.IGNORECASE,
    )
    for name, mode in _MODES.items()
}
_TOTAL = re.compile(r"(?:tổng\s+(?:số|cộng)?\s*(?:tiết)?\s*:?\s*)?(?<![\w,.])(\d{1,3})\s*tiết", re.IGNORECASE)
_DONE = re.compile(
    r"(?:đã|chưa|từng|hoàn\s+thành|trước\s+khi|sau\s+khi|ngoài(?!\s+ra)|về\s+việc|V/v)\s[^.;:\n]{0,60}$", re.IGNORECASE
)
_WAS = re.compile(
    r"\s*(?:đã|được\s+(?:bồi\s+dưỡng|học|tập\s+huấn)\s+(?:từ|năm|trong)\s+(?:năm\s+)?(?:học\s+)?\d)(?!\w)",
    re.IGNORECASE,
)
_PREAMBLE = re.compile(r"\s*(?:[-–+*]\s*)?(?:Căn\s+cứ|Thực\s+hiện|Theo|Xét)\s")
AIMED = re.compile(r"(?:[Đđ]ối\s+với|[Dd]ành\s+cho|[Cc]ho)\s+(?P<who>[^:;.\n]{2,120})")
LEAD = 300  # characters before a mention that tell whom it concerns and whether it is in passing
_GOES_ON = re.compile(r"(?:,|(?<!\w)và)\s*(?:\d\)\s*)?$")  # «mô đun 1 - A (08 tiết), mô đun 2 - B (16 tiết)»
# «mô đun 5 “…” (40 tiết) cho CBQL»
_FOR = re.compile(
    r"[”\"»’]?\s*(?:\([^()\n]{0,80}\)\s*)?,?\s*(?:dành\s+cho|đối\s+với|cho)\s+(?P<who>[^:;.,()\n]{2,60})", re.IGNORECASE
)
_CLAUSE = re.compile(r"[;\n]|(?<=\w)[.](?=\s)|[”\"»’)]\s*(?:,|và(?!\w))")
_TAUGHT = {"HV", "GiV", "HS", "TS"}  # parts in a course
_LABEL = 20


@dataclass
class Mention:
    """One place that names a module: its code, what it tells, and whom it concerns."""

    code: Code
    start: int
    end: int
    title: str | None = None
    audience: list[str] = field(default_factory=list)
    levels: list[str] = field(default_factory=list)
    periods: dict[str, int] = field(default_factory=dict)
    passing: bool = False  # named in passing: a prerequisite, a citation's subject
    topic: bool = False  # a «chuyên đề»
    chosen: bool = False  # a person registers for it, or its official title is told without a number


def mentions_of(
    part: Part, zones: Zones, outline: Sequence[Section], registrations: Container[int]
) -> Iterator[Mention]:
    """Every place in the paragraphs that names modules by number, lists cut into their members.

    `registrations` are the starts of table cells in which persons register for modules.
    """
    official = HEAD.search(part.content) is not None
    for index, block in enumerate(part.blocks):
        if block.cell and block.cell.ruled:
            if block.start in registrations:
                text = part.words(block)
                yield from _registered(part, outline, (index, block, text))
            continue
        if zones.closing[0] <= block.start < zones.closing[1]:
            continue
        text = part.words(block)
        item = listed_code(text, label_end(text, 0, len(text)))  # «- MN 3 – …» in a list of modules
        heads = [m.span() for m in HEAD.finditer(text)] or ([item] if item else [])
        named = [(start, end, codes) for start, stop in heads for codes, end in [read_codes(text, stop)] if codes]
        for at, (start, end, codes) in enumerate(named):
            until = next((other for other, *_ in named[at + 1 :] if other >= end), len(text))
            yield from _read(part, outline, (index, block, text), (start, end, until), codes)
        if not heads:
            yield from _topics(part, outline, (index, block, text))
        if not official:
            continue
        told = [stop for start, stop in heads if not any(start <= begin < stop + 2 for begin, *_ in named)]
        yield from _official(part, outline, (index, block, text), told or ([] if named else [None]))


def _registered(part: Part, outline: Sequence[Section], place: tuple[int, Block, str]) -> Iterator[Mention]:
    """The modules that a cell of a table of registrations lists: «4, 7, 15», «GVMN 3, GVMN 26»."""
    text = place[2]
    head = HEAD.match(text)
    codes, end = read_codes(text, head.end() if head else 0)
    if codes and not text[end:].strip(" .;"):
        for mention in _read(part, outline, place, (0, end, len(text)), codes):
            mention.chosen = True
            yield mention


def _topics(part: Part, outline: Sequence[Section], place: tuple[int, Block, str]) -> Iterator[Mention]:
    """The «chuyên đề» and «học phần» of a paragraph, and the codes that a person registers for."""
    text = place[2]
    topics = list(TOPIC.finditer(text))
    for number, match in enumerate(topics):
        codes, end = read_codes(text, match.end())
        until = topics[number + 1].start() if number + 1 < len(topics) else len(text)
        if len(codes) == 1:
            for mention in _read(part, outline, place, (match.start(), end, until), codes):
                mention.topic = True
                mention.periods = mention.periods or _periods(re.split(r"[;.]\s", text[end:until])[0])
                yield mention
    start = registered(text)
    if start is not None:
        codes, end = read_codes(text, start)
        for mention in _read(part, outline, place, (start, end, len(text)), codes):
            mention.chosen = not mention.passing
            yield mention


def _quoted_first(part: Part, outline: Sequence[Section], place: tuple[int, Block, str], end: int) -> Mention | None:
    """A module whose title stands before its code: «mô đun "Giáo dục hòa nhập" (GVMN 12, 20 tiết …)»."""
    _, block, text = place
    quoted = _QUOTED.match(text, end)
    behind = _CODE_BEHIND.match(text, quoted.end()) if quoted else None
    codes, after = read_codes(text, behind.end()) if behind else ([], 0)
    if quoted is None or len(codes) != 1:
        return None
    lead = text[max(0, end - LEAD) : end]
    who, schools = _aimed(part, outline, block.start + end, lead, "")
    return Mention(
        codes[0], block.start + quoted.start("title"), block.start + after, quoted["title"].strip(" .,;"),
        audience_of(codes[0]) or who, levels_of(codes[0]) or schools, _periods(re.split(r"\)", text[after : after + 120])[0]),
    )  # fmt: skip


def _official(
    part: Part, outline: Sequence[Section], place: tuple[int, Block, str], ends: Sequence[int | None]
) -> Iterator[Mention]:
    """Modules told by an official title without a number: behind «mô đun», or as an item of a list."""
    _, block, text = place
    for end in ends:
        if end is not None and (told := _quoted_first(part, outline, place, end)):
            yield told
            continue
        start = label_end(text, 0, len(text)) if end is None else end
        opened = _OPENS.match(text, start)
        start = opened.end() if opened else start
        found = title_at(text, start)
        if found is None:
            continue
        stop, modules = found
        behind = _CODE_BEHIND.match(text, stop)
        codes, after = read_codes(text, behind.end()) if behind else ([], stop)
        lead = text[max(0, start - LEAD) : start]
        who, schools = _aimed(part, outline, block.start + start, lead, text[start:stop])
        code = codes[0] if codes else Code(None, "")
        yield Mention(
            code, block.start + start, block.start + after, text[start:stop], audience_of(code) or who or [modules[0].audience],
            levels_of(code) or levels(text[start:stop]) or schools, _periods(text[after : after + 120]),
            bool(_DONE.search(lead) or _PREAMBLE.match(text)), chosen=True,
        )  # fmt: skip


def _read(
    part: Part,
    outline: Sequence[Section],
    place: tuple[int, Block, str],
    span: tuple[int, int, int],
    codes: list[Code],
) -> Iterator[Mention]:
    index, block, text = place
    start, end, until = span  # the next module's periods are its own
    lead = text[max(0, start - LEAD) : start]
    first = (start <= _LABEL and start == label_end(text, 0, len(text))) or lead.rstrip().endswith((";", ":", ".", "("))
    parted = text[end:].lstrip()[:1] in tuple(":–—-")
    first = first or bool(parted and _GOES_ON.search(lead) and HEAD.search(lead) and _TITLED.match(text, end))
    own = first or (len(codes) == 1 and _named_inside(text, end, codes[0]))
    title, stop = _title(text, end, own, codes[0].family is not None) if len(codes) == 1 else (None, end)
    periods = _periods(text[stop : max(stop, min(stop + 120, until))] if title or first else "")
    if title and not periods and (told := _TITLED.match(text, end)) and told["periods"]:
        periods = _periods(told["periods"])  # «Mô đun 07 (40 tiết): Tư vấn, hỗ trợ học sinh»
    if len(codes) == 1 and first and not title:
        title, more = _in_next_lines(part, index)
        periods = periods or more
    passing = bool(_DONE.search(lead) or _PREAMBLE.match(text) or _WAS.match(text, stop))
    after = _FOR.match(text, stop, until)
    who, schools = _aimed(
        part, outline, block.start + start, lead, text[start:stop], after["who"] if after and title else ""
    )
    for code in codes:
        yield Mention(
            code, block.start + start, block.start + stop, title, audience_of(code) or who,
            levels_of(code) or levels(title or "") or schools, periods, passing,
        )  # fmt: skip


def _named_inside(text: str, end: int, code: Code) -> bool:
    """Whether a title follows a code in mid-sentence: «… học mô đun QLPT 10: Quản trị chất lượng …»."""
    titled = _TITLED.match(text, end)
    return titled is not None and (code.family is not None or title_at(text, titled.start("title")) is not None)


def _in_next_lines(part: Part, index: int) -> tuple[str | None, dict[str, int]]:
    """The title and periods that the lines below a module's code tell («Tên mô đun: …», «Thời lượng: 20 tiết»)."""
    below = [part.words(b) for b in part.blocks[index + 1 : index + 4]]
    named = _NAME_LINE.match(below[0]) if below else None
    if named is None:
        return None, {}
    length = next((text for text in below[1:] if _LENGTH_LINE.match(text)), "")
    return named["title"].strip(" .;"), _periods(length)


def _title(text: str, end: int, first: bool, coded: bool = False) -> tuple[str | None, int]:
    """The title after a module's number: quoted, or, where the module opens its clause, what stands behind a colon."""
    quoted = _QUOTED.match(text, end)
    if quoted:
        return quoted["title"].strip(" .,;"), quoted.end()
    bracketed = _BRACKETED.match(text, end)
    if (
        bracketed and bracketed["title"][0].isupper() and (first or coded or len(bracketed["title"].split()) >= _WORDS)
    ):  # «Mô đun 3 (Kiểm tra, đánh giá học sinh): 40 tiết»
        return bracketed["title"].strip(), bracketed.end()
    about = _ABOUT.match(text, end)
    if about and (
        first or about["named"] or title_at(text, about.start("title"))
    ):  # «Mô đun GVPT 07 về tư vấn và hỗ trợ học sinh: 40 tiết»
        return about["title"], about.end()
    titled = _TITLED.match(text, end) if first else None
    if not titled or _TIME.match(titled["title"]):
        return None, end
    stop = _TITLE_END.search(text, titled.start("title"))
    at = stop.start() if stop else len(text)
    title = text[titled.start("title") : at].strip(' .,;:“”"')
    return (title, at) if len(title) > 3 else (None, end)


def _periods(text: str) -> dict[str, int]:
    """The periods that the words right after a module tell («: 15 tiết (lý thuyết 7, thực hành 8)»)."""
    found: dict[str, int] = {}
    rest = text
    for name, pattern in _PERIODS.items():
        match = pattern.search(text)
        if match:
            found[name] = int(match[1] or match[2])
            rest = rest[: match.start()] + " " * len(match.group()) + rest[match.end() :]
    total = _TOTAL.search(rest)  # what is left is no part
    return found | ({"total": int(total[1])} if total else {})


def _aimed(
    part: Part, outline: Sequence[Section], offset: int, lead: str, own: str, behind: str = ""
) -> tuple[list[str], list[str]]:
    """Whom a mention concerns: «Đối với giáo viên: … mô đun 1», else the headings above it."""
    clause = _CLAUSE.split(lead)[-1]
    for words in (behind, clause):  # «… cho CBQL», «CBQL: mô đun 3 …» tell their own module only
        who = audiences(words)
        if who and not set(who) & _TAUGHT:
            return who, levels(words)
    aimed = AIMED.search(lead) or AIMED.search(own)
    if aimed and (who := audiences(aimed["who"])):
        return who, levels(aimed["who"])
    for section in headings(outline, offset):
        who = audiences(section.title)
        if who and not HEAD.search(section.title):
            return who, levels(section.title)
    return [], []
