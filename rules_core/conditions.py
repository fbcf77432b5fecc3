"""Questions about one person's facts: role, level, flags, modules, marks; in three-valued logic, as `rules_core.logic`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import reduce
from typing import TYPE_CHECKING

from rules_core.roster import Mark, Person, Truth, all3
from rules_core.values import Chosen, Number
from rules_core.words import exact, say_day, say_number

if TYPE_CHECKING:
    import polars as pl

Window = tuple[date, date]


def say_mark(mark: Mark | None) -> str:
    """«đạt, 8,5 điểm (12/03/2024)»; «chưa có kết quả» for a blank."""
    if mark is None or not mark.entered:
        return "chưa có kết quả"
    words = {True: "đạt", False: "không đạt", None: ""}[mark.passed]
    score = f"{say_number(mark.score)} điểm" if mark.score is not None else ""
    return ", ".join(part for part in (words, score) if part) + (f" ({say_day(mark.on)})" if mark.on else "")


def _null() -> pl.Expr:
    import polars as pl

    return pl.lit(None, dtype=pl.Boolean)


@dataclass(frozen=True, slots=True)
class HasRole:
    """Whether the person's role is one of `roles`; unknown where none is given."""

    roles: tuple[str, ...]

    def truth(self, person: Person) -> Truth:
        """Return whether the role is among them."""
        return None if person.role is None else person.role in self.roles

    def column(self, _scale: int) -> pl.Expr:
        """Return `truth` for all."""
        import polars as pl

        return pl.col("role").is_in(list(self.roles))

    def told(self, person: Person) -> list[str]:
        """Return the role."""
        return [f"vai trò: {person.role or 'chưa ghi'}"]


@dataclass(frozen=True, slots=True)
class AtLevel:
    """Whether the person works at one of `levels`; unknown where none is given."""

    levels: tuple[str, ...]

    def truth(self, person: Person) -> Truth:
        """Return whether one of the person's levels is among them."""
        return any(level in self.levels for level in person.levels) if person.levels else None

    def column(self, _scale: int) -> pl.Expr:
        """Return `truth` for all."""
        import polars as pl

        return reduce(lambda a, b: a | b, [pl.col(f"l:{level}") for level in self.levels])

    def told(self, person: Person) -> list[str]:
        """Return the levels."""
        return [f"cấp học: {', '.join(person.levels) or 'chưa ghi'}"]


@dataclass(frozen=True, slots=True)
class Flagged:
    """Whether a flag is set; a day counts as yes within `year`, and is open between the school year and the next.

    `year`: first and last day of the school year's frame, then of the time around it that may count to it. `otherwise` is the
    answer that whoever ran the check confirmed for everybody of whom the roster tells nothing.
    """

    name: str
    year: tuple[date, date, date, date] | None = None
    otherwise: Truth = None
    there: bool = True

    def truth(self, person: Person) -> Truth:
        """Return the flag."""
        value = person.flags.get(self.name)
        if isinstance(value, date):
            value = self._within(value)
        return self.otherwise if value is None else value

    def _within(self, day: date) -> Truth:
        if self.year is None:
            return True
        low, high, first, last = self.year
        return True if low <= day <= high else None if first <= day <= last else False

    def column(self, _scale: int) -> pl.Expr:
        """Return `truth` for all."""
        import polars as pl

        if not self.there:
            return pl.lit(self.otherwise, dtype=pl.Boolean)
        day = pl.col(f"fd:{self.name}")
        within = day.is_not_null()
        if self.year:
            low, high, first, last = self.year
            within = (
                pl.when(day.is_between(low, high))
                .then(statement=True)
                .when((day < first) | (day > last))
                .then(statement=False)
                .otherwise(None)
            )
        value = pl.when(day.is_not_null()).then(within).otherwise(pl.col(f"f:{self.name}"))
        return value if self.otherwise is None else value.fill_null(self.otherwise)

    def told(self, person: Person) -> list[str]:
        """Return the flag's value, and whether it was confirmed for all."""
        value = person.flags.get(self.name)
        if isinstance(value, date):
            return [f"{self.name}: {say_day(value)}"]
        if value is None and self.otherwise is not None:
            return [f"{self.name}: {_YES_NO[self.otherwise]} (người kiểm tra xác nhận cho cả danh sách)"]
        return [f"{self.name}: {_YES_NO[value]}"]


_YES_NO: dict[Truth, str] = {True: "có", False: "không", None: "chưa ghi"}


@dataclass(frozen=True, slots=True)
class Passed:
    """Whether a module is passed: by its result, else by its mark from `mark` up; unknown where the two contradict.

    A result of a day outside `within` does not count; one without a day does.
    """

    module: str
    mark: Fraction | None = None
    within: Window | None = None

    def truth(self, person: Person) -> Truth:
        """Return whether the module is passed."""
        found = person.modules.get(self.module)
        if found is None or not found.entered:
            return None
        answer = found.passed
        if found.score is not None and self.mark is not None:
            by_score = exact(found.score) >= self.mark
            answer = by_score if answer in (None, by_score) else None
        if self.within and found.on and not self.within[0] <= found.on <= self.within[1]:
            return False
        return answer

    def column(self, scale: int) -> pl.Expr:
        """Return `truth` for all."""
        import polars as pl

        passed, answer = pl.col(f"p:{self.module}"), pl.col(f"p:{self.module}")
        if self.mark is not None:
            by_score = pl.col(f"m:{self.module}") * self.mark.denominator >= self.mark.numerator * scale
            agree = passed.is_null() | (passed == by_score)
            answer = pl.when(by_score.is_null()).then(passed).when(agree).then(by_score).otherwise(None)
        if self.within:
            outside = ~pl.col(f"d:{self.module}").is_between(*self.within)
            answer = (
                pl.when(outside.fill_null(value=False) & pl.col(f"e:{self.module}"))
                .then(statement=False)
                .otherwise(answer)
            )
        return answer

    def told(self, person: Person) -> list[str]:
        """Return the module's result."""
        found = person.modules.get(self.module)
        words = f"mô đun {self.module}: {say_mark(found)}"
        if found and found.passed is not None and found.score is not None and self.truth(person) is None:
            words += " (kết quả và điểm trái nhau)"
        if self.within and found and found.on and not self.within[0] <= found.on <= self.within[1]:
            words += f" (ngoài thời gian {say_day(self.within[0])}–{say_day(self.within[1])} nên không tính)"
        return [words]


@dataclass(frozen=True, slots=True)
class Started:
    """Whether a result of the module stands there; a blank is a no, since nothing shows that it was begun."""

    module: str

    def truth(self, person: Person) -> Truth:
        """Return whether there is a result."""
        found = person.modules.get(self.module)
        return found is not None and found.entered

    def column(self, _scale: int) -> pl.Expr:
        """Return `truth` for all."""
        import polars as pl

        return pl.col(f"e:{self.module}")

    def told(self, person: Person) -> list[str]:
        """Return the module's result."""
        return [f"mô đun {self.module}: {say_mark(person.modules.get(self.module))}"]


@dataclass(frozen=True, slots=True)
class InRange:
    """Whether low ≤ number < below (or ≤ high)."""

    number: Number
    low: Fraction | None = None
    below: Fraction | None = None
    high: Fraction | None = None

    def truth(self, person: Person) -> Truth:
        """Return whether the figure lies within."""
        value = self.number.value(person)
        if value is None:
            return None
        return (
            (self.low is None or value >= self.low)
            and (self.below is None or value < self.below)
            and (self.high is None or value <= self.high)
        )

    def column(self, scale: int) -> pl.Expr:
        """Return `truth` for all."""
        number, under = self.number.column(scale)
        answer = number.is_not_null() | _null()
        for bound, holds in ((self.low, "ge"), (self.below, "lt"), (self.high, "le")):
            if bound is not None:
                answer = answer & getattr(number * bound.denominator, holds)(under * bound.numerator)
        return answer

    def told(self, person: Person) -> list[str]:
        """Return the values behind the figure."""
        return self.number.told(person)


@dataclass(frozen=True, slots=True)
class EachChosen:
    """Whether every chosen module has a mark from `low` up, or (`low` None) is passed.

    One that fails decides; as long as not all results are there, nothing else does.
    """

    chosen: Chosen
    low: Fraction | None = None
    mark: Fraction | None = None

    def _one(self, person: Person, key: str) -> Truth:
        if self.low is None:
            return Passed(key, self.mark).truth(person)
        score = person.modules[key].score
        return None if score is None else exact(score) >= self.low

    def truth(self, person: Person) -> Truth:
        """Return whether all do."""
        found = [self._one(person, key) for key in self.chosen.entered(person)]
        return all3([*found, True if self.chosen.settled(person) else None])

    def column(self, scale: int) -> pl.Expr:
        """Return `truth` for all."""
        import polars as pl

        answer = pl.when(self.chosen.settled_column()).then(statement=True).otherwise(None)
        for key in self.chosen.modules:
            if self.low is None:
                one = Passed(key, self.mark).column(scale)
            else:
                one = pl.col(f"m:{key}") * self.low.denominator >= self.low.numerator * scale
            answer = answer & (one | ~pl.col(f"e:{key}"))
        return answer

    def told(self, person: Person) -> list[str]:
        """Return the modules' results."""
        return self.chosen.told(person)


@dataclass(frozen=True, slots=True)
class Settled:
    """Whether the results of all that a person had to study are there; never a no, since they may still come."""

    chosen: Chosen

    def truth(self, person: Person) -> Truth:
        """Return yes, or that it is not known."""
        return True if self.chosen.settled(person) else None

    def column(self, _scale: int) -> pl.Expr:
        """Return `truth` for all."""
        import polars as pl

        return pl.when(self.chosen.settled_column()).then(statement=True).otherwise(None)

    def told(self, person: Person) -> list[str]:
        """Return the modules' results."""
        return self.chosen.told(person)


@dataclass(frozen=True, slots=True)
class EnoughPeriods:
    """Whether the modules with results make up the periods required; a no only once every module on offer has one."""

    chosen: Chosen

    def truth(self, person: Person) -> Truth:
        """Return whether the volume is reached."""
        volume, entered = self.chosen.volume(person), self.chosen.entered(person)
        if volume is None or self.chosen.required is None:
            return None
        return True if volume >= self.chosen.required else None if len(entered) < len(self.chosen.modules) else False

    def column(self, _scale: int) -> pl.Expr:
        """Return `truth` for all."""
        import polars as pl

        volume, untold, all_ = pl.lit(0, dtype=pl.Int64), pl.lit(value=False), pl.lit(value=True)
        for key, periods in zip(self.chosen.modules, self.chosen.periods, strict=True):
            entered = pl.col(f"e:{key}")
            all_ = all_ & entered
            if periods is None:
                untold = untold | entered
            else:
                volume = volume + entered.cast(pl.Int64) * periods
        enough = volume >= (self.chosen.required or 0)
        return (
            pl.when(untold)
            .then(None)
            .when(enough)
            .then(statement=True)
            .when(all_)
            .then(statement=False)
            .otherwise(None)
        )

    def told(self, person: Person) -> list[str]:
        """Return the results and the volume."""
        return self.chosen.told(person)
