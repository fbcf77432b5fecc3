"""Marks that a PDF draws apart from their letters («ho c ̣» for «học») brought back to them.

Some fonts draw a letter and its mark as two glyphs, and the file gives them in any order, often with a space that
is none between. The page shows where each mark belongs: over or under the letter whose width holds its ink.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from extract.broken_syllables import may_be_two
from schemas.document import Box

_REACH = 5  # letters before and after a mark among which its own is sought
_WORD_GAP = 0.14  # of the letter's height: a narrower gap parts no words


class Token(NamedTuple):
    """A word put together: NFC text, what the file gave, index of its first character, its edges."""

    text: str
    raw: str
    first: int
    x0: float
    x1: float
    spaced: bool


@dataclass(slots=True)
class _Letter:
    index: int
    text: str
    box: Box
    space: bool  # a space the file or pdfium set before it
    doubtful: bool = False  # … next to a mark, so that the gap on the page must tell
    marks: list[str] = field(default_factory=list)


def reunite(text: str, boxes: list[Box], ink: Callable[[int], float], start: int) -> Iterator[Token]:
    """The words of `text` with their marks in place.

    `boxes[i]` is the advance box of `text[i]`; `ink` gives the middle of what is drawn of the character with index `start + i`.
    """
    letters, loose = _sort_out(text, boxes)
    for index, mark, at in loose:
        _owner(letters, at, boxes[index], ink(start + index)).marks.append(mark)
    for word in _grouped(letters, _parts):
        token = _token(word, text)
        pieces = _grouped(word, _stands_apart) if may_be_two(token.text) else []
        if 1 < len(pieces) <= len(word) / 2:
            yield _token(pieces[0], text)
            yield from (_token(piece, text)._replace(spaced=True) for piece in pieces[1:])
        else:
            yield token


def _grouped(letters: list[_Letter], parts: Callable[[_Letter, _Letter], bool]) -> list[list[_Letter]]:
    """`letters` in order, a new group wherever `parts` says so."""
    groups: list[list[_Letter]] = []
    for letter in letters:
        if groups and not parts(groups[-1][-1], letter):
            groups[-1].append(letter)
        else:
            groups.append([letter])
    return groups


def _sort_out(text: str, boxes: list[Box]) -> tuple[list[_Letter], list[tuple[int, str, int]]]:
    """Letters, and loose marks as (index, mark, number of letters before it)."""
    letters: list[_Letter] = []
    loose: list[tuple[int, str, int]] = []
    space = doubtful = False
    for index, character in enumerate(text):
        if unicodedata.combining(character):
            if letters and boxes[index] == letters[-1].box and not space:
                letters[-1].marks.append(character)  # one glyph that stands for letter and mark
            else:
                loose.append((index, character, len(letters)))
                doubtful = True
        elif character.isspace() or character in "\x00\ufffe\u00ad":
            if character in "\ufffe" and letters:
                letters[-1].text += "-"
            space = True
            doubtful = doubtful and boxes[index][2] - boxes[index][0] < 0.1  # a drawn space is a space
        else:
            letters.append(_Letter(index, character, boxes[index], space, doubtful))
            space = doubtful = False
    return letters, loose


def _owner(letters: list[_Letter], at: int, box: Box, centre: float) -> _Letter:
    """The letter under or over whose width a mark with its middle at `centre` stands; the one before it if none."""
    near = [c for c in letters[max(at - _REACH, 0) : at + _REACH] if c.box[1] < box[3] and c.box[3] > box[1]]
    over = [c for c in near if c.box[0] <= centre <= c.box[2]]
    if over:
        return min(over, key=lambda c: (not c.text.isalpha(), abs(_middle(c) - centre)))
    return letters[max(at - 1, 0)] if letters else _Letter(0, "", box, False)


def _middle(letter: _Letter) -> float:
    return (letter.box[0] + letter.box[2]) / 2


def _parts(a: _Letter, b: _Letter) -> bool:
    """Whether `b` begins a new word."""
    height = max(a.box[3] - a.box[1], 1.0)
    if b.box[0] < a.box[0] or b.box[1] >= a.box[3] or b.box[3] <= a.box[1]:
        return True
    gap = b.box[0] - a.box[2]
    return gap > height if not b.space else not b.doubtful or gap > _WORD_GAP * height


def _stands_apart(a: _Letter, b: _Letter) -> bool:
    """Whether there is room for a space between two letters that the file sets without one."""
    return b.box[0] - a.box[2] > _WORD_GAP * max(a.box[3] - a.box[1], 1.0)


def _token(word: list[_Letter], text: str) -> Token:
    x0, x1 = min(c.box[0] for c in word), max(c.box[2] for c in word)
    joined = unicodedata.normalize("NFC", "".join(c.text + "".join(c.marks) for c in word))
    return Token(joined, text[word[0].index : word[-1].index + 1], word[0].index, x0, x1, word[0].space)
