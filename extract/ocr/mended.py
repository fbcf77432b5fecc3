"""What the form of a dispatch tells of signs that were read badly, mended before lines are joined; `raw` keeps what was read.

- «ten(@so.edu.vn», «ten()gmail.com»: the sign before a domain is an «@»; «@moef.gov.vn» the ministry's;
- «L Mục tiêu», «H. Nội dung», «II.» between «II.» and «IV.»: Roman numbers of headings, told by their order (Nghị định
  30/2020/NĐ-CP, Phụ lục I: phần, mục in Roman numbers);
- «1 | Khối huyện», «1 | …», «2 | …», «H | Đơn vị trực thuộc» in the column «TT» of a table: Roman numbers of groups;
- «Quý 12024»: a stroke between quarter and year; «1⁄4»: a fraction stroke for a stroke;
- «TỔỐNG CỘNG (I + ID», «Tông số»: the head of a total;
- «o_ Đảm bảo», «© Mỗi lớp»: round bullets; «2, Đăng ký» after «1. Học sinh»: a number's full stop; «8h00 — 9h00»: an en dash;
- «GDTTH», «TTIr»: abbreviations with a small letter among capitals («GDTrH», «TTr»).

Amounts and days are left as they were read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from extract.pdf_flow import Draft, Item
from schemas.document import Cell, Line, Paragraph, Table
from vietnamese.letters import fold

_ADDRESS = re.compile(
    r"(?<![\w@.])([a-z0-9][\w.+-]*)\s?(?:\(@\)?|@\)|\(\)|\([QOaœ]\)?|[QO]\)|[©®€])\s?((?:[a-z0-9-]+\.)+(?:vn|com|net|org|edu|info))(?!\w)",
    re.IGNORECASE | re.ASCII,
)
_DOMAINS = {"moef.gov.vn": "moet.gov.vn", "moef.edu.vn": "moet.edu.vn", "gmai1.com": "gmail.com", "gmaiI.com": "gmail.com",
            "gmaii.com": "gmail.com", "gmall.com": "gmail.com"}  # fmt: skip
_DOMAIN = re.compile(rf"(?<=@)(?:{'|'.join(map(re.escape, _DOMAINS))})(?!\w)")
_QUARTER = re.compile(r"\b([Qq]uý|QUÝ)\s+([1lI|]{1,3})(?=20\d\d(?!\d))")
_STROKE = re.compile(r"(?<=\d)⁄(?=\d)")
_HEADING = re.compile(r"(?!1+\b)([IVXL1lH|ĨÏỊỈ]{1,5})([.:,/)-]?)\s+(?=[^\W\d_])")
_TOTAL = re.compile(
    r"\b([Tt])(?:[ôốồổỗộ](ng\s+(?:số|cộng))|[ôốồổỗộ]{2}(ng)\b)|\b(T)(?:[ÔỐỒỔỖỘ](NG\s+(?:SỐ|CỘNG))|[ÔỐỒỔỖỘ]{2}(NG)\b)"
)
_LAST_GROUP = re.compile(r"(?<=\+)(\s?I{1,2})D(?=\W*$)")
_MISREAD = re.compile(r"\b(?:GDTTH|TTIr)\b")
_ARROW = re.compile(r"[—–-]\s?›")
_DASH = re.compile(r"(?<![^\s\d])—(?![^\s\d])")  # an en dash, as Word makes them
_BULLET = re.compile(r"^(?:[o©»•]_|[©»])\s*(?=[^\W\d_])")
_NUMBER = re.compile(r"(\d{1,2})([.,])\s+(?=[^\W\d_])")
_CLOSERS = ".:,/)-"
_ROMANS: Final = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV")
_AS_I = str.maketrans({**dict.fromkeys("1l|ĨÏỊỈ", "I"), "H": "II"})
_ORDINAL = frozenset(("stt", "tt", "sott", "sothutu"))
_GROUP_SIGNS = frozenset("IVXL1lHT|ĨÏỊỈ.[] ")


def mended(drafts: Sequence[Draft]) -> list[Draft]:
    """The pages of one file with what was read badly and is told by the form put right."""
    heads = _headings(drafts)
    made = []
    for place, one in enumerate(drafts):
        items: list[Item] = []
        for item in one.items:
            if isinstance(item, list):
                lines = [heads.get((place, id(line))) or _signs(line) for line in item]
                lines = [_quarter(before, line) for before, line in zip([None, *lines], lines, strict=False)]
                items.append(list(_numbered(lines)))
            elif isinstance(item, Table):
                items.append(_table(item))
            else:
                items.append(replace(item, lines=tuple(map(_signs, item.lines))))
        made.append(replace(one, items=list(_offices(items))))
    return made


def _offices(items: Sequence[Item]) -> Iterator[Item]:
    """The items; the last word of an office in capitals that stands alone on its line («ĐÀO | Tạo») in capitals too."""
    before = ""
    for item, after in zip(items, [*items[1:], None], strict=False):
        if not isinstance(item, Paragraph) or item.column != 0:
            before = ""
            yield item
            continue
        follows = (
            isinstance(after, Paragraph) and after.column == 0 and (after.text.isupper() or after.text[:2] == "Số")
        )
        if follows and before.isupper() and item.text.istitle() and item.text.isalpha():
            item = replace(item, lines=tuple(_with(line, line.text.upper()) for line in item.lines))
        before = "" if any(map(str.isdigit, item.text)) else item.text
        yield item


def _signs(line: Line) -> Line:
    text = _ADDRESS.sub(r"\1@\2", line.text)
    text = _DOMAIN.sub(lambda m: _DOMAINS[m[0]], text)
    text = _QUARTER.sub(lambda m: f"{m[1]} {'I' * len(m[2])}/", text)
    text = _TOTAL.sub(lambda m: f"{m[1]}ổ{m[2] or m[3]}" if m[1] else f"{m[4]}Ổ{m[5] or m[6]}", text)
    text = _LAST_GROUP.sub(r"\1I)", text)
    text = _BULLET.sub("• ", _DASH.sub("–", _ARROW.sub("→", text)))
    text = _MISREAD.sub(lambda m: {"GDTTH": "GDTrH", "TTIr": "TTr"}[m[0]], text)
    return _with(line, _STROKE.sub("/", text))


def _quarter(before: Line | None, line: Line) -> Line:
    """«… trong Quý | 12024» over two lines."""
    if before is None or not before.text.endswith((" Quý", " quý")):
        return line
    return _with(line, _QUARTER.sub(lambda m: f"{m[1]} {'I' * len(m[2])}/", f"Quý {line.text}")[len("Quý ") :])


def _numbered(lines: Iterable[Line]) -> Iterator[Line]:
    """«2, Đăng ký …» with its full stop, where the line numbered before it is «1. …»."""
    last = 0
    for line in lines:
        found = _NUMBER.match(line.text)
        if found and line.text[found.end()].isupper():
            number = int(found[1])
            if found[2] == "." or number == last + 1 > 1:
                last = number
                line = _with(line, f"{found[1]}. {line.text[found.end() :]}" if found[2] == "," else line.text)
        yield line


def _with(line: Line, text: str) -> Line:
    return line if text == line.text else replace(line, text=text, raw=line.raw or line.text)


# --- headings ---------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Head:
    key: tuple[int, int]
    line: Line
    label: str  # as read
    end: int  # where the words begin

    @property
    def values(self) -> set[int]:
        """The numbers that the label may be."""
        return _values(self.label)

    @property
    def clean(self) -> bool:
        """Whether it was read as a Roman number with a mark behind it."""
        return self.label[:-1] in _ROMANS[1:] and self.label[-1] in _CLOSERS

    def told(self, value: int) -> Line:
        """The line with the heading's number."""
        return _with(self.line, f"{_ROMANS[value]}. {self.line.text[self.end :]}")


def _values(label: str) -> set[int]:
    """The numbers that a label of Roman signs, some of them misread, may stand for."""
    bare = label.rstrip(_CLOSERS)
    dotted = bare != label
    forms = {bare.translate(_AS_I)}
    if not dotted and bare.endswith("L"):  # «I.» read as «L», «II.» as «IL»
        forms.add((bare[:-1] + "I").translate(_AS_I))
    return {_ROMANS.index(form) for form in forms if form in _ROMANS}


def _headings(drafts: Sequence[Draft]) -> dict[tuple[int, int], Line]:
    """The lines whose Roman number was read badly, put right; found by page and line."""
    heads = [head for place, one in enumerate(drafts) for head in _heads(place, one.items)]
    if not any(head.clean for head in heads):
        return {}
    right: dict[tuple[int, int], Line] = {}
    last = 0
    for number, head in enumerate(heads):
        if head.clean and head.values != {last}:
            (last,) = head.values
            continue
        following = next((other for other in heads[number + 1 :] if other.clean), None)
        later = min(following.values) if following else 0
        if head.clean:  # read like the heading before: one «I» was lost where the next heading is the one after
            if later == last + 2 and _ROMANS[last + 1] == _ROMANS[last] + "I":
                last += 1
                right[head.key] = head.told(last)
        elif value := next((v for v in head.values if (v == last + 1 or v == 1) and later == v + 1), None):
            last = value
            right[head.key] = head.told(last)
        elif last and last + 1 in head.values and following is None:
            last += 1
            right[head.key] = head.told(last)
    return right


def _heads(place: int, items: Iterable[Item]) -> Iterator[_Head]:
    for item in items:
        for line in item if isinstance(item, list) else ():
            if found := _HEADING.match(line.text):
                words = line.text[found.end() :]
                if words[0].isupper() and _values(found[1] + found[2]):
                    yield _Head((place, id(line)), line, found[1] + found[2], found.end())


# --- tables -----------------------------------------------------------------------------------------------------------


def _table(table: Table) -> Table:
    groups = _groups(table)
    cells = [_cell(cell, groups.get((cell.row, cell.column))) for cell in table.cells]
    return replace(table, cells=tuple(cells))


def _cell(cell: Cell, group: str | None) -> Cell:
    paragraphs = [replace(p, lines=tuple(map(_signs, p.lines))) for p in cell.paragraphs]
    if group:
        first = paragraphs[0] if paragraphs else Paragraph(())
        line = first.lines[0] if first.lines else Line("")  # not read at all
        paragraphs = [replace(first, lines=(_with(line, group),))]
    return replace(cell, paragraphs=tuple(paragraphs))


def _groups(table: Table) -> dict[tuple[int, int], str]:
    """The Roman numbers of groups in an ordinal column, by place, where they were read as figures or letters."""
    column = [(c, c.text.strip()) for c in table.cells if c.column == 0 and c.row >= max(table.header_rows, 1)]
    headed = any(c.row == 0 and c.column == 0 and fold(c.text).replace(" ", "") in _ORDINAL for c in table.cells)
    if not headed and not all(text.rstrip(".").isdecimal() or set(text) <= _GROUP_SIGNS for _, text in column):
        return {}
    found: dict[tuple[int, int], str] = {}
    groups, before = 0, 0
    letters = (text.rstrip(".") for _, text in column)
    romans = headed and any(
        text and set(text) <= _GROUP_SIGNS and not text.isdecimal() for text in letters
    )  # then a blank is one, too
    for (cell, text), (_, below) in zip(column, [*column[1:], (None, "")], strict=False):
        bare = text.rstrip(".")
        counted = bare.isdecimal() and int(bare) == before + 1 > 1  # one more of the rows above
        before = int(bare) if bare.isdecimal() else 0
        opens = (text or romans) and len(text) <= 4 and set(text) <= _GROUP_SIGNS and not counted
        if opens and below.rstrip(".") in ("1", "01", "l", "I"):
            groups += 1
            if bare != _ROMANS[min(groups, len(_ROMANS) - 1)]:
                found[cell.row, cell.column] = _ROMANS[min(groups, len(_ROMANS) - 1)]
    return found
