"""A table's figures as a matrix: which columns and rows add up, and which rows stand below which.

Rows are nested by the style of their marks («A», «I», «1», «1.1», «a», «-»): a style that first appears below another
one is its inner level, as clerks number their tables.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import pairwise

from normalize.grids import Grid, figure
from normalize.rows import match_key
from vietnamese.numbers import parse_figure

# Matched on text without marks, for OCR reads «Tống cộng» as often as «Tổng cộng».
_TOTAL_ROW = re.compile(
    r"^(?:[*\-+]\s*)?(?:[IVX\d]{1,3}\.\s+)?(?:tong(?:\s+(?:cong(?:\s+(?:cac|hai|ba|so)\s+[a-z]+)?|so(?:\s+[a-z]+){0,3}|toan\s+\w+|chung|kinh\s+phi|hop|(?:so\s+)?(?:diem|tiet|gio|tien|buoi|ngay)(?:\s+[a-z]+){0,2}|thoi\s+(?:luong|gian)|chi\s+phi|chi|thu|du\s+toan|nhu\s+cau|gia\s+tri))?|cong(?:\s+(?:diem|tiet|tien|so))?(?:\s+\([^)]*\))?|cong\s+chung"
    r"|toan\s+(?:tinh|huyen|truong|nganh|xa|phuong|quan|thi\s+xa|thanh\s+pho|cap|khoi|quoc|vung|cum|don\s+vi))"
    r"(?:\s*\([^)]*\)|(?:\s+muc|\s+phan)?\s+[a-h\d]{1,3}(?:\s*[+,]\s*[a-h\d]{1,3})*|(?:\s+muc|\s+phan)?\s+[ivx]{1,4}(?:\s*[+,]\s*[ivx]{1,4})*)?\s*[:.]?$"
)
_TOTAL_HEAD = re.compile(
    r"(?<!\w)(?:tong(?!\s+(?:ket|hop|phu|giam|dao|kiem|cuc|the))|cong(?!\s+(?:tac|viec|nghe|chuc|lap|dong|an|doan|van|trinh|suat|nhan)))(?!\w)|^(?:tc|ts)$"
)
# «Năm», «Năm sinh»: years; «Năm 2019» heads the figures of a year.
_YEAR = r"^năm$|năm\s+(?:sinh|thành\s+lập|tốt\s+nghiệp|vào|bắt\s+đầu|công\s+nhận|xây|ban\s+hành|tuyển|cấp|sản\s+xuất|sử\s+dụng|đạt)"
_NO_SUM = re.compile(
    rf"%|t[ỷỉ]\s*(?:lệ|trọng|suất)|^tl$|bình\s+quân|trung\s+bình|^tb$|đơn\s+giá|^stt$|^tt$|^số\s+tt$|{_YEAR}|ngày|mức|(?<!xét\s)điểm(?!\s+(?:tối\s+đa|chuẩn|cộng|thưởng))|hệ\s+số|ghi\s+chú|điện\s+thoại"
    r"|^(?:tên\s+)?lớp$|^khối(?:\s+lớp)?$|^(?:mã|số)\s+(?:số|hiệu|phòng)|xếp\s+(?:thứ|hạng)|^(?:thứ\s+)?hạng$|so\s+sánh|tăng|giảm"
)
_NEVER = re.compile(
    rf"%|t[ỷỉ]\s*(?:lệ|trọng|suất)|^tl$|bình\s+quân|trung\s+bình|^tb$|giá|tt$|{_YEAR}|hệ\s+số|xếp|hạng|điện\s+thoại|mã"
)
_PERIODS = re.compile(r"^(?:tổng\s+)?(?:số\s+(?:tiết|giờ)|thời\s+lượng|tiết|thời\s+gian)(?!\s*/)")
_MODE = re.compile(
    r"l[ýí]\s+thuyết|thực\s+hành|tự\s+(?:học|nghiên)|trực\s+(?:tiếp|tuyến)|tập\s+trung|thảo\s+luận|^lt(?!\w)|^th(?!\w)"
)
_STYLES = (
    ("letter", re.compile(r"^[A-HK]\s?[.)]?$")),
    ("roman", re.compile(r"^(?:[IVX]{1,5}|l{1,3})\s?[.)]?$")),
    ("dotted", re.compile(r"^(?:\d{1,2}|[IVX]{1,4}|[A-H])(?:\.\d{1,2}){1,3}\.?$")),
    ("number", re.compile(r"^\(?\d{1,3}\s?[.)]?$")),
    ("small", re.compile(r"^[a-zđ]\s?[.)]?$")),
    ("dash", re.compile(r"^[-–]$")),
    ("plus", re.compile(r"^[+*]$")),
)
_OWN_MARK = re.compile(
    r"^(?P<mark>[A-H][.)]|[IVX]{1,5}[.)]|\d{1,2}(?:\.\d{1,2})+\.?|\d{1,3}[.)]|[a-zđ][.)]|[-–+*])\s*(?=\S)"
)
_IN_LABEL = re.compile(
    r"\(\s*(?P<figure>\d[\d.]*(?:,\d+)?)\s*(?P<unit>điểm|tiết|người|đồng|giờ|buổi)\s*\)\s*:?$", re.IGNORECASE
)
_INNER = re.compile(r"(?:trong\s+(?:đó|số)|gồm|chia\s+ra|[-–+*])", re.IGNORECASE)
_DASHES = frozenset("-–—")
_CODE = 20  # characters of a label that is a code


@dataclass(frozen=True)
class Matrix:
    """The figures of a table: labels, marks and values of its rows; `columns` are those that hold figures."""

    grid: Grid
    columns: tuple[int, ...]
    labels: tuple[str, ...]
    marks: tuple[str, ...]
    values: tuple[dict[int, Decimal], ...]

    @cached_property
    def totals(self) -> tuple[int, ...]:
        """The rows that sum up others («Tổng cộng», «Cộng mục I»)."""
        return tuple(r for r, label in enumerate(self.labels) if _TOTAL_ROW.match(match_key(label)))

    @cached_property
    def children(self) -> dict[int | None, tuple[int, ...]]:
        """The rows right below each row by their marks; `None` holds the outermost ones. Rows of totals are left out."""
        found: dict[int | None, list[int]] = {}
        path: list[tuple[str, int]] = []
        for row, mark in enumerate(self.marks):
            if row in self.totals:
                continue
            style = _style(mark)
            if not style and path and all(own for own, _ in path) and not _INNER.match(self.labels[row]):
                style = path[-1][0]  # a row without a mark in a numbered list stands beside the one above it
            depth = next((n for n, (own, _) in enumerate(path) if own == style), len(path))
            del path[depth:]
            found.setdefault(path[-1][1] if path else None, []).append(row)
            path.append((style, row))
        return {row: tuple(below) for row, below in found.items()}

    def sums_up(self, column: int) -> bool:
        """Whether the figures of a column can be added: no shares, prices, years or marks."""
        return not _NO_SUM.search(self.grid.leaf(column))

    def is_total(self, column: int) -> bool:
        """Whether the heads of a column call it a sum, or the periods of kinds of study beside it."""
        if any(_TOTAL_HEAD.search(match_key(head)) for head in self.grid.heads.get(column, ())):
            return True
        head = self.grid.leaf(column)
        return (
            bool(_PERIODS.search(head))
            and not _MODE.search(head)
            and sum(bool(_MODE.search(self.grid.leaf(c))) for c in self.columns if c != column) >= 2
        )

    def counts(self, column: int) -> bool:
        """Whether the figures of a column that mostly does not add up may be counts («Số phòng», «Số ngày», «Điểm»)."""
        return not _NEVER.search(self.grid.leaf(column))

    def below(self, rows: Sequence[int], column: int) -> list[int]:
        """`rows`, of which those without a figure in `column` are replaced by what stands below them."""
        found: list[int] = []
        for row in rows:
            if column in self.values[row]:
                found.append(row)
            elif inner := self.below(self.children.get(row, ()), column):
                found += inner
            elif row not in self.children:
                found.append(row)
        return found


def matrix(table: Grid) -> Matrix:
    """Read a grid's figures; a column counts where most of its filled cells are figures."""
    columns = []
    values: list[dict[int, Decimal]] = [{} for _ in table.rows]
    width = max(table.heads, default=max((c for row in table.rows for c in row), default=-1)) + 1
    for column in range(width):
        filled = [
            (r, text)
            for r in range(len(table.rows))
            if (text := table.text(r, column)).strip(" -–—") and not _goes_on(table, r, column)
        ]
        read = [(r, value) for r, text in filled if (value := figure(text)) is not None]
        headed = any(_TOTAL_ROW.match(match_key(text)) for _, text in filled)  # a column of labels
        if headed or len(read) < 2 or len(read) * 4 < len(filled) * 3 or _counts_rows(read, table.leaf(column)):
            continue
        columns.append(column)
        for r, value in read:
            values[r][column] = value
        for r in range(len(table.rows)):
            if table.text(r, column) in _DASHES:
                values[r][column] = Decimal(0)
    labels, marks = [], []
    for r in range(len(table.rows)):
        label, mark = _named(table, r, [c for c in range(width) if c not in columns])
        labels.append(label)
        marks.append(mark)
        for column in columns if _TOTAL_ROW.match(match_key(label)) else ():
            beside = column + 1  # a blank cell at the end of a row was lost, and its figure moved into «Ghi chú»
            if column not in values[r] and beside not in columns and (own := figure(table.text(r, beside))) is not None:
                values[r][column] = own
        if not values[r] and (told := _IN_LABEL.search(label)) and (value := parse_figure(told["figure"])) is not None:
            unit = told["unit"].lower()
            values[r] = {c: value for c in columns if unit in table.leaf(c) or _unit_of(table, c) == unit}
    return Matrix(table, tuple(columns), tuple(labels), tuple(marks), tuple(values))


def _named(table: Grid, row: int, columns: Sequence[int]) -> tuple[str, str]:
    """The label of a row and the mark by which it is numbered."""
    texts = [(c, text) for c in columns if (text := table.text(row, c))]
    first = texts[0][1] if texts and texts[0][0] == 0 else ""
    mark = first if _style(first) else ""
    named = [t for _, t in texts if figure(t) is None and not _style(t)]
    if not mark and named and (own := _OWN_MARK.match(named[0])):
        mark = own["mark"]
    codes = [t for t in named if len(t) <= _CODE]
    sums = [t for t in named if _TOTAL_ROW.match(match_key(t))]
    return (sums or codes or named or [t for _, t in texts] or [""])[0], mark


def _unit_of(table: Grid, column: int) -> str:
    """The unit that the first figure of a column carries («5 điểm»)."""
    texts = (table.text(r, column) for r in range(len(table.rows)))
    return next((text.split()[-1].lower() for text in texts if text[:1].isdigit()), "")


def _style(mark: str) -> str:
    """The style of a mark («roman», «number»); empty where it is none. Dotted numbers differ by their depth."""
    name = next((name for name, pattern in _STYLES if pattern.match(mark)), "")
    return f"{name}{mark.rstrip('.').count('.')}" if name == "dotted" else name


def _goes_on(table: Grid, row: int, column: int) -> bool:
    """Whether the cell is the one above, merged over both rows: its figure counts once."""
    own = table.rows[row].get(column)
    return bool(own) and row > 0 and table.rows[row - 1].get(column) == own


def _counts_rows(read: Sequence[tuple[int, Decimal]], head: str) -> bool:
    """Whether a column only numbers the rows, or names grades and classes (6, 7, 8, 9)."""
    if re.match(r"(?:stt|tt|số\s+tt)$", head):
        return True
    numbers = [value for _, value in read]
    return len(numbers) >= 3 and all(b - a == 1 for a, b in pairwise(numbers))
