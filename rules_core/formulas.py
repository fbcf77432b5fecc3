"""Formulas as dispatches print them: «(điểm nội dung bồi dưỡng 1 + … ) : 3», and how their result is rounded."""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction

from rules_core.values import Constant, Number, Operation, Rounded
from rules_core.words import fold

_TOKEN = re.compile(
    r"\s*(?P<sign>[+()×*÷/:]|(?<=\s)[-–−x](?=\s)|(?<=[\d)])[-–−](?=[\d(]))|(?P<operand>(?:(?!\s[-–−x]\s)[^+()×*÷/:])+)"
)
_SIGNS = {"×": "*", "x": "*", "÷": "/", ":": "/", "–": "-", "−": "-"}
_FIGURE = re.compile(r"\d+(?:[.,]\d+)?")
_PLACES = re.compile(
    r"(?P<count>mot|hai|ba|0?[123]) ?(?:chu )?so (?:phan )?(?:thap phan|sau dau)|(?P<count2>mot|hai|ba|0?[123]) chu so"
)
_STEP = re.compile(r"den 0[.,](?P<part>5|25|1|01)(?!\d)")
_COUNTS = {"mot": 1, "hai": 2, "ba": 3}
_BLOCK = re.compile(r"(?:noi dung(?: boi duong)?|\bnd|chuong trinh(?: boi duong)?|\bct)\s*0?(?P<number>[1-9])(?!\d)")


def block_of(words: str) -> str | None:
    """Return the block that words name: «điểm nội dung bồi dưỡng 1» is ND1, «Chương trình bồi dưỡng 02» is 02."""
    match = _BLOCK.search(fold(words))
    if not match:
        return None
    return f"0{match['number']}" if match.group().startswith(("ch", "ct")) else f"ND{match['number']}"


def parse_formula(expression: str, operand: Callable[[str], Number]) -> Number | None:
    """Return the formula with its operands looked up by their words; None where it is no arithmetic."""
    tokens = [
        (bool(match["sign"]), _SIGNS.get(match["sign"], match["sign"]) if match["sign"] else match["operand"].strip())
        for match in _TOKEN.finditer(expression)
        if match["sign"] or match["operand"].strip(" .;,")
    ]
    parser = _Parser(tokens, operand)
    try:
        number = parser.sum()
    except (IndexError, ValueError):
        return None
    return number if parser.at == len(tokens) else None


class _Parser:
    """Recursive descent: sums of products of operands and brackets."""

    def __init__(self, tokens: list[tuple[bool, str]], operand: Callable[[str], Number]) -> None:
        self.tokens, self.operand, self.at = tokens, operand, 0

    def sum(self) -> Number:
        number = self._product()
        while self._next() in ("+", "-"):
            sign = self._take()
            number = Operation(sign, number, self._product())
        return number

    def _product(self) -> Number:
        number = self._factor()
        while self._next() in ("*", "/"):
            sign = self._take()
            number = Operation(sign, number, self._factor())
        return number

    def _factor(self) -> Number:
        if self._next() == "(":
            self._take()
            number = self.sum()
            if self._next() != ")":
                raise ValueError("a bracket is not closed")
            self._take()
            return number
        is_sign, words = self.tokens[self.at]
        if is_sign:
            raise ValueError(words)
        self.at += 1
        if _FIGURE.fullmatch(words):
            return Constant(Fraction(words.replace(",", ".")))
        return self.operand(words)

    def _next(self) -> str | None:
        if self.at >= len(self.tokens):
            return None
        is_sign, words = self.tokens[self.at]
        return words if is_sign else None

    def _take(self) -> str:
        self.at += 1
        return self.tokens[self.at - 1][1]


def rounded(number: Number, rounding: str | None) -> tuple[Number, str | None]:
    """Return the number as the rule rounds it, and a note where its words are not understood (then nothing is rounded)."""
    if not rounding:
        return number, None
    folded = fold(rounding)
    if places := _PLACES.search(folded):
        count = places["count"] or places["count2"]
        return Rounded(number, Fraction(1, 10 ** (_COUNTS.get(count) or int(count)))), None
    if step := _STEP.search(folded):
        return Rounded(number, Fraction(f"0.{step['part']}")), None
    if re.search(r"so nguyen|hang don vi", folded):
        return Rounded(number, Fraction(1)), None
    return number, f"không hiểu cách làm tròn «{rounding}» nên giữ nguyên giá trị, cần người xem"
