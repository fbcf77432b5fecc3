"""The codes of training modules and the lists in which sentences name them («GVPT 05», «mô đun 4, 5, 9», «THPT 17-22»).

Families that are also names of school levels (THPT, TH …) count as codes only behind the word «mô đun» or in a column of
codes: «THPT 17» elsewhere is a level and a count.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from normalize.lexicon import rows

_LARGEST = 60  # the longest official list (GVMN, TH) stays below; a greater number is a count or a year
_OWN = r"GVPT|QLPT|GVMN|QLMN|QLTrH|QLTH|QLGDTX|GVGDTX"
_LEVEL = r"THPT|THCS|TiH|TH|MN|GDTX"
HEAD = re.compile(
    rf"(?<!\w)(?:(?i:m[ôo]\s?-?\s?[đd]un|mo[đd]ule?s?)(?!\w)|MĐ(?=\s*\d{{1,2}}\s*[:.–-]\s*[A-ZĐ])|(?=(?:{_OWN})\s*\.?\s*\d{{1,2}}(?!\d)))"
)
TOPIC = re.compile(r"(?<!\w)(?i:chuyên\s+đề|học\s+phần)(?=\s+(?:số\s+)?\d{1,2}(?![\d/]))")
"""What programmes outside the Bộ's catalogue call their modules; the word stands for much else, so it needs more proof."""
_CODE = re.compile(
    rf"\s*(?:(?P<family>{_OWN}|{_LEVEL})\s*[.-]?\s*)?(?P<number>\d{{1,2}})(?![\w%]|[.,]\d{{3}}|/\d|\s*(?:tiết|lớp|người|giờ|phút|buổi|học\s+viên|tín\s+chỉ|điểm|trường|bài|năm(?!\s+(?:học\s+)?(?:19|20)\d)|ngày|giáo\s+viên|GV|CBQL)\b)"
)
_BEFORE = re.compile(
    r"\s*(?:từ(?=\s+(?:[A-Za-z]{2,6}\s*)?\d)|ưu\s+tiên|sau(?=\s*:)|bồi\s+dưỡng|số|mã\s+số|mã|GDPT\s+2018)?\s*:?\s*(?=\S)",
    re.IGNORECASE,
)
_RANGE = re.compile(r"\s*(?:[-–—]|đến(?:\s+hết)?)\s*(?:(?:m[ôo]\s?-?\s?đun|mo[đd]ule?)\s*)?(?=(?:[A-Za-z]{2,6}\s*)?\d)")
_NEXT = re.compile(r"\s*(?:[,;/]|và|hoặc|,\s*và)\s*(?:m[ôo]\s?-?đun\s*)?(?=(?:[A-Za-z]{2,6}\s*)?\d)")
_CELL = re.compile(
    rf"^(?:(?:m[ôo]\s?-?\s?đun|mo[đd]ule?|MĐ)\s*:?\s*)?(?:(?P<family>{_OWN}|{_LEVEL})\s*[.-]?\s*)?(?P<number>\d{{1,2}})\s*\.?$",
    re.IGNORECASE,
)


_OWN_CELL = re.compile(r"^(?P<family>[A-ZĐ]{2,6})\s*[.-]?\s*(?P<number>\d{1,2})$")
_NO_FAMILY = 45  # the longest list that a circular numbers without a family's letters
# «TH 4, TH 9, TH 15» in a dispatch about modules: codes that a person registers for.
_REGISTERED = re.compile(
    rf"(?<!\w)(?=(?P<family>{_LEVEL})\s*\d{{1,2}}\s*(?:,|;|và)\s*(?P=family)\s*\d{{1,2}}(?![\d%]|\s*(?:tiết|lớp|người|giáo|học|trường|GV)))"
)
_LISTED = re.compile(rf"(?=(?:{_LEVEL})\s*\d{{1,2}}\s*(?:[:–—-]|\.\s)\s*[A-ZĐÀ-Ỹ])")


def listed_code(text: str, start: int) -> tuple[int, int] | None:
    """Where a list item begins with a code of a level's family and a title («THPT 17 – Tìm kiếm thông tin»), or None."""
    return (start, start) if _LISTED.match(text, start) else None


def registered(text: str) -> int | None:
    """Where a list of codes of one level's family begins («TH 4, TH 9, TH 15»), or None."""
    match = _REGISTERED.search(text)
    return match.start() if match else None


@dataclass(frozen=True, slots=True)
class Code:
    """A module's identity as printed: family («GVPT», None in «mô đun 4») and number without padding zeros («4»)."""

    family: str | None
    digits: str

    @property
    def number(self) -> str | None:
        """The number without leading zeros; None where a title stands alone."""
        return str(int(self.digits)) if self.digits else None

    @property
    def text(self) -> str | None:
        """The code with one space between family and number, padded as printed; None without a family."""
        return f"{self.family} {self.digits}" if self.family else None


def read_codes(text: str, start: int) -> tuple[list[Code], int]:
    """The codes listed from `start` (right after «mô đun») and where the list ends; a family holds for its whole list."""
    lead = _BEFORE.match(text, start)
    at = lead.end() if lead else start
    found: list[Code] = []
    family: str | None = None
    stop = start
    while match := _CODE.match(text, at):
        family = match["family"] or family
        code = Code(family, match["number"])
        if not 0 < int(code.digits) <= (_LARGEST if family else _NO_FAMILY):
            break
        if found and (joint := _RANGE.match(text, stop)) and joint.end() == at:
            found += [Code(family, str(n)) for n in range(int(found[-1].digits) + 1, int(code.digits))]
        found.append(code)
        stop = match.end()
        joint = _RANGE.match(text, stop) or _NEXT.match(text, stop)
        if not joint:
            break
        at = joint.end()
    return found, stop


def read_cell(text: str, *, any_family: bool = False) -> Code | None:
    """The code that a table cell holds, alone or behind «Mô đun», or None; with `any_family` also a programme's own («NVSP 1»)."""
    flat = " ".join(text.split())
    match = _CELL.match(flat) or (_OWN_CELL.match(flat) if any_family else None)
    if not match or not 0 < int(match["number"]) <= _LARGEST:
        return None
    return Code(_spelt(match["family"]), match["number"])


@cache
def _families() -> dict[str, tuple[str, list[str], list[str]]]:
    """Spelling, audience and levels of each family by its name in small letters."""
    return {
        row["family"].lower(): (
            row["family"],
            [a for a in row["audience"].split("|") if a],
            [a for a in row["levels"].split("|") if a],
        )
        for row in rows("module_families")
    }


def _spelt(family: str | None) -> str | None:
    known = _families().get(family.lower()) if family else None
    return known[0] if known else family


def audience_of(code: Code) -> list[str]:
    """The audience that the code's family stands for («QLTrH» managers); empty without a family."""
    return list(_families()[code.family.lower()][1]) if code.family and code.family.lower() in _families() else []


def levels_of(code: Code) -> list[str]:
    """The school levels that the code's family stands for; empty without a family."""
    return list(_families()[code.family.lower()][2]) if code.family and code.family.lower() in _families() else []
