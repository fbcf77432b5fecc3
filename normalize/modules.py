"""Training modules (mô đun bồi dưỡng): from tables, from lists and from sentences; one `Module` a module and audience.

A mention is told from a module by what it says: a title or periods make a module; a bare number («mô đun 4, 5, 9») is
evidence for the modules so numbered, and makes modules of its own only in a dispatch that titles none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from corpus.registry.module_catalogue import by_code, by_title
from normalize.audiences import audiences, headings, levels
from normalize.module_codes import HEAD, Code, audience_of, levels_of, listed_code, read_codes
from normalize.module_tables import TableModule, table_modules
from normalize.part import Block, Part
from normalize.sentences import label_end
from normalize.structure import Zones
from schemas.facts import Evidence, Module
from schemas.plan import Header, Section

_QUOTED = re.compile(r"\s*[:–-]?\s*[“\"«‘](?P<title>[^”\"»’\n]{4,300})[”\"»’]")
_BRACKETED = re.compile(r"\s*\((?P<title>[A-ZĐÀ-Ỹ][^()\d\n]{5,200})\)(?=\s*(?:[:;,.–-]|$))")
_TITLED = re.compile(r"\s*(?:[:–—-]|\.(?=\s))\s*(?P<title>[A-ZĐÀ-Ỹ][^\n]{3,})")
_TITLE_END = re.compile(
    r"\s*\(\s*(?:tổng\s+)?(?:số\s+tiết|thời\s+lượng|\d+\s*tiết|LT|lý\s+thuyết)|[;.](?=\s|$)|:\s*\d+\s*tiết|,?\s+\d+\s*tiết"
)
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
_EACH = re.compile(
    r"(?<!\w)(?:m[ỗo]i|m[ộo]t|01)\s+m[ôo]\s?-?\s?[đd]un\b[^.;\n]{0,60}?(?<![\w,.])(\d{1,3})\s*ti[êếe]t", re.IGNORECASE
)
_SELF_STUDY = re.compile(
    r"(?<![\w,.])(\d{1,3})\s*tiết\s+(?:tự\s+(?:học|bồi\s+dưỡng|nghiên\s+cứu))|tự\s+(?:học|bồi\s+dưỡng|nghiên\s+cứu)\s*:?\s*(\d{1,3})\s*tiết",
    re.IGNORECASE,
)
_DONE = re.compile(
    r"(?:đã|chưa|từng|hoàn\s+thành|trước\s+khi|sau\s+khi|ngoài(?!\s+ra)|về\s+việc|V/v)\s[^.;:\n]{0,60}$", re.IGNORECASE
)
_PREAMBLE = re.compile(r"\s*(?:[-–+*]\s*)?(?:Căn\s+cứ|Thực\s+hiện|Theo|Xét)\s")
_AIMED = re.compile(r"(?:[Đđ]ối\s+với|[Dd]ành\s+cho|[Cc]ho)\s+(?P<who>[^:;.\n]{2,120})")
_CHOICE = 60  # characters between «chọn» and the codes to choose from
_CHOOSES = re.compile(r"(?<!\w)(?:chọn|đăng\s+k[ýí]|bắt\s+buộc)(?!\w)[^.;\n]*$", re.IGNORECASE)
_LEAD = 300  # characters before a mention that tell whom it concerns and whether it is in passing
_LABEL = 20
_NEAR = 6  # paragraphs above a table or list among which its audience is looked for


@dataclass
class _Mention:
    """One place that names a module: its code, what it tells, and whom it concerns."""

    code: Code
    start: int
    end: int
    title: str | None = None
    audience: list[str] = field(default_factory=list)
    levels: list[str] = field(default_factory=list)
    periods: dict[str, int] = field(default_factory=dict)
    passing: bool = False  # named in passing: a prerequisite, a citation's subject


def find_modules(part: Part, zones: Zones, outline: Sequence[Section], header: Header) -> list[Module]:
    """Find the modules of a dispatch in reading order, each with everything that was read of it."""
    if not HEAD.search(part.content):
        return []
    found: list[Module] = []
    for row in table_modules(part):
        _add_row(found, _of_table(part, outline, row))
    mentions = list(_mentions(part, zones, outline))
    for mention in mentions:
        if mention.title or mention.periods.keys() - {"total"}:
            _join(found, mention, part)
    if not found:
        for mention in mentions:
            if not mention.passing:
                _join(found, mention, part)
    _chosen(part, found, mentions)
    _spread_periods(part, found)
    _gather(found, mentions, part)
    for module in found:
        _link(module)
        if not module.audience and header.subject and _trained(header.subject):
            module.audience = audiences(header.subject)
        if not module.levels and len(found) > 0 and header.subject:
            module.levels = levels(header.subject)
    return sorted(found, key=lambda m: (m.evidence[0].start, m.evidence[0].end))


def _chosen(part: Part, found: list[Module], mentions: Sequence[_Mention]) -> None:
    """Add the modules that a list of choices names by their codes alone («tự chọn 01 trong các mô đun THCS 8, 13, 31»)."""
    known = {(module.code, module.number) for module in found}
    for mention in mentions:
        lead = part.content[max(0, mention.start - _CHOICE) : mention.start]
        if mention.passing or not mention.code.text or not _CHOOSES.search(lead):
            continue
        if (mention.code.text, mention.code.number) not in known:
            _join(found, mention, part)


def _add_row(found: list[Module], module: Module) -> None:
    """Add a table row's module; one that another row tells already (a page scanned twice) only fills what was missing."""
    twin = next(
        (m for m in found if (m.code, m.number, m.audience) == (module.code, module.number, module.audience)), None
    )
    if twin is None:
        found.append(module)
        return
    for name in ("title", "theory", "practice", "self_study", "total"):
        if getattr(twin, name) is None:
            setattr(twin, name, getattr(module, name))
    twin.evidence += module.evidence


def _of_table(part: Part, outline: Sequence[Section], row: TableModule) -> Module:
    who, schools = audience_of(row.code), levels_of(row.code)
    if not who:
        context = _above(part, outline, row.start)
        who, schools = audiences(context), schools or levels(context)
    return Module(
        code=row.code.text, number=row.code.number, title=row.title, audience=who,
        levels=schools or levels(row.title or ""),
        self_study=row.periods.get("self_study"), theory=row.periods.get("theory"),
        practice=row.periods.get("practice"), total=row.periods.get("total"),
        objectives=row.objectives, topics=list(row.topics),
        evidence=[part.evidence(start, end, 0.95) for start, end in row.spans],
    )  # fmt: skip


def _mentions(part: Part, zones: Zones, outline: Sequence[Section]) -> Iterator[_Mention]:
    """Every place in the paragraphs that names modules by number, lists cut into their members."""
    for index, block in enumerate(part.blocks):
        if block.cell and block.cell.ruled:
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


def _read(
    part: Part,
    outline: Sequence[Section],
    place: tuple[int, Block, str],
    span: tuple[int, int, int],
    codes: list[Code],
) -> Iterator[_Mention]:
    _, block, text = place
    start, end, until = span  # the next module's periods are its own
    lead = text[max(0, start - _LEAD) : start]
    first = (start <= _LABEL and start == label_end(text, 0, len(text))) or lead.rstrip().endswith((";", ":", "."))
    title, stop = _title(text, end, first) if len(codes) == 1 else (None, end)
    periods = _periods(text[stop : max(stop, min(stop + 120, until))] if title or first else "")
    passing = bool(_DONE.search(lead) or _PREAMBLE.match(text))
    who, schools = _aimed(part, outline, block.start + start, lead, text[start:stop])
    for code in codes:
        yield _Mention(
            code, block.start + start, block.start + stop, title, audience_of(code) or who,
            levels_of(code) or levels(title or "") or schools, periods, passing,
        )  # fmt: skip


def _title(text: str, end: int, first: bool) -> tuple[str | None, int]:
    """The title after a module's number: quoted, or, where the module opens its clause, what stands behind a colon."""
    quoted = _QUOTED.match(text, end)
    if quoted:
        return quoted["title"].strip(" .,;"), quoted.end()
    bracketed = _BRACKETED.match(text, end) if first else None
    if bracketed:  # «Mô đun 3 (Kiểm tra, đánh giá học sinh): 40 tiết»
        return bracketed["title"].strip(), bracketed.end()
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


def _aimed(part: Part, outline: Sequence[Section], offset: int, lead: str, own: str) -> tuple[list[str], list[str]]:
    """Whom a mention concerns: «Đối với giáo viên: … mô đun 1», else the headings above it."""
    aimed = _AIMED.search(lead) or _AIMED.search(own)
    if aimed and (who := audiences(aimed["who"])):
        return who, levels(aimed["who"])
    for section in headings(outline, offset):
        who = audiences(section.title)
        if who and not HEAD.search(section.title):
            return who, levels(section.title)
    return [], []


def _above(part: Part, outline: Sequence[Section], offset: int) -> str:
    """The paragraph above a table that says for whom it is, else the nearest heading that does."""
    near = [b for b in part.paragraphs if b.end <= offset][-_NEAR:]
    for block in reversed(near):
        text = part.words(block)
        aimed = _AIMED.search(text)
        if aimed and _trained(aimed["who"]):
            return aimed["who"]
        if len(text) < 200 and _trained(text):
            return text
    return next((s.title for s in headings(outline, offset) if _trained(s.title)), "")


def _trained(text: str) -> bool:
    """Whether `text` names people whom programmes are for; «học viên», «giảng viên» are parts in a course."""
    found = audiences(text)
    return bool(found) and not set(found) & {"HV", "GiV", "HS", "TS"}


def _same(module: Module, mention: _Mention) -> bool:
    """Whether a mention names this module: the number, the code where both have one, and no other audience."""
    if module.number != mention.code.number:
        return False
    if module.code and mention.code.text and module.code != mention.code.text:
        return False
    if mention.title and module.title and mention.title.lower() != module.title.lower():
        return False
    return not (module.audience and mention.audience) or bool(set(module.audience) & set(mention.audience))


def _join(found: list[Module], mention: _Mention, part: Part) -> None:
    """Add a mention's module, or what is new in it to the module that is there."""
    module = next((m for m in found if _same(m, mention)), None)
    if module is None:
        found.append(
            Module(
                code=mention.code.text,
                number=mention.code.number,
                title=mention.title,
                audience=mention.audience,
                levels=mention.levels,
                **mention.periods,
                evidence=[part.evidence(mention.start, mention.end, 0.95 if mention.title else 0.7)],
            )
        )
        return
    module.title = module.title or mention.title
    module.code = module.code or mention.code.text
    module.audience = module.audience or mention.audience
    module.levels = module.levels or mention.levels
    for name, value in mention.periods.items():
        if getattr(module, name) is None:
            setattr(module, name, value)


def _gather(found: list[Module], mentions: Sequence[_Mention], part: Part) -> None:
    """Give every module the places that mention it."""
    known: dict[tuple[int, int], Evidence] = {}
    have = [{(e.start, e.end) for e in module.evidence} for module in found]
    for mention in mentions:
        span = (mention.start, mention.end)
        for module, seen in zip(found, have, strict=True):
            if span in seen or not _same(module, mention):
                continue
            seen.add(span)
            known.setdefault(span, part.evidence(*span, 0.8))
            module.evidence.append(known[span])


def _spread_periods(part: Part, found: Sequence[Module]) -> None:
    """Periods told of every module alike («mỗi mô đun 40 tiết, gồm 24 tiết tự học …»): of all, or of those in its paragraph."""
    told = list(_EACH.finditer(part.content))
    one = len({match[1] for match in told}) == 1
    if one and not any(module.total is not None or module.theory is not None for module in found):
        tail = re.split(r"[.;\n]", part.content[told[0].end() : told[0].end() + _LEAD])[0]
        alone = _SELF_STUDY.search(tail)
        for module in found:
            module.total = int(told[0][1])
            module.self_study = module.self_study or (int(alone[1] or alone[2]) if alone else None)
    for match in told:  # «mô đun QLMN 7 … và mô đun QLMN 16 …, mỗi mô đun 20 tiết»
        block = part.block_at(match.start())
        for module in found:
            if block and module.total is None and block.start <= module.evidence[0].start < match.start():
                module.total = int(match[1])


def _link(module: Module) -> None:
    entry = by_code(module.code) if module.code else by_title(module.number or "", module.title or "", module.audience)
    if entry is not None:
        module.catalogue = entry.code
        module.levels = module.levels or list(entry.levels)
