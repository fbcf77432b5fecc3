"""Three-valued connectives: what rules are made of, for one person and, the same, for a column of all.

`truth(person)` is Kleene's yes, no or None (the data do not tell); `column(scale)` is a polars Boolean whose null is that
None (`&` and `|` of polars are Kleene's). `told(person)` lists the values that were used.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from typing import TYPE_CHECKING, Protocol

from rules_core.roster import Person, Truth, all3, any3, at_least3, not3

if TYPE_CHECKING:
    import polars as pl


class Test(Protocol):
    """A question about a person."""

    def truth(self, person: Person) -> Truth:
        """Return yes, no, or None where the data do not tell."""
        ...

    def column(self, scale: int) -> pl.Expr:
        """Return the answers for all persons; null is «do not tell»."""
        ...

    def told(self, person: Person) -> list[str]:
        """Return the values used, in words."""
        ...


@dataclass(frozen=True, slots=True)
class Always:
    """The same answer for everybody; `why` says where it comes from."""

    answer: Truth
    why: str = ""

    def truth(self, _person: Person) -> Truth:
        """Return the answer."""
        return self.answer

    def column(self, _scale: int) -> pl.Expr:
        """Return the answer for all."""
        import polars as pl

        return pl.lit(self.answer, dtype=pl.Boolean)

    def told(self, _person: Person) -> list[str]:
        """Return why."""
        return [self.why] if self.why else []


@dataclass(frozen=True, slots=True)
class AtLeast:
    """Whether at least `count` of the tests hold; `unknown` more are not in the roster and may hold."""

    count: int
    tests: tuple[Test, ...]
    unknown: int = 0

    def truth(self, person: Person) -> Truth:
        """Return Kleene's count."""
        return at_least3(self.count, [test.truth(person) for test in self.tests], self.unknown)

    def column(self, scale: int) -> pl.Expr:
        """Return `truth` for all."""
        import polars as pl

        yes, open_ = pl.lit(0), pl.lit(self.unknown)
        for test in self.tests:
            column = test.column(scale)
            yes = yes + column.fill_null(value=False).cast(pl.Int64)
            open_ = open_ + column.is_null().cast(pl.Int64)
        return pl.when(yes >= self.count).then(statement=True).when(yes + open_ < self.count).then(
            statement=False
        ).otherwise(None)  # fmt: skip

    def told(self, person: Person) -> list[str]:
        """Return each value, the count, and what the roster has no column for."""
        answers = [test.truth(person) for test in self.tests]
        found = [words for test in self.tests for words in test.told(person)]
        found.append(f"số mô đun đạt: {sum(a is True for a in answers)}/{self.count}")
        if self.unknown and self.truth(person) is None:
            found.append(f"danh sách thiếu cột của ít nhất {self.unknown} mô đun")
        return found


@dataclass(frozen=True, slots=True)
class All:
    """Whether all tests hold."""

    tests: tuple[Test, ...]

    def truth(self, person: Person) -> Truth:
        """Return Kleene's and."""
        return all3(test.truth(person) for test in self.tests)

    def column(self, scale: int) -> pl.Expr:
        """Return `truth` for all."""
        return reduce(lambda a, b: a & b, [test.column(scale) for test in self.tests], Always(True).column(scale))

    def told(self, person: Person) -> list[str]:
        """Return the values of each, once."""
        return _each(self.tests, person)


@dataclass(frozen=True, slots=True)
class Any:
    """Whether one of the tests holds."""

    tests: tuple[Test, ...]

    def truth(self, person: Person) -> Truth:
        """Return Kleene's or."""
        return any3(test.truth(person) for test in self.tests)

    def column(self, scale: int) -> pl.Expr:
        """Return `truth` for all."""
        return reduce(lambda a, b: a | b, [test.column(scale) for test in self.tests], Always(False).column(scale))

    def told(self, person: Person) -> list[str]:
        """Return the values of each, once."""
        return _each(self.tests, person)


@dataclass(frozen=True, slots=True)
class Not:
    """Whether the test does not hold."""

    test: Test

    def truth(self, person: Person) -> Truth:
        """Return Kleene's not."""
        return not3(self.test.truth(person))

    def column(self, scale: int) -> pl.Expr:
        """Return `truth` for all."""
        return ~self.test.column(scale)

    def told(self, person: Person) -> list[str]:
        """Return the test's values."""
        return self.test.told(person)


@dataclass(frozen=True, slots=True)
class Contested:
    """A rule that another contradicts for those in `scope`: it answers there only where both answer the same."""

    test: Test
    scope: Test
    other: Test

    def truth(self, person: Person) -> Truth:
        """Return the answer on which both agree."""
        mine, rival, theirs = self.test.truth(person), self.scope.truth(person), self.other.truth(person)
        return mine if rival is False or mine == theirs else None

    def column(self, scale: int) -> pl.Expr:
        """Return `truth` for all."""
        import polars as pl

        mine, rival, theirs = self.test.column(scale), self.scope.column(scale), self.other.column(scale)
        return pl.when((~rival).fill_null(value=False) | mine.eq_missing(theirs)).then(mine).otherwise(None)

    def told(self, person: Person) -> list[str]:
        """Return the values of both."""
        return _each((self.test, self.other), person)


def _each(tests: Sequence[Test], person: Person) -> list[str]:
    return list(dict.fromkeys(words for test in tests for words in test.told(person)))
