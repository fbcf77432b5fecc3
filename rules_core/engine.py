"""`evaluate`: plans, a roster and a day go in, the report comes out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from importlib.util import find_spec
from typing import TYPE_CHECKING, Literal

from rules_core.book import Book, Source, open_books
from rules_core.clauses import Programme
from rules_core.columns_asked import Need, Shape
from rules_core.compiler import compile_book
from rules_core.frame import Answers, fits, frame, judge_all, judge_each, scale_of, truths
from rules_core.precedence import Conflict, settle
from rules_core.report import PlanReport, Report
from rules_core.roster import Mark, Person, Problem, Roster, Truth
from rules_core.shares import TargetTest, target_test
from rules_core.values import TOP
from rules_core.words import say_number
from schemas.rules import PassMark, Target

if TYPE_CHECKING:
    import polars as pl

Engine = Literal["auto", "columns", "persons"]
_MANY = 2_000  # persons from which columns are faster than the import of polars costs
_SCALE = Decimal(10)  # the scale where no rule names another: «thang điểm 10»


def evaluate(plans: Sequence[Source], roster: Roster, as_of: date, *, engine: Engine = "auto") -> Report:
    """Evaluate the rules of `plans` on `roster` as of a day.

    `plans`: `Plan`, `RuleBook`, or dicts in either format (raises `book.BadRules` for one that can't be taken). `engine`: one
    person after another, or all at once in columns (needs polars); `auto` takes columns for large rosters where polars is there. Both
    give the same.
    """
    books = open_books(list(plans))
    roster, refused = _within_scale(roster, books)
    shape = Shape(roster)
    programmes = [compile_book(book, shape) for book in books]
    conflicts = settle(programmes)
    many = len(roster.persons) >= _MANY and find_spec("polars") is not None
    scale = scale_of(roster) if engine == "columns" or (engine == "auto" and many) else None
    columns = frame(roster, scale) if scale else None
    reports = []
    for programme in programmes:
        targets = [target_test(programme, rule, shape) for rule in programme.book.rules if isinstance(rule, Target)]
        answers: Answers
        if columns is not None and scale and fits(programme, scale):
            answers = judge_all(programme, columns, scale)
        else:
            answers = judge_each(programme, roster.persons)
        counted = [_count(target, roster, columns, scale) for target in targets]
        reports.append(PlanReport(programme, roster, as_of, answers, counted))
    problems = [*roster.problems, *refused, *_missing(shape.missing())]
    return Report(as_of, roster, reports, conflicts, problems, shape.missing())


def compiled(plans: Sequence[Source]) -> tuple[list[Programme], list[Conflict], list[Need]]:
    """Return the plans' clauses, their conflicts and the columns that they ask of a roster, without any roster."""
    shape = Shape(None)
    programmes = [compile_book(book, shape) for book in open_books(list(plans))]
    conflicts = settle(programmes)
    for programme in programmes:
        for rule in programme.book.rules:
            if isinstance(rule, Target):
                target_test(programme, rule, shape)
    return programmes, conflicts, list(shape.asked.values())


def _count(
    target: TargetTest, roster: Roster, columns: pl.DataFrame | None, scale: int | None
) -> tuple[TargetTest, list[Truth], list[Truth]]:
    if columns is not None and scale:
        return target, truths(target.scope, columns, scale), truths(target.test, columns, scale)
    return target, [target.scope.truth(p) for p in roster.persons], [target.test.truth(p) for p in roster.persons]


def scale_in(books: Sequence[Book]) -> Decimal:
    """Return the highest mark that any of the plans knows; 10 where none names a scale."""
    scales = [Decimal(rule.scale) for book in books for rule in book.rules if isinstance(rule, PassMark) and rule.scale]
    return max(scales, default=_SCALE)


def _within_scale(roster: Roster, books: Sequence[Book]) -> tuple[Roster, list[Problem]]:
    """Take marks beyond the scale for unknown, and list them: 85 on a scale of 10 is a slip, not a good mark."""
    top = min(scale_in(books), Decimal(TOP))
    problems: list[Problem] = []
    persons: list[Person] = []
    for person in roster.persons:
        bad = {key for key, mark in person.modules.items() if _off(mark.score, top)}
        blocks = {name for name, score in person.scores.items() if _off(score, top)}
        if not bad and not blocks:
            persons.append(person)
            continue
        for name, score in [(f"mô đun {k}", person.modules[k].score) for k in bad] + [
            (n, person.scores[n]) for n in blocks
        ]:
            problems.append(_off_scale(person, name, score, top))
        modules = {k: Mark(m.passed, None, m.on) if k in bad else m for k, m in person.modules.items()}
        scores = {name: None if name in blocks else score for name, score in person.scores.items()}
        persons.append(replace(person, modules=modules, scores=scores))
    return (replace(roster, persons=persons), problems) if problems else (roster, [])


def _off(score: Decimal | None, top: Decimal) -> bool:
    return score is not None and not (score.is_finite() and 0 <= score <= top)


def _off_scale(person: Person, name: str, score: Decimal | None, top: Decimal) -> Problem:
    sheet, _, row = person.place.rpartition("!")
    shown = say_number(score) if score is not None and score.is_finite() else str(score)
    return Problem(
        "score_off_scale", f"điểm {name} của {person.name or person.id} nằm ngoài thang điểm 0–{say_number(top)}, coi là chưa có.",
        "Hãy sửa điểm (ví dụ 8,5 thay cho 85).", sheet, int(row) if row.isdigit() else None, name, shown,
    )  # fmt: skip


def _missing(needs: Sequence[Need]) -> list[Problem]:
    return [_missing_choice(need) if need.choice else _missing_column(need) for need in needs]


def _missing_choice(need: Need) -> Problem:
    message = f"danh sách không có cột mô đun {need.key}, một trong các mô đun được chọn."
    return Problem(
        "missing_choice", message, "Chỉ cần thêm cột nếu có người học mô đun này.", column=need.key, severity="info"
    )


def _missing_column(need: Need) -> Problem:
    name = need_label(need)
    message = (
        f"danh sách thiếu cột «{name}» mà quy tắc {', '.join(need.rules[:4])} cần; nơi kết luận dựa vào cột này, kết quả là "
        "«chưa đủ dữ liệu»."
    )
    confirm = f', hoặc xác nhận cho cả danh sách: --confirm "{need.key}=có" (hay =không)' if need.kind == "flag" else ""
    remedy = f"Hãy thêm cột này (mẫu: «congvan roster-template KẾ-HOẠCH»){confirm}."
    return Problem("missing_column", message, remedy, column=name, severity="warning")


def need_label(need: Need) -> str:
    """Return the heading of a column that rules ask for."""
    match need.kind:
        case "module":
            return f"Kết quả của ít nhất {need.key[1:]} mô đun" if need.key.startswith("*") else f"Mô đun {need.key}"
        case "score":
            return need.key if need.key.startswith("Đ") else f"Điểm {need.key}"
        case "role":
            return "Vai trò"
        case "level":
            return "Cấp học"
    return need.key[:1].upper() + need.key[1:]
