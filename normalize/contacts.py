"""Addresses and persons to turn to: e-mails, telephones, web addresses, named persons, each with whose it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from normalize.part import Block, Part
from normalize.rows import LOWER, UPPER, match_key
from schemas.facts import Contact

_REACH = 160  # how far before an address its owner may stand, in characters


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {
        # A printed line's end or a slip may leave a space at the sign: «phonggd@ lamson.edu.vn».
        "email": re.compile(
            r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{2,63}){1,5}"
            r"|(?<!\w)[A-Za-z0-9._+-]{1,63}[A-Za-z0-9_](?: @ ?|@ )[a-z0-9-]{2,63}(?:\.[a-z0-9-]{2,63}){1,4}(?<=vn|om|rg|et)(?!\w)"
        ),
        "url": re.compile(
            r"(?:https?://|www\.)[^\s<>()“”\"»,;]{3,200}"
            r"|(?<![\w@./-])(?:[a-z][a-z0-9-]{1,40}\.){1,4}(?:vn|com|net|org|info)(?![\w@-])(?:/[\w./?=&%#-]{0,150})?"
            r"|(?<![\w@./-])(?:bit\.ly|goo\.gl|forms\.gle|zalo\.me|youtu\.be|zoom\.us|t\.me|fb\.me)/[\w./?=&%#-]{2,150}",
            re.IGNORECASE,
        ),
        "phone": re.compile(
            r"(?:(?<![\w./-])|(?<=\d{4}/))(?:(?:\(0\d{2,4}\)|\(?\+84\)?|0\d)[\d.\s-]{7,13}\d|1[89]00[ .]?\d{3,4}(?:[ .]?\d{2})?)"
            r"(?!\w|/(?!0\d{3})|\s?(?:đồng|VNĐ|đ)\b)"
        ),
        "call": re.compile(
            r"(?<!\w)(?:dtdd|sdt|dt|tel|dien thoai|hotline|zalo|duong day nong|so may|di dong|lien he|lien lac)(?!\w)"
        ),
        "rest": re.compile(r" [\w./?=&%#~+-]{2,200}(?=[\s).,;]|$)", re.ASCII),
        "coded": re.compile(r"[/=?&%_]|\d[A-Za-z]|[A-Za-z]\d"),
        "person": re.compile(
            r"(?<!\w)(?:[Đđ]ồng chí|[Đđ]/[Cc]|[Ôô]ng|[Bb]à|[Tt]hầy|[Cc]ô|[Aa]nh|[Cc]hị|[Cc]huyên viên)(?:\s+(?:giáo|ông|bà))?\s+"
            r"(?:(?:ThS|TS|PGS|BS)\.?\s*){0,2}(?!Rịa\b|Nà\b|Triệu\b)"
            rf"(?P<name>[{UPPER}][{LOWER}]+(?:\s[{UPPER}][{LOWER}]+){{0,4}})"
            r"(?:\s*[-–,]\s*+(?P<office>(?!điện thoại|ĐT|số|zalo|email)[^,;.()\d]{3,80}))?",
        ),
        "behind": re.compile(r"\s*[(–-]\s*(?:gặp\s+)?"),
        "owner": re.compile(
            r"(?:[Pp]hòng|Sở|sở (?=giáo|y|nội|tài)|Bộ|Vụ|Cục|UBND|[Tt]rường(?= (?:[A-ZĐ]|mầm|tiểu|trung|phổ|cao|đại))|Trung tâm|Văn phòng|"
            r"Công đoàn|Tổ|Ban|Nhà cung cấp)\s"
            r"(?:[^,.;:()\n]|, chống){1,80}?(?=\s(?:chậm|muộn|hạn|"
            r"theo|qua|bằng|để|trước|nhận|hoặc|tại|đồng chí|địa chỉ|email|e-mail|hộp thư|số|ĐT|vào|có|cung cấp|"
            r"gửi|về|báo cáo|ban hành|nộp|Địa chỉ)(?!\w)"
            r"|\s?(?:[.;:()\n]|-(?!\s(?!Điện|ĐT|Đt|Email|E-mail|Số|Địa|Tel|Fax|Zalo|Hotline|Di|Ông|Bà)[A-ZĐ])|,(?! chống))|$)"
        ),
    }  # fmt: skip


def find_contacts(part: Part) -> list[Contact]:
    """E-mails, telephones and web addresses of a dispatch in reading order, and the persons named beside them."""
    found: list[tuple[int, Contact]] = []
    for block in part.blocks:
        text = part.words(block)
        if "@" in text or "." in text or "0" in text:
            found.extend(_of_block(part, block, text))
    merged: dict[tuple[str, str], Contact] = {}
    for _, contact in sorted(found, key=lambda f: f[0]):
        known = merged.setdefault((contact.kind, contact.value), contact)
        if known is not contact:  # the same address again: one more place where it stands
            known.evidence.extend(contact.evidence)
            known.owner = known.owner or contact.owner
    return list(merged.values())


def _of_block(part: Part, block: Block, text: str) -> Iterator[tuple[int, Contact]]:
    taken: list[tuple[int, int]] = []
    for kind in ("email", "url", "phone"):
        for match in _patterns()[kind].finditer(text):
            start, end = match.start(), match.end()
            end -= len(match.group()) - len(match.group().rstrip(".,;:- "))
            if kind == "url":
                end = _over_line_ends(part, block, text, end)
            if any(a < end and start < b for a, b in taken) or not _plausible(kind, text, start, end):
                continue
            taken.append((start, end))
            yield _contact(part, block, kind, text, start, end)
            yield from _person_beside(part, block, text, start, end)


def _plausible(kind: str, text: str, start: int, end: int) -> bool:
    """Whether figures are a telephone: nine to eleven of them, and a word for calling before, or a mobile's beginning."""
    if kind != "phone":
        return True
    digits = re.sub(r"\D", "", text[start:end])
    digits = re.sub(r"^84", "0", digits)
    if digits.startswith(("1800", "1900")):  # short numbers of services count where a word for calling names them
        return bool(_patterns()["call"].search(match_key(text[max(start - 60, 0) : start])))
    if not 10 <= len(digits) <= 11 or not re.match(r"0[2-9]|01\d{9}$", digits):
        return False
    called = bool(_patterns()["call"].search(match_key(text[max(start - 60, 0) : start])))
    landline = len(digits) == 11 and digits[1] == "2" and bool(re.search(r"\d[. -]\d", text[start:end]))
    return called or landline or (len(digits) == 10 and digits[1] in "35789")


def _over_line_ends(part: Part, block: Block, text: str, end: int) -> int:
    """Where a web address really ends that a printed line's end has cut: the next line must read as one's rest."""
    line_ends = {piece.end - block.start for piece in part.text.pieces_of(block.start, block.end)}
    while end in line_ends:
        rest = _patterns()["rest"].match(text, end)
        if rest is None or not (text[end - 1] in "/-_=?&.%" or _patterns()["coded"].search(rest.group())):
            break
        end = rest.end() - (len(rest.group()) - len(rest.group().rstrip(".,;:")))
    return end


def _contact(part: Part, block: Block, kind: str, text: str, start: int, end: int) -> tuple[int, Contact]:
    at = block.start + start
    value = text[start:end] if kind == "phone" else "".join(text[start:end].split())
    person = _person_named(text, start)
    owner = (person if kind == "phone" else None) or _owner(text, start) or (person if kind == "email" else None)
    return at, Contact(kind=kind, value=value, owner=owner, evidence=[part.evidence(at, block.start + end)])


def _owner(text: str, before: int) -> str | None:
    """Whose an address is: the office named last before it in its sentence, else the person's office."""
    left = max(before - _REACH, 0)
    stop = max((m.end() for m in re.finditer(rf"[.;]\s(?=[{UPPER}])", text[left:before])), default=0)
    beside = (
        text[left + stop : before]
        if not re.match(r"\s*ĐT|\s*Điện thoại", text[left + stop : before])
        else text[left:before]
    )
    found = [*_patterns()["owner"].finditer(beside)]
    if not found:
        return None
    last = found[-1].group().strip()
    if (
        len(found) > 1
        and beside[found[-2].end() : found[-1].start()].strip() == ","
        and _part_of(found[-2].group(), last)
    ):
        return f"{found[-2].group().strip()}, {last}"  # «Phòng Tổ chức cán bộ, Sở GDĐT»
    return last


def _part_of(inner: str, outer: str) -> bool:
    return inner.startswith(("Phòng", "Văn phòng", "Ban", "Tổ")) and outer.startswith(
        ("Sở", "Bộ", "UBND", "Trường", "Phòng G")
    )


def _person_named(text: str, before: int) -> str | None:
    """The person, with the word of address, who is named last in the sentence before a telephone or e-mail."""
    left = max(before - 90, 0)
    named = [*_patterns()["person"].finditer(text, left, before)][-1:]
    if not named or re.search(rf"[.;]\s(?=[{UPPER}])", text[named[0].end() : before]):
        return None
    return text[named[0].start() : named[0].end("name")]


def _person_beside(part: Part, block: Block, text: str, before: int, after: int) -> Iterator[tuple[int, Contact]]:
    """The person named right before an address («ông …, điện thoại: …»), or in brackets behind it («0912 … (cô Hoa)»)."""
    left = max(before - 90, 0)
    behind = _patterns()["behind"].match(text, after)
    person = next(iter([*_patterns()["person"].finditer(text, left, before)][-1:]), None)
    if person is None and behind:
        person = _patterns()["person"].match(text, behind.end())
    if person is None:
        return
    start, end = block.start + person.start("name"), block.start + person.end("name")
    office = person["office"].strip() if person["office"] else _owner(text, person.start())
    yield start, Contact(kind="person", value=person["name"], owner=office, evidence=[part.evidence(start, end)])
