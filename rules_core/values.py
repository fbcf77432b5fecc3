"""Figures that rules compare: marks, means, formulas. Exact rationals for one person, scaled integers for a column.

Each node tells its value twice: `value(person)` as a Fraction, and `column(scale)` as a polars expression for the numerator
with a positive denominator, where marks are integers in units of 1/scale. A test holds the two together. `bound` says how large
both may grow, so that a column that could overflow 64 bits is not used.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Protocol

from rules_core.roster import Person
from rules_core.words import exact, say_number

if TYPE_CHECKING:
    import polars as pl

    Denominator = int | pl.Expr
    Ratio = tuple[pl.Expr, Denominator]

TOP = 1_000
"""No mark is above this; what is has been refused by the reader."""


class Number(Protocol):
    """A figure of a person, None where it is not known."""

    def value(self, person: Person) -> Fraction | None:
        """Return the exact value."""
        ...

    def column(self, scale: int) -> Ratio:
        """Return numerator and denominator for all persons."""
        ...

    def bound(self, scale: int) -> tuple[int, int]:
        """Return what numerator and denominator can't exceed."""
        ...

    def told(self, person: Person) -> list[str]:
        """Return the values used, in words."""
        ...


@dataclass(frozen=True, slots=True)
class Score:
    """The mark of a block or another named figure; `there`: whether the roster has such a column."""

    name: str
    label: str
    there: bool = True

    def value(self, person: Person) -> Fraction | None:
        """Return the mark as it stands."""
        score = person.scores.get(self.name)
        return None if score is None else exact(score)

    def column(self, scale: int) -> Ratio:
        """Return the mark in units of 1/scale."""
        import polars as pl

        return (pl.col(f"s:{self.name}") if self.there else pl.lit(None, dtype=pl.Int64)), scale

    def bound(self, scale: int) -> tuple[int, int]:
        """A mark is at most TOP."""
        return TOP * scale, scale

    def told(self, person: Person) -> list[str]:
        """Return «điểm ND1: 7,5»."""
        return [f"điểm {self.label}: {say_number(self.value(person))}"]


@dataclass(frozen=True, slots=True)
class Chosen:
    """The modules that a person studies, out of those on offer.

    Which ones is told by `registered`, else by the results that stand there: they are the whole choice once their periods reach
    `required` (Thông tư 30/2011/TT-BGDĐT: modules are chosen up to 60 periods), or where no volume can be checked.
    """

    modules: tuple[str, ...]
    periods: tuple[int | None, ...] = ()
    required: int | None = None

    def entered(self, person: Person) -> list[str]:
        """Return the modules with a result."""
        return [key for key in self.modules if (mark := person.modules.get(key)) is not None and mark.entered]

    def volume(self, person: Person) -> int | None:
        """Return the periods of the modules with a result; None where one of them is not told."""
        periods = dict(zip(self.modules, self.periods, strict=False))
        found = [periods.get(key) for key in self.entered(person)]
        return None if None in found else sum(p for p in found if p is not None)

    def settled(self, person: Person) -> bool:
        """Tell whether the modules with results are all that the person had to study."""
        entered = self.entered(person)
        if not entered or any(key in self.modules and key not in entered for key in person.registered):
            return False
        volume = self.volume(person)
        return self.required is None or volume is None or volume >= self.required

    def settled_column(self) -> pl.Expr:
        """Return `settled` for all persons."""
        import polars as pl

        if not self.modules:
            return pl.lit(value=False)
        entered = [pl.col(f"e:{key}") for key in self.modules]
        settled = pl.any_horizontal(entered) & ~pl.any_horizontal(
            [pl.col(f"r:{key}") & ~pl.col(f"e:{key}") for key in self.modules]
        )
        if self.required is None or not self.periods:
            return settled
        enough = pl.lit(0, dtype=pl.Int64)
        untold = pl.lit(value=False)
        for column, periods in zip(entered, self.periods, strict=True):
            if periods is None:
                untold = untold | column
            else:
                enough = enough + column.cast(pl.Int64) * periods
        return settled & (untold | (enough >= self.required))

    def told(self, person: Person) -> list[str]:
        """Return each result, and the volume where it decides."""
        from rules_core.conditions import say_mark

        found = [f"mô đun {key}: {say_mark(person.modules.get(key))}" for key in self.entered(person)]
        waiting = [key for key in person.registered if key in self.modules and key not in self.entered(person)]
        found += [f"mô đun {key}: đã đăng ký, chưa có kết quả" for key in waiting]
        volume = self.volume(person)
        if self.required is not None and volume is not None:
            found.append(f"số tiết các mô đun có kết quả: {volume}/{self.required}")
        return found or ["chưa có kết quả mô đun nào"]


@dataclass(frozen=True, slots=True)
class ModuleMean:
    """The mean of the chosen modules' marks, kept exact: no rule rounds it."""

    chosen: Chosen

    def value(self, person: Person) -> Fraction | None:
        """Return the exact mean, None until every chosen module has a mark."""
        if not self.chosen.settled(person):
            return None
        scores = [person.modules[key].score for key in self.chosen.entered(person)]
        return sum((exact(s) for s in scores if s is not None), Fraction()) / len(scores) if all(
            s is not None for s in scores
        ) else None  # fmt: skip

    def column(self, scale: int) -> Ratio:
        """Return the sum of marks over their count."""
        import polars as pl

        if not self.chosen.modules:
            return pl.lit(None, dtype=pl.Int64), scale
        scores = [pl.col(f"m:{key}") for key in self.chosen.modules]
        entered = [pl.col(f"e:{key}") for key in self.chosen.modules]
        count = pl.sum_horizontal([e.cast(pl.Int64) for e in entered])
        scored = pl.all_horizontal([~e | s.is_not_null() for e, s in zip(entered, scores, strict=True)])
        total = pl.sum_horizontal([s.fill_null(0) for s in scores])
        known = self.chosen.settled_column() & scored
        return pl.when(known).then(total).otherwise(None), pl.when(count > 0).then(count).otherwise(1) * scale

    def bound(self, scale: int) -> tuple[int, int]:
        """All modules at TOP."""
        count = max(len(self.chosen.modules), 1)
        return TOP * scale * count, scale * count

    def told(self, person: Person) -> list[str]:
        """Return the modules' marks and their exact mean."""
        return [
            *self.chosen.told(person),
            f"điểm trung bình các mô đun (giữ nguyên, không làm tròn): {say_number(self.value(person))}",
        ]


@dataclass(frozen=True, slots=True)
class Constant:
    """A figure that stands in the rule."""

    amount: Fraction

    def value(self, _person: Person) -> Fraction:
        """Return the figure."""
        return self.amount

    def column(self, _scale: int) -> Ratio:
        """Return the figure for all."""
        import polars as pl

        return pl.lit(self.amount.numerator, dtype=pl.Int64), self.amount.denominator

    def bound(self, _scale: int) -> tuple[int, int]:
        """The figure itself."""
        return abs(self.amount.numerator), self.amount.denominator

    def told(self, _person: Person) -> list[str]:
        """Nothing: the rule's quote shows it."""
        return []


@dataclass(frozen=True, slots=True)
class Operation:
    """`left` and `right` joined by +, -, * or /; unknown where one is, or where the divisor is 0."""

    sign: str
    left: Number
    right: Number

    def value(self, person: Person) -> Fraction | None:
        """Return the exact result."""
        a, b = self.left.value(person), self.right.value(person)
        if a is None or b is None or (self.sign == "/" and b == 0):
            return None
        return {"+": a + b, "-": a - b, "*": a * b}[self.sign] if self.sign != "/" else a / b

    def column(self, scale: int) -> Ratio:
        """Return the result over a common denominator."""
        import polars as pl

        (a, p), (b, q) = self.left.column(scale), self.right.column(scale)
        if self.sign in "+-":
            if isinstance(p, int) and isinstance(q, int) and p == q:
                return (a + b if self.sign == "+" else a - b), p
            return (a * q + b * p if self.sign == "+" else a * q - b * p), p * q
        if self.sign == "*":
            return a * b, p * q
        turn = pl.when(b < 0).then(-1).when(b > 0).then(1).otherwise(None)
        return a * q * turn, pl.when(b == 0).then(1).otherwise(b.abs().fill_null(1)) * p

    def bound(self, scale: int) -> tuple[int, int]:
        """As large as both allow."""
        (a, p), (b, q) = self.left.bound(scale), self.right.bound(scale)
        if self.sign in "+-":
            return a * q + b * p, p * q
        return (a * b, p * q) if self.sign == "*" else (a * q, p * b)

    def told(self, person: Person) -> list[str]:
        """Return the values of both sides."""
        return [*self.left.told(person), *self.right.told(person)]


@dataclass(frozen=True, slots=True)
class Rounded:
    """Half up (half away from zero below it) to multiples of `step`: 6,95 to one decimal is 7,0."""

    number: Number
    step: Fraction

    def value(self, person: Person) -> Fraction | None:
        """Return the rounded value."""
        value = self.number.value(person)
        if value is None:
            return None
        steps = (abs(value) / self.step * 2 + 1) // 2
        return (steps if value >= 0 else -steps) * self.step

    def column(self, scale: int) -> Ratio:
        """Return the rounded value in steps."""
        import polars as pl

        number, under = self.number.column(scale)
        up, down = self.step.numerator, self.step.denominator
        steps = (number.abs() * (2 * down) + under * up) // (under * (2 * up))
        return pl.when(number < 0).then(-steps).otherwise(steps) * up, down

    def bound(self, scale: int) -> tuple[int, int]:
        """What stands between, before the division."""
        number, under = self.number.bound(scale)
        up, down = self.step.numerator, self.step.denominator
        return number * 2 * down + under * up, max(under * 2 * up, down)

    def told(self, person: Person) -> list[str]:
        """Return the values, the exact result and the rounded one."""
        before, rounded = self.number.value(person), self.value(person)
        return [
            *self.number.told(person),
            f"trước khi làm tròn: {say_number(before)}; sau khi làm tròn: {say_value(self, rounded)}",
        ]


def say_value(number: Number, value: Fraction | None) -> str:
    """Return a value as its rule writes it: rounded to one decimal, 7 is «7,0»."""
    words = say_number(value)
    if value is None or not isinstance(number, Rounded):
        return words
    places = len(str(number.step.denominator)) - 1
    whole, _, part = words.partition(",")
    return f"{whole},{part.ljust(places, '0')}" if places else words
