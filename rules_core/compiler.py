"""Rules become clauses: each kind of rule of a plan is made a test of one person's facts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

from rules_core import interpret
from rules_core.book import Book
from rules_core.clauses import Clause, GradeTest, Programme, any_complete
from rules_core.columns_asked import Shape
from rules_core.conditions import (
    AtLevel,
    EachChosen,
    EnoughPeriods,
    Flagged,
    HasRole,
    InRange,
    Passed,
    Settled,
    Started,
    Window,
)  # fmt: skip
from rules_core.formulas import block_of, parse_formula, rounded
from rules_core.hours import CHOICE_BLOCKS, hours_audit, meet, periods_of
from rules_core.logic import All, Always, Any, AtLeast, Not, Test
from rules_core.regimes import Regime, regime_of
from rules_core.values import Chosen, ModuleMean, Number, Operation, Rounded, Score
from rules_core.words import fold, module_key
from schemas.facts import Module
from schemas.rules import (
    BaseRule,
    Completion,
    Duration,
    Exemption,
    Formula,
    Grading,
    PassMark,
    Prerequisite,
    Reduction,
    Rule,
)

# What the chosen modules' periods are held against: a year's, and those of the block to choose from.
_MEASURED = {("year", None), *((per, block) for per in ("year", "block") for block in CHOICE_BLOCKS)}
_STAFF = ("CBQL", "GV", "GiV", "NV", "CV")
_EVERYBODY = {"HV"}  # học viên: whoever studies
_STUDENTS = {"HS", "SV", "TS", "HV"}


def compile_book(book: Book, shape: Shape) -> Programme:
    """Return the programme of a plan: its own clauses; those of its regime for the kinds on which the plan is silent."""
    regime = regime_of(book)
    compiler = _Compiler(book, regime, shape)
    clauses = [clause for rule in book.rules if (clause := compiler.clause(book, rule))]
    own = {clause.rule.kind for clause in clauses if clause.part == "require" and not _only_chooses(clause.rule)}
    if regime.book and not own & {"completion", "grading"}:
        for rule in regime.book.rules:
            if rule.kind in ("completion", "grading") and (clause := compiler.clause(regime.book, rule)):
                clause.notes.append(f"kế hoạch không quy định, nên theo {regime.book.title}")
                clauses.append(clause)
    if not any(clause.part == "require" for clause in clauses):
        for clause in clauses:
            if clause.rule.kind == "pass_mark":
                clause.part = "require"
    notes = [*regime.notes, *hours_audit(book)]
    if not any(clause.part == "require" for clause in clauses):
        notes.append("kế hoạch không có quy tắc hoàn thành hay xếp loại nào để xét từng người")
    return Programme(book, regime, clauses, notes)


def _only_chooses(rule: BaseRule) -> bool:
    """Whether a rule says how many modules to choose («chọn ít nhất 02 mô đun») but not when study counts as completed."""
    if not isinstance(rule, Completion) or not rule.min_modules or len(rule.conditions) != 1:
        return False
    words = fold(" ".join(e.text for e in rule.evidence))
    return "chon" in words.split() and not any(
        w in words for w in ("hoan thanh", "cong nhan", "chung nhan", "chung chi")
    )


@dataclass
class _Compiler:
    book: Book
    regime: Regime
    shape: Shape

    def clause(self, book: Book, rule: Rule) -> Clause | None:
        """Return the clause of a rule about persons; None for one about units or shares, or about pupils."""
        if rule.audience and set(rule.audience) <= _STUDENTS - _EVERYBODY:
            return None
        match rule:
            case Exemption() | Reduction():
                return self._release(book, rule)
            case Completion():
                return self._completion(book, rule)
            case Grading():
                return self._grading(book, rule)
            case Prerequisite():
                return self._prerequisite(book, rule)
            case PassMark():
                return self._pass_mark(book, rule)
            case Formula() if not any(isinstance(r, Grading) for r in self.book.rules):
                return self._figure(book, rule)
            case Duration() if rule.periods and (rule.per, rule.block) in _MEASURED:
                return self._volume(book, rule)
        return None

    def scope(self, rule: BaseRule) -> Test:
        """Return whom a rule concerns: its audience and levels, everybody where it names none."""
        tests: list[Test] = []
        if rule.audience and not set(rule.audience) & _EVERYBODY:
            self.shape.ask("role", "role", rule.id)
            tests.append(HasRole(roles_of(rule)))
        if rule.levels:
            self.shape.ask("level", "level", rule.id)
            tests.append(AtLevel(tuple(rule.levels)))
        return tests[0] if len(tests) == 1 else All(tuple(tests))

    def _release(self, book: Book, rule: Exemption | Reduction) -> Clause:
        names = interpret.who_is_meant(rule.who)
        year = interpret.school_year_bounds(rule.when or rule.who)
        test = Any(tuple(self.flag(name, rule, year) for name in names)) if names else Always(None, rule.who)
        notes = []
        if any(name == "cốt cán" for name in names) and "cấp trung ương" in rule.who.lower():
            notes.append("cột «cốt cán» được hiểu là đã bồi dưỡng ở cấp Trung ương; cần đối chiếu")
        may = interpret.still_allowed(" ".join(e.text for e in rule.evidence))
        if may:
            notes.append(f"tuy được {'miễn' if rule.kind == 'exemption' else 'giảm'}: {may}")
        part = "exempt" if isinstance(rule, Exemption) else "reduce"
        return Clause(book, rule, part, self.scope(rule), test, flags=tuple(names), notes=notes)  # type: ignore[arg-type]

    def flag(self, name: str, rule: BaseRule, year: tuple[object, ...] | None = None) -> Flagged:
        """Return the question whether a flag is set."""
        there = self.shape.flag(name, rule.id)
        return Flagged(name, year, self.shape.confirmed(name), there)  # type: ignore[arg-type]

    def _completion(self, book: Book, rule: Completion) -> Clause:
        window = next((w for words in rule.conditions if (w := interpret.calendar_window(words))), None)
        chosen = self.chosen(rule)
        named = [module_key(m) or m for m in rule.modules] or [key for m in self._offered(rule) if (key := _key(m))]
        tests: list[Test] = []
        if rule.min_modules:
            tests.append(self._count(rule, named, rule.min_modules, window))
        elif rule.modules:
            tests.append(self._all_modules(named, rule, window))
        for words in rule.conditions:
            kind, figure = interpret.condition_kind(words)
            if kind == "count" and figure and not rule.min_modules:
                tests.append(self._count(rule, named, int(figure), window))
            elif kind == "components" and figure:
                tests.append(self._components(rule, chosen, Fraction(figure)))
            elif kind in ("tests", "studied"):
                tests.append(self._tests(rule, chosen, graded=kind == "tests"))
            elif kind == "modules":
                everything = (
                    self._all_modules(named, rule, window) if named else EachChosen(chosen, None, self.mark(rule))
                )
                tests.append(everything)
            elif kind == "flag":
                tests.append(self.flag(interpret.flag_of(words), rule))
        clause = Clause(book, rule, "require", self.scope(rule), All(tuple(dict.fromkeys(tests))), modules=tuple(named))
        if window:
            clause.notes.append("kết quả không ghi ngày được hiểu là của kỳ bồi dưỡng này")
        return clause

    def _count(self, rule: BaseRule, named: list[str], count: int, window: Window | None) -> Test:
        """«ít nhất 03 mô đun»: of those that are named, else of those that the roster has columns for."""
        day = window is not None
        if named:
            there = [key for name in named if (key := self.shape.module(name, rule.id, day=day))]
            unknown = len(named) - len(there)
        elif self.shape.roster is None:
            self.shape.ask("module", f"*{count}", rule.id, day=day)
            there, unknown = [], count
        else:
            there = list(self.shape.roster.modules)
            unknown = max(count - len(there), 0)
            if unknown:
                self.shape.ask("module", f"*{count}", rule.id, day=day)
        mark = self.mark(rule)
        return AtLeast(count, tuple(Passed(key, mark, window) for key in there), unknown)

    def _all_modules(self, named: list[str], rule: BaseRule, window: Window | None = None) -> Test:
        mark = self.mark(rule)
        tests: list[Test] = []
        for name in dict.fromkeys(named):
            key = self.shape.module(name, rule.id, day=window is not None)
            tests.append(Passed(key, mark, window) if key else Always(None, f"danh sách không có cột mô đun {name}"))
        return All(tuple(tests))

    def _components(self, rule: BaseRule, chosen: Chosen, low: Fraction) -> Test:
        """Every component from `low` up; each chosen module is one (Thông tư 26/2012/TT-BGDĐT, Điều 13)."""
        return All((*(InRange(score, low) for score in self._blocks(rule)), EachChosen(chosen, low)))

    def _tests(self, rule: BaseRule, chosen: Chosen, *, graded: bool) -> Test:
        """Every block and chosen module passed (`graded`), or at least with a result."""
        mark = self.mark(rule)
        blocks: list[Test] = []
        for score in self._blocks(rule):
            passed = InRange(score, mark) if mark is not None else Always(None, "kế hoạch không ghi điểm đạt")
            blocks.append(passed if graded else InRange(score, Fraction(0)))
        if graded:
            return All((*blocks, EachChosen(chosen, None, mark)))
        return All((*blocks, Settled(chosen)))  # a result either way shows that it was studied

    def _blocks(self, rule: BaseRule) -> list[Score]:
        """The blocks with a mark of their own: those of the plan's formula, else those that the roster has."""
        names = [score.name for score in _scores(self._formula(rule)[0])] if self._formulas() else []
        if not names:
            roster = self.shape.roster
            there = roster.scores if roster else ()
            names = [name for name in there if name in ("ND1", "ND2", "ND3", "01", "02", "03")]
        return [self._score(name, rule) for name in names]

    def _score(self, name: str, rule: BaseRule, label: str | None = None) -> Score:
        return Score(name, label or name, self.shape.score(name, rule.id))

    def _grading(self, book: Book, rule: Grading) -> Clause:
        formula, notes = self._formula(rule)
        chosen = self.chosen(rule)
        grades = []
        for grade in rule.grades:
            name, complete = interpret.grade_name(grade.name)
            low, below, high = (Fraction(b) if b else None for b in (grade.min, grade.below, grade.max))
            rest = [self._components(rule, chosen, Fraction(grade.component_min))] if grade.component_min else []
            full, minima = All((InRange(formula, low, below, high), *rest)), All((InRange(formula, low), *rest))
            grades.append(GradeTest(name, full, minima, complete))
        clause = Clause(
            book, rule, "require", self.scope(rule), any_complete(grades), formula, tuple(grades), rule.otherwise
        )
        clause.notes += notes
        clause.modules = chosen.modules
        return clause

    def _formula(self, rule: BaseRule) -> tuple[Number, list[str]]:
        """The figure that a scale grades: the plan's formula for this audience, else its only one, else the regime's."""
        own = [r for r in self._formulas() if r in self.book.rules]
        fit = [r for r in own if not r.audience or not rule.audience or set(r.audience) & set(rule.audience)]
        chosen = next(iter([*fit, *self._formulas()]), None)
        if chosen is None:
            return self._score("ĐTB", rule, "trung bình"), [
                "kế hoạch không ghi công thức: dùng điểm trung bình trong danh sách"
            ]
        notes = []
        if not fit and own:
            notes.append("công thức ĐTB của kế hoạch ghi cho đối tượng khác; dùng vì kế hoạch không có công thức riêng")
        elif not own:
            notes.append(f"công thức theo {self.regime.book.title if self.regime.book else ''}")
        number = parse_formula(chosen.expression, lambda words: self._operand(words, rule))
        if number is None:
            target = " ".join(chosen.target.split())
            notes.append(f"không hiểu công thức «{chosen.expression}»: dùng cột «{target}» của danh sách")
            return self._score(target, rule), notes
        number, doubt = rounded(number, chosen.rounding)
        return number, [*notes, *([doubt] if doubt else [])]

    def _figure(self, book: Book, rule: Formula) -> Clause:
        """A figure that nothing grades: it is told."""
        number, notes = self._formula(rule)
        return Clause(book, rule, "inform", self.scope(rule), InRange(number), number, notes=notes)

    def _formulas(self) -> list[Formula]:
        """The plan's formulas, then its regime's."""
        more = self.regime.book.rules if self.regime.book else ()
        return [r for r in (*self.book.rules, *more) if isinstance(r, Formula)]

    def _operand(self, words: str, rule: BaseRule) -> Number:
        folded = fold(words)
        block = block_of(words)
        of_modules = "trung binh" in folded and any(word in folded for word in ("mo dun", "modun", "module", "mo-dun"))
        if of_modules or block in CHOICE_BLOCKS:
            return ModuleMean(self.chosen(rule))
        return self._score(block or " ".join(words.split()), rule, block or " ".join(words.split()))

    def chosen(self, rule: BaseRule) -> Chosen:
        """Return the modules on offer to a rule's people, their periods, and how many periods they must choose."""
        offered = self._offered(rule)
        periods: dict[str, int | None] = {}
        for module in offered:
            key = _key(module)
            there = self.shape.module(key, rule.id, choice=True) if key else None
            if there:
                periods[there] = periods_of(module) or self._module_periods()
        if not offered and self.shape.roster:
            periods = dict.fromkeys(self.shape.roster.modules, self._module_periods())
        return Chosen(tuple(periods), tuple(periods.values()), self._required(rule))

    def _offered(self, rule: BaseRule) -> list[Module]:
        return [
            m for m in self.book.modules if _key(m) and meet(m.audience, rule.audience) and meet(m.levels, rule.levels)
        ]

    def _module_periods(self) -> int | None:
        return next((r.periods for r in self._durations() if r.per == "module" and r.periods), None)

    def _required(self, rule: BaseRule) -> int | None:
        """The periods that the chosen modules must reach, told by the plan or else by its regime."""
        fit = [
            r
            for r in self._durations()
            if r.periods
            and r.block in CHOICE_BLOCKS
            and meet(r.audience, rule.audience)
            and meet(r.levels, rule.levels)
        ]
        fit.sort(key=lambda r: not r.audience)  # what is said of these people goes before what is said of all
        return fit[0].periods if fit else None

    def _durations(self) -> list[Duration]:
        own = [r for r in self.book.rules if isinstance(r, Duration)]
        more = self.regime.book.rules if self.regime.book else ()
        return own + [r for r in more if isinstance(r, Duration)]

    def mark(self, rule: BaseRule) -> Fraction | None:
        """Return the mark from which a test is passed: the plan's, else its regime's."""
        for rules in (self.book.rules, self.regime.book.rules if self.regime.book else ()):
            for r in rules:
                if isinstance(r, PassMark) and meet(r.audience, rule.audience) and meet(r.levels, rule.levels):
                    return Fraction(r.min_score)
        return None

    def _prerequisite(self, book: Book, rule: Prerequisite) -> Clause:
        mark = self.mark(rule)
        started = [
            Started(key) for words in rule.unlocks if (key := self.shape.module(module_key(words) or words, rule.id))
        ]
        needed: list[Test] = []
        for words in rule.requires:
            name = module_key(words) if len(words) <= 12 else None
            if name is None:
                needed.append(self.flag(interpret.flag_of(words), rule))
                continue
            key = self.shape.module(name, rule.id)
            needed.append(Passed(key, mark) if key else Always(None, f"danh sách không có cột mô đun {name}"))
        test = Any((Not(Any(tuple(started))), All(tuple(needed))))
        return Clause(
            book, rule, "require", self.scope(rule), test, modules=tuple(module_key(w) or w for w in rule.requires)
        )

    def _pass_mark(self, book: Book, rule: PassMark) -> Clause:
        return Clause(book, rule, "inform", self.scope(rule), self._tests(rule, self.chosen(rule), graded=True))

    def _volume(self, book: Book, rule: Duration) -> Clause | None:
        """How many periods the modules with results make up; it informs, since a blank is no refusal to study."""
        chosen = replace(self.chosen(rule), required=rule.periods)
        if not any(chosen.periods):
            return None
        return Clause(book, rule, "inform", self.scope(rule), EnoughPeriods(chosen))


def roles_of(rule: BaseRule) -> tuple[str, ...]:
    """Return the roles that a rule's audience takes in: «công chức, viên chức» are all of a school's staff."""
    return tuple(dict.fromkeys([*rule.audience, *(_STAFF if "CBCCVC" in rule.audience else ())]))


def _scores(number: Number) -> list[Score]:
    """Return the marks that a formula names, in its order."""
    match number:
        case Score():
            return [number]
        case Operation(_, left, right):
            return [*_scores(left), *_scores(right)]
        case Rounded(inner, _):
            return _scores(inner)
    return []


def _key(module: Module) -> str | None:
    return module_key(module.code or module.number or "")
