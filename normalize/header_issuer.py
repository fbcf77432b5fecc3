"""Who issues a dispatch: the office lines of its letterhead, or where it has none, its symbol and its own words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from corpus.registry.issuers import expand, issuer_by_code
from normalize.header_names import normal_case, restore_name, words_of
from normalize.letterhead import Letterhead, begins_office
from normalize.marks import Fragment, NumberMark, is_caps
from normalize.rows import UPPER, Row
from vietnamese.letters import fold

_CODE = re.compile(r"[A-Z]{1,4}\d+")  # a typist's mark on a line of its own («XV80»); «THPT 2» has a space
_JOINS = ("-", "–", "&", ",", "VÀ", "và")


@cache
def _inner() -> re.Pattern[str]:
    """Where a second office begins on a line that holds two («UBND TỈNH A SỞ Y TẾ»)."""
    schools = r"TRƯỜNG (?:THPT|THCS|TIỂU|MẦM|TH|PT|MẪU|TRUNG)"
    return re.compile(rf"(?<=\S)\s(?=(?:SỞ|PHÒNG|{schools}|TRUNG TÂM GIÁO|TRUNG TÂM GD)\s)")


def find_offices(rows: Sequence[Row], head: Letterhead, *, lost: bool = False) -> tuple[list[str], list[Fragment]]:
    """The names of the letterhead's offices, the issuing one last, in normal case, and the stretches they stand in.

    `lost`: the text lost its marks; they are put back where the registry knows the name.
    """
    used = [f for f in head.offices if not _foreign(rows, f) and not _receives(rows, f, head)]
    left = [f for f in used if rows[f.row].column != 1]
    used = left or used
    lines = [(rows[f.row].text[f.start : f.end].strip(" *_|.;:"), f) for f in used]
    lines = [(text, f) for text, f in lines if not _CODE.fullmatch(text)]
    names: list[str] = []
    for text, _ in lines:
        for piece in _inner().split(text) if re.match(r"(?:UBND|ỦY BAN|UỶ BAN|SỞ|BỘ)\s", text) else [text]:
            if names and _continues(names[-1], piece):
                names[-1] = f"{names[-1]} {piece}"
            else:
                names.append(piece)
    finished = [_finished(name, lost=lost) for name in names if len(name) > 1]
    if len(finished) == 2 and all(name.startswith(("Bộ ", "Sở ")) for name in finished):
        finished = [" - ".join(finished)]  # two offices of one rank issue together
    return finished, used


def _foreign(rows: Sequence[Row], piece: Fragment) -> bool:
    """Whether an office line belongs to a digital signature stamped above the letterhead (an address or time follows)."""
    near = rows[piece.row : piece.row + 4]
    return any(re.search(r"\S@\S|\d\d:\d\d:\d\d|\+07:00", r.text) for r in near)


def _receives(rows: Sequence[Row], piece: Fragment, head: Letterhead) -> bool:
    """Whether an office line is the head of an arrival stamp («ĐẾN»), which stands below number and date."""
    if head.number is None or head.date is None or piece.row <= max(head.number.row, head.date.row):
        return False
    return any(re.match(r"den(?:\W|$)", fold(r.text)) for r in rows[piece.row + 1 : piece.row + 4])


def _continues(name: str, line: str) -> bool:
    """Whether an office line goes on with the name above it."""
    if (
        name.endswith(_JOINS)
        or line.startswith(("-", "–", "&", "("))
        or fold(name) in words_of("alone")
        or " " not in line
    ):
        return True
    return not begins_office(line)


def _finished(name: str, *, lost: bool) -> str:
    name = name.strip(" -–,;:.")
    restored = restore_name(name) if lost and is_caps(name) else None
    written = restored or normal_case(name)
    return re.sub(r"^(?:Ủy|Uỷ) ban nhân dân\b", "UBND", written)


@cache
def _committee() -> re.Pattern[str]:
    return re.compile(
        r"(?:UBND|[ỦU][yỷ] ban nhân dân) (?P<name>(?:tỉnh|thành phố|TP\.?|huyện|quận|thị xã|xã|phường|thị trấn)"
        rf"(?: (?:\d{{1,2}}(?!\d)|[{UPPER}][\w’'-]*)){{1,5}})"
    )


def issuer_of_symbol(mark: NumberMark | None, text: str) -> str | None:
    """The issuing office that the symbol names, where the dispatch's own words bear it out (letterhead lost)."""
    code = mark.value.issuer if mark else None
    body = issuer_by_code(code) if code else None
    if body is None:
        return None
    if body.unique or fold(body.name) in fold(expand(text)):
        return body.name
    if body.code == "UBND":
        found = _committee().search(text)
        return f"UBND {found['name']}" if found else None
    return None
