"""Units and those whom a deadline addresses: what kind of office, which levels; three-valued where a name does not tell."""

from __future__ import annotations

import re
from functools import lru_cache

from rules_core.roster import Truth
from rules_core.words import LEVELS, fold

_LEVELS = {
    "MN": r"mam non|mau giao|\bgdmn\b|\bmn\b|\bmg\b",
    "TH": r"tieu hoc|\bth\b|\btih\b",
    "THCS": r"\bthcs\b|trung hoc co so",
    "THPT": r"\bthpt\b|trung hoc pho thong",
    "GDTX": r"gdtx|giao duc thuong xuyen",
}
_PATTERNS = {level: re.compile(pattern) for level, pattern in _LEVELS.items()}
_KINDS = (
    ("department", re.compile(
        r"(?<!co )\bso (?:gd|giao duc|noi vu)|^so\b|van phong so|phong giao duc (?:trung hoc|tieu hoc|mam non)"
    )),
    ("division", re.compile(r"\bphong (?:gd|giao duc)|^phong\b|phong van hoa")),
    ("committee", re.compile(r"\bubnd\b|uy ban nhan dan")),
    ("school", re.compile(r"\btruong\b|trung tam|co so giao duc|hieu truong|thu truong|nha truong")),
    ("any", re.compile(r"\bdon vi\b|\bco quan\b")),
)  # fmt: skip
_AUDIENCES = (
    ("GV", re.compile(r"\bgiao vien\b|\bgv\b|nha giao")),
    ("CBQL", re.compile(r"can bo quan l[yi]|\bcbql\b|can bo, quan l[yi]")),
    ("GiV", re.compile(r"giang vien")),
    ("HV", re.compile(r"hoc vien|nguoi hoc|ca nhan")),
)
_SPECIAL = re.compile(r"bao cao vien|tro giang|cot can|to truong|giang vien ho tro")
_RANKS = (
    (6, r"chinh phu|thu tuong|quoc hoi"), (5, r"\bbo\b"), (4, r"ubnd tinh|uy ban nhan dan tinh|ubnd thanh pho"),
    (3, r"^so\b|(?<!co )\bso (?:gd|giao duc|noi vu)"), (2, r"ubnd (?:huyen|thi xa|quan)|uy ban nhan dan (?:huyen|thi xa|quan)|^phong\b"),
    (1, r"truong|trung tam"),
)  # fmt: skip


@lru_cache(maxsize=65536)
def levels_of(name: str) -> tuple[str, ...]:
    """Return the levels that a name tells, in their own order: «Trường TH&THCS Đồi Thông» is TH, THCS."""
    folded = fold(name)
    return tuple(level for level in LEVELS if _PATTERNS[level].search(folded))


@lru_cache(maxsize=65536)
def kind_of(name: str) -> str | None:
    """Return `department` (Sở), `division` (Phòng), `committee` (UBND), `school`, `any` («đơn vị»); None where unknown."""
    folded = fold(name)
    for kind, pattern in _KINDS:
        if pattern.search(folded):
            return kind
    return "school" if levels_of(name) else None


@lru_cache(maxsize=4096)
def persons_addressed(actor: str) -> tuple[str, ...]:
    """Return the audiences that an order turns to as persons; empty where it turns to units or to a special few."""
    folded = fold(actor)
    if _SPECIAL.search(folded) or kind_of(actor) in ("department", "division", "committee"):
        return ()
    found = tuple(code for code, pattern in _AUDIENCES if pattern.search(folded))
    return found if found and not re.match(r"(?:cac )?(?:truong|co so|don vi|trung tam|hieu truong)", folded) else ()


@lru_cache(maxsize=65536)
def addresses(actor: str, unit: str) -> Truth:
    """Tell whether what is asked of `actor` is asked of `unit`; None where the names do not tell."""
    if persons_addressed(actor) or _SPECIAL.search(fold(actor)):
        return False
    if fold(unit) in fold(actor):
        return True
    own_kind, own_levels = kind_of(unit), levels_of(unit)
    answers = [_part_addresses(part, own_kind, own_levels) for part in re.split(r"\s*;\s*|\s+và\s+(?=các\s)", actor)]
    return True if True in answers else None if None in answers else False


def _part_addresses(actor: str, kind: str | None, levels: tuple[str, ...]) -> Truth:
    theirs, their_levels = kind_of(actor), levels_of(actor)
    if theirs == "any" and not their_levels:
        return True
    if theirs is None or kind is None:
        return None
    if theirs not in (kind, "any"):
        return False
    if kind != "school" or not their_levels:
        return True
    return bool(set(levels) & set(their_levels)) if levels else None


def rank_of(issuer: str | None) -> int | None:
    """Return how high an issuing body stands, from 1 (a school) to 6 (the Government); None where unknown."""
    folded = fold(issuer or "")
    return next((rank for rank, pattern in _RANKS if re.search(pattern, folded)), None)
