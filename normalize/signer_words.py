"""Words of a signature block that a stamp, or a bad reading, spoilt: told by what such a block can hold.

A block holds capacity, office of a person and name (Nghị định 30/2020/NĐ-CP, Điều 8 khoản 7; Phụ lục I, mục II phần 7).
Offices and family names are few (`data/positions.txt`, `data/surnames.txt`), so one that is none is the nearest one.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from normalize.closing import Kind, Stretch, kind_of
from normalize.lexicon import words
from normalize.rows import match_key
from vietnamese.syllables import is_syllable

_NEAR = 84.0  # likeness (rapidfuzz, 0..100) of letters without marks from which a line is an office read badly
_SHORTEST = 6  # letters of an office that is told by likeness
_CAPACITY = re.compile(r"(?P<read>[^\W_]{2,3})\s?[.,:;/]{1,2}\s?(?P<rest>[^\W\d_]{2}.*)$")
_READINGS = {
    **dict.fromkeys(("tm", "1m", "im", "lm"), "TM"),
    **dict.fromkeys(("kt", "k1", "ki", "kl", "xt"), "KT"),
    **dict.fromkeys(("tl", "1l", "il", "ti", "t1"), "TL"),
    "tuq": "TUQ",
}
_LEADS = re.compile(r"(?:uy ban|chinh phu|hoi dong|ban|bo|thuong truc|dang uy|cap uy)\b")  # who speaks through «TM.»


def repaired(line: Stretch) -> Stretch:
    """A doubtful stretch as what it must be: «1L. BỘ TRƯỜNG» as «TL. BỘ TRƯỞNG», «Nguyên Văn An» as «Nguyễn Văn An»."""
    text = re.sub(r"^[\W_]+|[^\w.]+$", "", line.text)
    if line.kind is Kind.LIST:  # specks of a stamp read as a dash
        line = replace(line, kind=kind_of(text))
    if line.kind is Kind.NAME:
        return replace(line, text=_with_surname(text))
    if line.kind not in (Kind.OTHER, Kind.CAPITALS, Kind.POSITION, Kind.CAPACITY) or not text.isupper():
        return line
    parts = text.split()
    for junk in range(min(len(parts), 3)):  # specks of a stamp stand before it
        found = _CAPACITY.match(" ".join(parts[junk:]))
        if found and (capacity := _READINGS.get(match_key(found["read"]))):
            office = office_of(found["rest"])
            if office or (capacity == "TM" and _LEADS.match(match_key(found["rest"]))):
                return replace(line, kind=Kind.CAPACITY, text=f"{capacity}. {office or found['rest']}")
    if line.kind is Kind.CAPACITY:
        return line
    if office := office_of(text):
        return replace(line, kind=Kind.POSITION, text=office)
    printed = [word for word in re.findall(r"[^\W\d_]+", text) if len(word) > 1 and is_syllable(word)]
    return line if 2 * sum(map(len, printed)) > len(text) else replace(line, kind=Kind.OTHER)  # a stamp's rim


def office_of(text: str) -> str | None:
    """The line with the office of a person with which it begins spelt right, or None where it begins with none."""
    parts = text.split()
    best = max(
        (
            (*_likeness(" ".join(parts[: known.count(" ") + 1]), known), len(known), known)
            for known in words("positions")
        ),
        default=None,
    )
    if best is None or best[0] < _NEAR or (best[0] < 100 and len(best[3]) < _SHORTEST):
        return None
    known = best[3]
    return " ".join([known, *parts[known.count(" ") + 1 :]])


def _likeness(text: str, known: str) -> tuple[float, float]:
    """How alike two texts are (0..100): their letters without marks, then the letters with them."""
    from rapidfuzz import fuzz

    return fuzz.ratio(match_key(text), match_key(known)), fuzz.ratio(text, known)


def deputy_seen(text: str, head: str) -> str | None:
    """The deputy's office of which `text` is what a stamp left: its last words; None where it may be another's.

    `head`: for whom, as «KT.» tells, the deputy signs.
    """
    known = next((office for office in words("positions") if deputy(office, head)), "")
    left = match_key(text).split()
    return known if left and match_key(known).split()[-len(left) :] == left else None


_HEADS = {"chinh phu": "THỦ TƯỚNG", "uy ban nhan dan": "CHỦ TỊCH", "hoi dong nhan dan": "CHỦ TỊCH"}


def head_seen(text: str, body: str) -> str | None:
    """The office of the head of `body`, for which «TM.» is signed, of which `text` is the last word; None where it is not."""
    head = next((office for name, office in _HEADS.items() if match_key(body).startswith(name)), "")
    return head if head and match_key(text) == match_key(head).split()[-1] else None


def deputy(office: str, head: str) -> bool:
    """Whether `office` is that of the deputy of `head`, who signs «KT.» (Nghị định 30/2020/NĐ-CP, Điều 13 khoản 2)."""
    return office in (f"PHÓ {head}", f"PHÓ {head.removeprefix('TRƯỞNG ')}") or (
        (head, office) in (("BỘ TRƯỞNG", "THỨ TRƯỞNG"), ("THỦ TƯỚNG", "PHÓ THỦ TƯỚNG"))
    )


@cache
def _by_key() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for word in words("surnames"):
        found.setdefault(match_key(word), []).append(word)
    return found


def _with_surname(name: str) -> str:
    """The name with its family name spelt right, where only one has its letters."""
    first, _, rest = name.partition(" ")
    known = _by_key().get(match_key(first), [])
    return f"{known[0]} {rest}" if len(known) == 1 and first.istitle() else name
