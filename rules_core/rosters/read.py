"""From sheets to persons. Every line is kept; what is wrong in a cell is unknown and listed with its place and remedy."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from rules_core.roster import Done, Mark, Person, Problem, Roster, Truth
from rules_core.rosters.cells import Doubt, blank, read_day, read_flag, read_result, read_score, shown
from rules_core.rosters.columns import Field, Heading, find_heading
from rules_core.rosters.tables import Cell, Table, UnreadableRoster, read_tables
from rules_core.units import kind_of, levels_of
from rules_core.words import fold, module_key, same_module

DONE_SHEET, HELP_SHEET = "Thời hạn", "Hướng dẫn"
_ROLES = (
    ("CBQL", r"hieu truong|\bcbql\b|can bo quan l[yi]|giam doc|\bht\b|\bpht\b|\bp\.? ?ht\b|quan ly"),
    ("GiV", r"giang vien"), ("GV", r"giao vien|\bgv\w{0,3}\b|to truong|to pho|\bttcm\b|\btpcm\b|nha giao"),
    ("NV", r"nhan vien|ke toan|van thu|thu vien|y te|bao ve|\bnv\b"), ("CV", r"chuyen vien"),
)  # fmt: skip
_CLOSING = re.compile(r"^(?:tong|cong)\b|nguoi lap|ky ten|danh sach (?:nay )?(?:co|gom)|an dinh")
_FEW = 3  # cells that a nameless row of a person has at least
_UNIT_TITLE = re.compile(r"(?:đơn vị|tên trường|trường)\s*:\s*(?P<unit>.{3,80})", re.IGNORECASE)


def read_roster(name: str, data: bytes, *, asked: Sequence[str] = ()) -> Roster:
    """Read a roster from the bytes of an xlsx or csv file called `name`.

    `asked`: flags in words of their own that the plans ask for, which a heading may bear. Raises UnreadableRoster where no sheet
    has a heading that names persons.
    """
    reading = _Reading(name, tuple(asked))
    tables = read_tables(name, data)
    for table in tables:
        reading.sheet(table)
    if not reading.seen:
        sheets = ", ".join(f"«{t.sheet}»" for t in tables if t.sheet) or f"«{name}»"
        raise UnreadableRoster(
            f"Không tìm thấy dòng tiêu đề trong {sheets}: cần một dòng có ít nhất «Mã» hoặc «Họ và tên» và một cột nữa "
            "(Đơn vị, Vai trò, Mô đun 1 …). Mẫu danh sách: «congvan roster-template KẾ-HOẠCH --out danh-sach.xlsx»."
        )
    return reading.roster()


@dataclass
class _Column:
    at: int
    words: str
    field: Field


@dataclass
class _Reading:
    name: str
    asked: tuple[str, ...]
    persons: list[Person] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    done: list[Done] = field(default_factory=list)
    modules: dict[str, None] = field(default_factory=dict)
    scores: dict[str, None] = field(default_factory=dict)
    flags: dict[str, None] = field(default_factory=dict)
    seen: bool = False

    def roster(self) -> Roster:
        """Return the roster, with ids that stand twice told."""
        first: dict[str, Person] = {}
        for person in self.persons:
            other = first.setdefault(person.id, person)
            if other is not person:
                sheet, _, row = person.place.rpartition("!")
                self.problems.append(
                    Problem(
                        "duplicate_id", f"mã đã có ở {_place(other.place)} ({other.name}); cả hai dòng đều được xét và đếm.",
                        "Hãy sửa mã, hoặc xóa dòng thừa nếu là cùng một người.", sheet, int(row), "Mã", person.id,
                    )
                )  # fmt: skip
        spelled: dict[str, str] = {}
        for person in self.persons:
            if person.unit:  # «TRƯỜNG THPT A» and «Trường THPT A» are one unit, named as the first line has it
                person.unit = spelled.setdefault(" ".join(person.unit.casefold().split()), person.unit)
            person.registered = tuple(same_module(key, self.modules) or key for key in person.registered)
        return Roster(
            self.persons,
            tuple(self.modules),
            tuple(self.scores),
            tuple(self.flags),
            self.problems,
            self.done,
            self.name,
        )

    def sheet(self, table: Table) -> None:
        """Read a sheet; one that is hidden or has no heading is told."""
        if not any(not blank(cell) for row in table.rows for cell in row) or table.sheet == HELP_SHEET:
            return
        if table.sheet == DONE_SHEET:
            self._deadlines(table)
            return
        if table.hidden:
            self._tell(
                table,
                "hidden_sheet",
                "trang tính đang ẩn nên không được đọc.",
                "Hãy bỏ ẩn nếu cần xét những người trong đó.",
                "warning",
            )
            return
        heading = find_heading(table, self.asked)
        if heading is None:
            self._tell(
                table, "no_heading", "không thấy dòng tiêu đề nên không đọc trang này.",
                "Nếu trang có danh sách, hãy thêm dòng tiêu đề có «Mã», «Họ và tên» và các cột khác.", "warning",
            )  # fmt: skip
            return
        self.seen = True
        self._rows(table, heading)

    def _tell(self, table: Table, code: str, message: str, remedy: str, severity: str) -> None:
        self.problems.append(Problem(code, message, remedy, table.sheet, severity=severity))

    def _columns(self, table: Table, heading: Heading) -> list[_Column]:
        """The columns to read; one that names a field again is told and left out, as is one that nobody knows."""
        found: dict[Field, _Column] = {}
        for at, words in heading.words.items():
            known = heading.fields.get(at)
            if known is None:
                self.problems.append(
                    Problem("unknown_column", "không biết cột này dùng để làm gì nên không dùng.",
                            "Nếu cần, hãy đặt tên cột như trong mẫu.", table.sheet, heading.row + 1, words, severity="info")
                )  # fmt: skip
            elif known.kind in ("ignore", "remarks"):
                if known.kind == "remarks":
                    found.setdefault(known, _Column(at, words, known))
            elif known in found:
                self.problems.append(
                    Problem("duplicate_column", f"cột này trùng nội dung với cột «{found[known].words}» nên chỉ cột kia được dùng.",
                            "Hãy đổi tên hoặc xóa một trong hai cột.", table.sheet, heading.row + 1, words)
                )  # fmt: skip
            else:
                found[known] = _Column(at, words, known)
        for known in found:
            target = {"module": self.modules, "module_score": self.modules, "module_day": self.modules}.get(known.kind)
            target = self.scores if known.kind == "score" else self.flags if known.kind == "flag" else target
            if target is not None:
                target[known.key] = None
        return list(found.values())

    def _rows(self, table: Table, heading: Heading) -> None:
        columns = self._columns(table, heading)
        by_kind = {column.field.kind: column for column in columns}
        title = self._title_unit(table, heading)
        explicit = {c.at for c in columns if c.field.kind == "flag" and _says_no(table, heading.first, c.at)}
        explicit |= {c.at for c in columns if c.field.kind == "module" and _has_marks(table, heading.first, c.at)}
        group: str | None = None
        for at in range(heading.first, len(table.rows)):
            row = table.rows[at]
            filled = [shown(cell) for cell in row if not blank(cell)]
            if not filled or filled == [
                str(n) for n in range(1, len(filled) + 1)
            ]:  # an empty row, or numbers of columns
                continue
            if len(filled) == 1 and kind_of(filled[0]):  # a row of its own that names the unit of those below
                group = re.sub(r"^[IVXLC\d]+\s*[.)]\s*", "", filled[0])
                continue
            if _is_closing(row, by_kind):
                self.problems.append(
                    Problem("no_person", "dòng không có mã và họ tên nên không được coi là một người.", "", table.sheet, at + 1,
                            value=filled[0][:60], severity="info")
                )  # fmt: skip
                continue
            self._person(table, at, row, columns, group or title, explicit)

    def _title_unit(self, table: Table, heading: Heading) -> str | None:
        """The unit of a sheet that has no such column: named above the heading, else by the sheet's own name."""
        for row in table.rows[: heading.row]:
            for cell in row:
                if not blank(cell) and (match := _UNIT_TITLE.search(shown(cell))):
                    return match["unit"].strip(" .;,")
                if not blank(cell) and re.match(r"(?:trường|trung tâm)\s", shown(cell), re.IGNORECASE):
                    return shown(cell)
        return table.sheet if kind_of(table.sheet) and kind_of(table.sheet) != "any" else None

    def _person(
        self, table: Table, at: int, row: Sequence[Cell], columns: list[_Column], unit: str | None, explicit: set[int]
    ) -> None:
        person = Person("", place=f"{table.sheet}!{at + 1}", unit=unit)
        for column in columns:
            cell = row[column.at] if column.at < len(row) else None
            doubt = _READERS[column.field.kind](person, column.field, cell, column.at in explicit)
            if doubt:
                self.problems.append(_problem(doubt, table.sheet, at + 1, column.words, shown(cell)))
        if not person.id:
            person.id = f"{table.sheet or 'dòng'}-{at + 1}"
            if not person.name or any(column.field.kind == "id" for column in columns):
                self.problems.append(
                    Problem(
                        "missing_id",
                        "dòng không có mã; tạm dùng số dòng làm mã.",
                        "Hãy điền mã.",
                        table.sheet,
                        at + 1,
                        "Mã",
                        severity="warning",
                    )
                )
        if not person.levels and person.unit and len(levels_of(person.unit)) == 1:
            person.levels = levels_of(person.unit)  # a school of one level
        self.persons.append(person)

    def _deadlines(self, table: Table) -> None:
        """The template's sheet of deadlines: which were met, by which unit, on which day."""
        head = next((i for i, row in enumerate(table.rows) if any(fold(shown(c)) == "ma thoi han" for c in row)), None)
        if head is None:
            return
        names = [fold(shown(cell)) for cell in table.rows[head]]
        places = {
            key: names.index(key) for key in ("ma thoi han", "ke hoach", "don vi", "ngay hoan thanh") if key in names
        }
        for at in range(head + 1, len(table.rows)):
            row = table.rows[at]
            cells = {key: row[place] if place < len(row) else None for key, place in places.items()}
            if blank(cells.get("ma thoi han")) or blank(cells.get("ngay hoan thanh")):
                continue
            told = cells["ngay hoan thanh"]
            day, doubt = read_day(told)
            if doubt and read_flag(told)[0] is not True:
                self.problems.append(_problem(doubt, table.sheet, at + 1, "Ngày hoàn thành", shown(told)))
                continue
            unit, plan = (shown(cells.get(key)) or None for key in ("don vi", "ke hoach"))
            self.done.append(Done(shown(cells["ma thoi han"]), unit, day, plan))


def _place(place: str) -> str:
    sheet, _, row = place.rpartition("!")
    return f"dòng {row}" + (f" trang «{sheet}»" if sheet else "")


def _problem(doubt: Doubt, sheet: str, row: int, column: str, value: str) -> Problem:
    return Problem(doubt.code, doubt.message, doubt.remedy, sheet, row, column, value[:80], doubt.severity)


def _says_no(table: Table, first: int, column: int) -> bool:
    """Whether a column of a flag writes its no out, so that a blank there is not one."""
    return any(
        read_flag(row[column])[0] is False for row in table.rows[first:] if column < len(row) and not blank(row[column])
    )


def _has_marks(table: Table, first: int, column: int) -> bool:
    """Whether a column of results holds marks, so that a day in it may be a mark that the spreadsheet took for a day."""
    cells = (row[column] for row in table.rows[first:] if column < len(row))
    return any(isinstance(cell, int | float) and not isinstance(cell, bool) for cell in cells)


def _is_closing(row: Sequence[Cell], by_kind: dict[str, _Column]) -> bool:
    """Whether a row holds no person: «Tổng cộng», «Người lập bảng», or a word or two without id and name."""
    named = [row[c.at] for kind in ("id", "name") if (c := by_kind.get(kind)) and c.at < len(row)]
    filled = [fold(shown(cell)) for cell in row if not blank(cell)]
    nameless = all(blank(cell) for cell in named)
    closing = any(_CLOSING.search(words) for words in filled[:2]) and sum(not blank(c) for c in named) < 2
    return closing or (nameless and len(filled) < _FEW)


def _read_text(person: Person, known: Field, cell: Cell, _explicit: bool) -> Doubt | None:
    if not blank(cell):
        setattr(person, known.kind, shown(cell))
    return None


def _read_role(person: Person, _known: Field, cell: Cell, _explicit: bool) -> Doubt | None:
    person.role = None if blank(cell) else role_of(shown(cell))
    if person.role:
        return None
    if blank(cell):
        return Doubt("missing_role", "chưa ghi vai trò.", "Hãy ghi GV hoặc CBQL.", "warning")
    return Doubt(
        "role_unreadable", "không hiểu vai trò.", "Hãy ghi GV hoặc CBQL (hay chức vụ: Giáo viên, Hiệu trưởng …)."
    )


@lru_cache(maxsize=4096)
def role_of(words: str) -> str | None:
    """Return the role that words tell: GV, CBQL, GiV, NV, CV; None where they tell none."""
    folded = fold(words)
    return next((code for code, pattern in _ROLES if re.search(pattern, folded)), None)


def _read_level(person: Person, _known: Field, cell: Cell, _explicit: bool) -> Doubt | None:
    if blank(cell):
        return None
    words = re.sub(
        r"\b(?:cấp|c)\s*([123])\b",
        lambda m: {"1": "TH", "2": "THCS", "3": "THPT"}[m[1]],
        shown(cell),
        flags=re.IGNORECASE,
    )
    person.levels = levels_of({"1": "TH", "2": "THCS", "3": "THPT"}.get(words, words))
    return (
        None
        if person.levels
        else Doubt("level_unreadable", "không hiểu cấp học.", "Hãy ghi MN, TH, THCS, THPT hoặc GDTX.")
    )


def _read_subjects(person: Person, _known: Field, cell: Cell, _explicit: bool) -> Doubt | None:
    person.subjects = tuple(part.strip() for part in re.split(r"[;,/]", shown(cell)) if part.strip())
    return None


def _read_registered(person: Person, _known: Field, cell: Cell, _explicit: bool) -> Doubt | None:
    parts = [part for part in re.split(r"[;,\n]|\s+và\s+", str(cell) if not blank(cell) else "") if part.strip()]
    keys: list[str] = []
    for part in parts:
        key = module_key(part)
        if key is None:
            return Doubt(
                "registered_unreadable", "không hiểu mô đun đăng ký.", "Hãy ghi như «4; 5; 9» hoặc «THPT 17; THPT 20»."
            )
        if key.isdigit() and keys and " " in keys[-1]:  # «THPT 17, 19»: the family is said once
            key = f"{keys[-1].split()[0]} {key}"
        keys.append(key)
    person.registered = tuple(keys)
    return None


def _read_remarks(person: Person, _known: Field, cell: Cell, _explicit: bool) -> Doubt | None:
    from rules_core.interpret import flags_in

    words = shown(cell)
    if not words or re.search(r"\b(?:không|chưa|hết)\b", words, re.IGNORECASE):
        return None
    for name in flags_in(words):
        person.flags.setdefault(name, True)
    return None


def _read_module(person: Person, known: Field, cell: Cell, marks: bool) -> Doubt | None:
    mark, doubt = read_result(cell)
    if marks and isinstance(cell, date):  # 8.5 typed where the sheet takes points for days
        mark, doubt = Mark(), read_score(cell)[1]
    old = person.modules.get(known.key, Mark())
    person.modules[known.key] = Mark(
        mark.passed, mark.score if mark.score is not None else old.score, mark.on or old.on
    )
    return doubt


def _read_module_score(person: Person, known: Field, cell: Cell, _explicit: bool) -> Doubt | None:
    mark, doubt = read_result(cell) if isinstance(cell, str) else (Mark(score=read_score(cell)[0]), read_score(cell)[1])
    old = person.modules.get(known.key, Mark())
    person.modules[known.key] = Mark(
        mark.passed if old.passed is None else old.passed,
        mark.score if mark.score is not None else old.score,
        old.on or mark.on,
    )
    return doubt


def _read_module_day(person: Person, known: Field, cell: Cell, _explicit: bool) -> Doubt | None:
    day, doubt = read_day(cell)
    old = person.modules.get(known.key, Mark())
    person.modules[known.key] = Mark(old.passed, old.score, day or old.on)
    return doubt


def _read_score(person: Person, known: Field, cell: Cell, _explicit: bool) -> Doubt | None:
    person.scores[known.key], doubt = read_score(cell)
    return doubt


def _read_flag(person: Person, known: Field, cell: Cell, explicit: bool) -> Doubt | None:
    if blank(
        cell
    ):  # a column of marks leaves out who is not meant; one that writes «không» leaves out what is not known
        value: Truth | date = None if explicit else False
        person.flags.setdefault(known.key, value)
        return None
    person.flags[known.key], doubt = read_flag(cell)
    return doubt


_READERS = {
    "id": _read_text, "name": _read_text, "unit": _read_text, "role": _read_role, "level": _read_level,
    "subject": _read_subjects, "registered": _read_registered, "remarks": _read_remarks, "module": _read_module,
    "module_score": _read_module_score, "module_day": _read_module_day, "score": _read_score, "flag": _read_flag,
}  # fmt: skip
