"""The end of a dispatch: the lines of Nơi nhận and of the signature block, and whether a line is a person's name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from normalize.lexicon import words
from normalize.marks import is_caps, starts_body
from normalize.marks import pattern as mark_pattern
from normalize.rows import UPPER, Row, match_key

_REACH = 30  # lines of Nơi nhận and signature together
_TITLES = r"(?:(?:GS|PGS|TS|ThS|Th\.S|ThS\.|BS|BSCKI?I|CN|KS|NGƯT|NGND|Đại tá|Thượng tá|Trung tá|Thiếu tướng|Trung tướng|Bác sĩ)[.,]?\s*){0,4}"


@cache
def _positions() -> re.Pattern[str]:
    return re.compile("(?:" + "|".join(re.escape(match_key(w)) for w in words("positions")) + r")(?!\w)")


@cache
def _capacity() -> re.Pattern[str]:
    short = r"(?:TM|KT|TL|TUQ|T\.?\s?UQ|Q)\s?[./]|(?:TM|KT|TL|TUQ)\s"
    return re.compile(rf"\W{{0,3}}(?:{short})\s*(?=[{UPPER}]{{2}})")


@cache
def _surnames() -> frozenset[str]:
    return frozenset(match_key(w) for w in words("surnames"))


def capacity_line(text: str) -> bool:
    """Whether a line begins with a capacity in which somebody signs: «TM. ỦY BAN», «KT.GIÁM ĐỐC», «TUQ. …»."""
    return bool(_capacity().match(text.lstrip()))


def position_line(text: str, key: str) -> bool:
    """Whether a line is an office of a person in capitals («PHÓ GIÁM ĐỐC», «CHỦ TỊCH UBND HUYỆN»)."""
    bare = text.strip(" \t*_|")
    return len(bare) <= 60 and is_caps(bare) and bool(_positions().match(key.lstrip(" \t*_|")))


def signature_line(row: Row) -> bool:
    """Whether a line opens a signature block, in any of its columns."""
    for piece in re.split(r"\t|\s{3,}|\s\|\s", row.text):
        if capacity_line(piece) or position_line(piece, match_key(piece)):
            return True
    return False


def receivers_line(row: Row) -> bool:
    """Whether a line opens Nơi nhận."""
    return bool(mark_pattern("receivers").match(row.key)) and (row.text.lstrip(" *_\t|(")[:1] in "NnŇ")


def person_name(text: str) -> str | None:
    """The name that a line is («TS. Nguyễn Văn A» gives «Nguyễn Văn A»), or None: 2–5 words, a surname first."""
    bare = re.sub(rf"^{_TITLES}", "", text.strip(" \t*_|.,;"))
    parts = bare.split()
    if (
        not 2 <= len(parts) <= 6
        or len(bare) > 40
        or not all(re.fullmatch(r"[^\W\d_][^\W\d_'’-]*\.?", p) for p in parts)
    ):
        return None
    if not all(p[0].isupper() for p in parts) or (is_caps(bare) and _positions().match(match_key(bare))):
        return None
    return bare if match_key(parts[0]) in _surnames() else None


def find_closing(rows: Sequence[Row], start: int) -> tuple[int, int] | None:
    """The first and one past the last line of Nơi nhận and signature after line `start`, or None where there is none."""
    for i in range(start, len(rows)):
        row = rows[i]
        if len(row.text) > 160 or row.ruled:
            continue
        if (receivers_line(row) or signature_line(row)) and _is_closing(rows, i):
            return i, _closing_end(rows, i)
    return None


def _is_closing(rows: Sequence[Row], i: int) -> bool:
    """Whether Nơi nhận or an office of a person at line `i` closes a dispatch: other signs of it are near."""
    after = rows[i : i + _REACH]
    ended = any(mark_pattern("end").search(r.text) for r in rows[max(i - 4, 0) : i])
    if starts_body(rows[i]) or (len(after) > 1 and starts_body(after[1]) and not receivers_line(rows[i])):
        return False
    receivers = any(receivers_line(r) for r in after)
    signed = any(signature_line(r) for r in after)
    named = any(person_name(p) for r in after for p in re.split(r"\t|\s{3,}|\s\|\s", r.text))
    stored = any(re.match(r"\W*luu\b", r.key) for r in after)
    last = len(rows) - i <= 8
    return (receivers and (signed or stored or ended or last)) or (signed and (named or ended or last))


def _closing_end(rows: Sequence[Row], start: int) -> int:
    """One past the last line of the closing that begins at `start`."""
    end, named, listed = start, False, False
    for i in range(start, min(len(rows), start + 60)):
        row = rows[i]
        if i > start and not _belongs(rows, i, start, named=named, listed=listed):
            break
        listed = listed or receivers_line(row)
        named = named or any(person_name(p) for p in re.split(r"\t|\s{3,}|\s\|\s", row.text))
        end = i + 1
    return end


def _belongs(rows: Sequence[Row], i: int, start: int, *, named: bool, listed: bool) -> bool:
    """Whether line `i` still belongs to the closing begun at `start`."""
    row = rows[i]
    if annex_head(row) or (row.ruled and not rows[start].ruled) or mark_pattern("state").search(row.key):
        return False
    apart = row.page != rows[start].page
    if apart and named and not re.match(r"\W*[-+]", row.text):
        return False
    if len(row.text) > 150:
        return False
    listing = bool(
        re.match(r"\s*[-–+•*]|\W*(?:luu|ban (?:dien tu|giay)|nhu (?:tren|kinh gui|dieu))\b", row.key)
    ) or receivers_line(row)
    if listing or signature_line(row):
        return True
    if starts_body(row):
        return False
    if row.text[:1].islower() or not row.first:
        return True
    if any(person_name(p) for p in re.split(r"\t|\s{3,}|\s\|\s", row.text)):
        return True
    if re.search(
        r"da ky|ky (?:ten|bo?i|va)|gio ky|ngay ky|thoi gian ky|dong dau|\d{4}[.-]\d\d[.-]\d\d|@|ngay .{0,12}thang",
        row.key,
    ):
        return True
    if is_caps(row.text) and not named:
        return len(row.text) <= 70
    return listed and not named and row.text.rstrip().endswith((";", ",", "."))


_ANNEX = re.compile(
    r"^\W{0,3}(?:phu\s?luc|bieu mau|mau bieu|bieu so|bieu(?= \d)|mau so|mau(?= ?\d)|mau phieu|danh sach|danh muc)(?P<number>(?:\s*(?:so)?\s*[:.]?\s*(?:\d{1,3}(?:[a-z]|[.-]\d+)?|[ivx]{1,5}))?)(?!\w)"
)
_TITLES_OF_ANNEX = re.compile(
    r"^\W{0,3}(?:quy che|quy dinh|chuong trinh|noi quy|dieu le|ke hoach|phuong an|de an|the le|de cuong|lich|bang|huong dan)(?!\w)"
)


def annex_head(row: Row) -> bool:
    """Whether a line heads an annex: «PHỤ LỤC 1», «Mẫu số 02», «DANH SÁCH …», short, and not within a sentence."""
    text = row.text.strip(' \t*_"“(')
    if not row.first or len(text) > 120 or not text[:1].isupper() or row.ruled:
        return False
    found = _ANNEX.match(row.key)
    if not found:
        return False
    rest = row.text[found.end() :].strip(" :.-–*_)\t")
    labelled = bool(found["number"].strip(" :."))
    if is_caps(text[: max(found.end(), 8)]):
        return True
    return labelled and (not rest or rest[:1].isupper() or rest[0] == "(") and not rest.endswith((";", "."))


def annex_label(row: Row) -> str | None:
    """The label of an annex («Phụ lục 1», «Mẫu số 02») as printed, or None where the line carries none."""
    found = _ANNEX.match(row.key)
    if not found or match_key(row.text.strip())[:4] == "danh":
        return None
    return row.text[: found.end()].strip(' \t*_:.("“')


def annex_title(row: Row) -> bool:
    """Whether a line in capitals names what is issued with a dispatch: «QUY CHẾ», «CHƯƠNG TRÌNH …»."""
    return is_caps(row.text) and len(row.text) <= 120 and bool(_TITLES_OF_ANNEX.match(row.key))
