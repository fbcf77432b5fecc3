"""Training modules (mô đun bồi dưỡng): from tables, from lists and from sentences; one `Module` a module and audience.

A mention is told from a module by what it says: a title or periods make a module; a bare number («mô đun 4, 5, 9») is
evidence for the modules so numbered, and makes modules of its own only in a dispatch that titles none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.registry.module_catalogue import by_code, by_title, title_at
from normalize.audiences import audiences, headings, levels
from normalize.module_codes import HEAD, audience_of, levels_of
from normalize.module_mentions import AIMED, LEAD, Mention, mentions_of
from normalize.module_tables import TOPIC_HEAD, TableModule, registrations, table_modules
from normalize.part import Part
from normalize.structure import Zones
from schemas.facts import Evidence, Module
from schemas.plan import Header, Section

_EACH = re.compile(
    r"(?<!\w)(?:m[ỗo]i|m[ộo]t|01)\s+m[ôo]\s?-?\s?[đd]un\b[^.;\n]{0,60}?(?<![\w,.])(\d{1,3})\s*ti[êếe]t", re.IGNORECASE
)
_SELF_STUDY = re.compile(
    r"(?<![\w,.])(\d{1,3})\s*tiết\s+(?:tự\s+(?:học|bồi\s+dưỡng|nghiên\s+cứu))|tự\s+(?:học|bồi\s+dưỡng|nghiên\s+cứu)\s*:?\s*(\d{1,3})\s*tiết",
    re.IGNORECASE,
)
_TRAINING = re.compile(r"bồi\s+dưỡng(?!\s+(?:học\s+sinh|HSG))", re.IGNORECASE)
_CHOICE = 60  # characters between «chọn» and the codes to choose from
_CHOOSES = re.compile(r"(?<!\w)(?:chọn|đăng\s+k[ýí]|bắt\s+buộc)(?!\w)[^.;\n]*$", re.IGNORECASE)
_BLOCK = re.compile(
    r"(?<!\w)(?:(?:nội\s+dung|ND)\s*(?:bồi\s+dưỡng\s*)?(?:số\s+)?0?(?P<content>[123])|(?:chương\s+trình|CT)\s*(?:bồi\s+dưỡng\s*)?(?:thường\s+xuyên\s*)?(?:số\s+)?0?(?P<programme>[123]))"
    r"(?![\d.,/]|\s*(?:tiết|ngày|năm|tuần|buổi))",
    re.IGNORECASE,
)
_NEAR = 6  # paragraphs above a table or list among which its audience is looked for


def find_modules(part: Part, zones: Zones, outline: Sequence[Section], header: Header) -> list[Module]:
    """Find the modules of a dispatch in reading order, each with everything that was read of it."""
    if not HEAD.search(part.content) and not TOPIC_HEAD.search(part.content):
        return []
    found: list[Module] = []
    for row in table_modules(part):
        _add_row(found, _of_table(part, outline, row))
    mentions = list(mentions_of(part, zones, outline, registrations(part)))
    topics = [mention for mention in mentions if mention.topic]
    mentions = [mention for mention in mentions if not mention.topic]
    for mention in mentions:
        own = mention.code.family and not mention.passing
        if mention.title or mention.chosen or own or mention.periods.keys() - {"total"}:
            _join(found, mention, part)
    if not found:
        for mention in mentions:
            if not mention.passing:
                _join(found, mention, part)
    _chosen(part, found, mentions)
    _spread_periods(part, found)
    _gather(found, mentions, part)
    found += _of_topics(part, topics, header)
    for module in found:
        _link(module)
        module.block = _block(part, outline, module.evidence[0].start)
        if not module.audience and header.subject and _trained(header.subject):
            module.audience = audiences(header.subject)
        if not module.levels and len(found) > 0 and header.subject:
            module.levels = levels(header.subject)
    return sorted(found, key=lambda m: (m.evidence[0].start, m.evidence[0].end))


def _of_topics(part: Part, topics: Sequence[Mention], header: Header) -> list[Module]:
    """The «chuyên đề» of a dispatch, a list of their own: «chuyên đề 3» is not «mô đun GVMN 3»."""
    found: list[Module] = []
    if any(_proved(mention, header) for mention in topics):
        for mention in topics:
            if mention.title or mention.periods:
                _join(found, mention, part)
        _gather(found, topics, part)
    return found


def _proved(mention: Mention, header: Header) -> bool:
    """Whether a «chuyên đề» is a training module: it has its title and periods, or the dispatch is about training."""
    return bool(mention.periods or (mention.title and _TRAINING.search(header.subject or "")))


def _chosen(part: Part, found: list[Module], mentions: Sequence[Mention]) -> None:
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
    key = (module.code, module.number, module.audience)
    twin = next(
        (m for m in found if (m.code, m.number, m.audience) == key and (m.number or m.title == module.title)), None
    )
    if twin is None:
        found.append(module)
        return
    for name in ("title", "theory", "practice", "self_study", "total"):
        if getattr(twin, name) is None:
            setattr(twin, name, getattr(module, name))
    twin.evidence += module.evidence


def _of_table(part: Part, outline: Sequence[Section], row: TableModule) -> Module:
    who, schools = (audience_of(row.code), levels_of(row.code)) if row.code else ([], [])
    if not who:
        context = row.band or _above(part, outline, row.start)
        who, schools = audiences(context), schools or levels(context)
    return Module(
        code=row.code.text if row.code else None, number=row.code.number if row.code else None, title=row.title, audience=who,
        levels=schools or levels(row.title or ""),
        self_study=row.periods.get("self_study"), theory=row.periods.get("theory"),
        practice=row.periods.get("practice"), total=row.periods.get("total"),
        objectives=row.objectives, topics=list(row.topics),
        evidence=[part.evidence(start, end, 0.95) for start, end in row.spans],
    )  # fmt: skip


def _above(part: Part, outline: Sequence[Section], offset: int) -> str:
    """The paragraph above a table that says for whom it is, else the nearest heading that does."""
    near = [b for b in part.paragraphs if b.end <= offset][-_NEAR:]
    for block in reversed(near):
        text = part.words(block)
        aimed = AIMED.search(text)
        if aimed and _trained(aimed["who"]):
            return aimed["who"]
        if len(text) < 200 and _trained(text):
            return text
    return next((s.title for s in headings(outline, offset) if _trained(s.title)), "")


def _trained(text: str) -> bool:
    """Whether `text` names people whom programmes are for; «học viên», «giảng viên» are parts in a course."""
    found = audiences(text)
    return bool(found) and not set(found) & {"HV", "GiV", "HS", "TS"}


def _same(module: Module, mention: Mention) -> bool:
    """Whether a mention names this module: the number, the code where both have one, and no other audience."""
    if module.number != mention.code.number:
        return False
    if module.code and mention.code.text and module.code != mention.code.text:
        return False
    if mention.title and module.title and mention.title.lower() != module.title.lower():
        return False
    return not (module.audience and mention.audience) or bool(set(module.audience) & set(mention.audience))


def _join(found: list[Module], mention: Mention, part: Part) -> None:
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


def _gather(found: list[Module], mentions: Sequence[Mention], part: Part) -> None:
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
        tail = re.split(r"[.;\n]", part.content[told[0].end() : told[0].end() + LEAD])[0]
        alone = _SELF_STUDY.search(tail)
        for module in found:
            module.total = int(told[0][1])
            module.self_study = module.self_study or (int(alone[1] or alone[2]) if alone else None)
    for match in told:  # «mô đun QLMN 7 … và mô đun QLMN 16 …, mỗi mô đun 20 tiết»
        block = part.block_at(match.start())
        for module in found:
            if block and module.total is None and block.start <= module.evidence[0].start < match.start():
                module.total = int(match[1])


def _block(part: Part, outline: Sequence[Section], offset: int) -> str | None:
    """The block of content (ND1 … ND3) or programme (01 … 03) that a module belongs to, by the words before it."""
    block = part.block_at(offset)
    near = [b for b in part.paragraphs if b.end <= offset][-_NEAR:]
    own = [part.content[block.start : offset]] if block else []
    above = [*own, *(section.title for section in headings(outline, offset)), *(part.words(b) for b in reversed(near))]
    for text in above:
        told = list(_BLOCK.finditer(text[:LEAD] if text not in own else text))
        if told:
            match = told[-1]
            return f"ND{match['content']}" if match["content"] else f"0{match['programme']}"
    return None


def _link(module: Module) -> None:
    entry = by_code(module.code) if module.code else by_title(module.number or "", module.title or "", module.audience)
    if entry is None and module.title and not module.number:
        told = title_at(module.title, 0)
        alike = [m for m in told[1] if [m.audience] == module.audience] if told else []
        entry = alike[0] if len(alike) == 1 else None
    if entry is not None:
        module.catalogue = entry.code
        module.levels = module.levels or list(entry.levels)
