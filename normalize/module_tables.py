"""Tables of training modules: columns told by their heads, merged over several rows («Số tiết» over «LT | Thực hành»)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from normalize.audiences import audiences
from normalize.grids import Grid, grid
from normalize.module_codes import Code, read_cell
from normalize.part import Block, Part

_MODULE_HEAD = re.compile(r"m[ôo]\s?-?\s?đun|mo[đd]ule?", re.IGNORECASE)
TOPIC_HEAD = re.compile(r"chuyên\s+đề|học\s+phần", re.IGNORECASE)
"""What programmes outside the Bộ's catalogue call their modules."""
_COUNT_HEAD = re.compile(r"(?:tổng\s+)?số(?:\s+lượng)?\s+(?:mô|mo|giáo|GV|người|tiết)|tỷ\s+lệ|%", re.IGNORECASE)
_CODE_HEAD = re.compile(r"mã|ký\s+hiệu|kí\s+hiệu|học\s+phần|chuyên\s+đề|m[ôo]\s?-?\s?đun|mo[đd]ule?")
_PERSON_HEAD = re.compile(r"họ\s+(?:và\s+)?tên|họ\s+tên")
# «Chuyên đề 2: …», «Mô đun 3. …» that opens a cell of titles.
_LABELLED = re.compile(
    r"(?:chuyên\s+đề|học\s+phần|m[ôo]\s?-?\s?đun|mo[đd]ule?)\s+(?:số\s+)?(?P<number>\d{1,2})\s*[:.–-]\s*(?=\S)",
    re.IGNORECASE,
)
_SUM = re.compile(r"(?:tổng|cộng)(?!\w)|(?:khối|phần|nội\s+dung|chương\s+trình)\s+(?:kiến|[\dIVX])", re.IGNORECASE)
_ROMAN = re.compile(r"[IVX]+\.?|[A-H]\.?")
_ROLES = (
    ("code", re.compile(r"(?:mã|số(?:\s+hiệu)?)\s+(?:số\s+)?(?:m[ôo]\s?-?đun|mo[đd]ule?)|^(?:m[ôo]\s?-?đun|mo[đd]ule?)$|^mã(?:\s+số)?$")),
    ("title", re.compile(r"tên\s.*(?:m[ôo]\s?-?đun|mo[đd]ule?)|^tên|^nội\s+dung|chuyên\s+đề|học\s+phần|^(?:m[ôo]\s?-?đun|mo[đd]ule?)\b")),
    ("objectives", re.compile(r"mục\s+tiêu|yêu\s+cầu\s+cần\s+đạt|kết\s+quả\s+cần\s+đạt")),
    ("self_study", re.compile(r"tự\s+(?:học|bồi\s+dưỡng|nghiên\s+cứu)")),
    ("theory", re.compile(r"l[ýí]\s+thuyết|^lt$|\(lt\)")),
    ("practice", re.compile(r"thực\s+hành|^th$|\(th\)")),
    ("total", re.compile(r"tổng|^(?:cộng|số\s+tiết|thời\s+(?:lượng|gian))")),
)  # fmt: skip
_PERIODS = ("self_study", "theory", "practice", "total")
# «1.», «2)», «a)», «-»; OCR reads the first label as «1,», «I.», «l.».
_ITEM = re.compile(
    r"^\s*(?:\d{1,2}(?:\.\d{1,2})*\s*[.)/]|[-–+•·*]|[a-zđ]\s*[.)]|(?:1\s*,|[Il]\s*\.)\s*(?=[A-ZĐÀ-Ỹ]))\s*"
)
_ITEM_INSIDE = re.compile(r"\s(?=(?:1\s*[.,]|[Il]\s*\.)\s*[A-ZĐÀ-Ỹ])")


@dataclass
class TableModule:
    """A module as a table row tells it; `spans` are its title (or code) first, then its other cells."""

    code: Code | None
    title: str | None
    periods: dict[str, int]
    objectives: str | None
    topics: list[str] = field(default_factory=list)
    spans: list[tuple[int, int]] = field(default_factory=list)
    band: str = ""  # the row above that says for whom the rows below are: «Cán bộ quản lý»

    @property
    def start(self) -> int:
        """Where the row begins in the text."""
        return min(start for start, _ in self.spans)


def table_modules(part: Part) -> Iterator[TableModule]:
    """The modules of every table that has a column of module codes, or of titles with their periods."""
    for number, blocks in part.tables.items():
        opening = part.content[blocks[0].start : blocks[0].start + 600]
        told = _MODULE_HEAD.search(opening) or TOPIC_HEAD.search(opening)
        if not told and not any(read_cell(part.words(b)) for b in blocks[:30]):
            continue
        table = grid(part, number)
        columns = _columns(table)
        if "code" in columns:
            yield from _rows(table, columns)
        elif "title" in columns and told and any(name in columns for name in _PERIODS):
            yield from _titled_rows(table, columns)


def registrations(part: Part) -> set[int]:
    """Where cells begin in which persons register for modules: a column «Mô đun đăng ký» beside one of names."""
    found: set[int] = set()
    for number, blocks in part.tables.items():
        if not _MODULE_HEAD.search(part.content[blocks[0].start : blocks[0].start + 600]):
            continue
        table = grid(part, number)
        if "code" in _columns(table):
            continue
        for column in table.heads:
            head = table.head(column)
            if _MODULE_HEAD.search(head) and not _COUNT_HEAD.search(head):
                found.update(b.start for row in table.rows for b in row.get(column, ()))
    return found


def _titled_rows(table: Grid, columns: dict[str, int]) -> Iterator[TableModule]:
    """The rows of a table without codes: a title and its periods; sums and headings of blocks are none."""
    named = bool(_MODULE_HEAD.search(table.head(columns["title"])) or TOPIC_HEAD.search(table.head(columns["title"])))
    for row, cells in enumerate(table.rows):
        texts = [table.part.words(b) for b in cells.get(columns["title"], ())]
        title, topics = _items(texts)
        label = _LABELLED.match(title)
        first = table.text(row, min(table.heads)) if min(table.heads) != columns["title"] else ""
        if not title or not (named or label) or _SUM.match(title) or _ROMAN.fullmatch(first.strip()):
            continue
        periods = _row_periods(table, row, columns)
        if periods:
            code = Code(None, label["number"]) if label else None
            aims = " ".join(table.part.words(b).strip() for b in cells.get(columns.get("objectives", -1), ()))
            bare = title[label.end() :] if label else title
            yield TableModule(code, bare, periods, aims or None, topics, _spans(cells, columns))


def _row_periods(table: Grid, row: int, columns: dict[str, int]) -> dict[str, int]:
    return {
        name: int(value)
        for name in _PERIODS
        if name in columns and (value := table.value(row, columns[name])) is not None and value == int(value)
    }


def _columns(table: Grid) -> dict[str, int]:
    """The column of each role by its lowest head that tells it, then by all its heads; codes by the cells themselves."""
    found: dict[str, int] = {}
    persons = any(_PERSON_HEAD.search(table.head(c)) for c in table.heads)  # then «Số mô đun» counts them
    for text in (table.leaf, table.head):
        for name, pattern in _ROLES:
            for column in sorted(table.heads):
                counts = name == "code" and persons and _COUNT_HEAD.match(text(column))
                if name not in found and column not in found.values() and pattern.search(text(column)) and not counts:
                    found[name] = column
    coded = [
        c for c in sorted(table.heads)
        if any(
            (code := read_cell(table.text(r, c), any_family=bool(_CODE_HEAD.search(table.head(c))))) and code.family
            for r in range(min(len(table.rows), 12))
        )
    ]  # fmt: skip
    if coded:
        found = {name: c for name, c in found.items() if c != coded[0]}
        found["code"] = coded[0]
    elif not _MODULE_HEAD.search(table.head(found.get("code", -1))):
        found.pop("code", None)
    return found


def _rows(table: Grid, columns: dict[str, int]) -> Iterator[TableModule]:
    module: TableModule | None = None
    band = ""
    for row, cells in enumerate(table.rows):
        alone = {text for c in cells if (text := table.text(row, c))}
        if len(alone) == 1 and audiences(next(iter(alone))):
            band = next(iter(alone))
            continue
        code = read_cell(table.text(row, columns["code"]), any_family=True)
        texts = [table.part.words(b) for b in cells.get(columns.get("title", -1), ())]
        if code is None:
            if module and not table.text(row, columns["code"]) and texts and not _has_periods(table, row, columns):
                _go_on(module, texts)
            continue
        if module:
            yield module
        title, topics = _items(texts)
        periods = _row_periods(table, row, columns)
        aims = " ".join(table.part.words(b).strip() for b in cells.get(columns.get("objectives", -1), ()))
        module = TableModule(code, title or None, periods, aims or None, topics, _spans(cells, columns), band)
    if module:
        yield module


def _go_on(module: TableModule, texts: Sequence[str]) -> None:
    """Add a row that continues the module's over a page break: the rest of its title or last topic, and more topics."""
    rest, topics = _items(texts)
    if rest and module.topics:
        module.topics[-1] += " " + rest
    elif rest:
        module.title = f"{module.title or ''} {rest}".strip()
    module.topics += topics


def _has_periods(table: Grid, row: int, columns: dict[str, int]) -> bool:
    return any(name in columns and table.value(row, columns[name]) is not None for name in _PERIODS)


def _items(texts: Sequence[str]) -> tuple[str, list[str]]:
    """A cell's paragraphs cut into the module's title and its numbered topics."""
    title: list[str] = []
    topics: list[str] = []
    for text in (piece for whole in texts for piece in _ITEM_INSIDE.split(whole, maxsplit=1)):
        clean = " ".join(text.split())
        if not clean:
            continue
        label = _ITEM.match(clean)
        if label:
            topics.append(clean[label.end() :].rstrip(" .;"))
        elif topics:
            topics[-1] += " " + clean.rstrip(" .;")
        else:
            title.append(clean)
    return " ".join(title).rstrip(" .;:"), topics


def _spans(cells: dict[int, tuple[Block, ...]], columns: dict[str, int]) -> list[tuple[int, int]]:
    """The stretches of text that a row's module rests on: title first, then code and periods."""
    found: list[tuple[int, int]] = []
    for name in ("title", "code", *_PERIODS, "objectives"):
        blocks = [b for b in cells.get(columns.get(name, -1), ()) if b.end > b.start]
        if blocks and (blocks[0].start, blocks[-1].end) not in found:
            found.append((blocks[0].start, blocks[-1].end))
    return found
