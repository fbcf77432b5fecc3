"""Words out of Tesseract's hOCR, with what else each of their letters may be.

With `lstm_choice_mode=2`, each letter of a word comes with the letters that were nearly read in its place and how sure
each was, 0..100: «phô» with «ồ» 76 and «ổ» 68 beside «ô» 93. Version 4 and 5 write it alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import Final

from vietnamese.letters import nfc

Letters = tuple[
    tuple[tuple[str, float], ...], ...
]  # for each letter of a word: what it may be, and how surely (0..100)

_TAG = re.compile(
    r"<(?:div|p|span) class='(?P<kind>ocr_carea|ocr_par|ocr_line|ocr_header|ocr_textfloat|ocr_caption|ocrx_word)'"
    r"[^>]*?title=[\"']bbox (?P<left>\d+) (?P<top>\d+) (?P<right>\d+) (?P<bottom>\d+)(?:[^>]*?x_wconf (?P<sure>\d+))?"
    r"[^>]*>(?P<text>[^<\n]*)"
)
_LETTER: Final = "id='lstm_choices"
_CHOICE = re.compile(r"x_confs ([\d.]+)'>([^<]*)</span>")


@dataclass(frozen=True, slots=True)
class Token:
    """A word as Tesseract read it: place in pixels of the picture, confidence 0..1, and the line it stands in.

    `letters`: what each of its letters may be; empty where that was not asked, or does not fit the word.
    """

    text: str
    left: int
    top: int
    right: int
    bottom: int
    confidence: float
    line: tuple[int, int, int]  # block, paragraph, line
    letters: Letters = ()

    @property
    def height(self) -> int:
        """Height in pixels."""
        return self.bottom - self.top


def tokens(hocr: str) -> Iterator[Token]:
    """The words of a page in Tesseract's order."""
    block = paragraph = line = 0
    found = list(_TAG.finditer(hocr))
    for number, tag in enumerate(found):
        kind = tag["kind"]
        if kind == "ocr_carea":
            block, paragraph, line = block + 1, 0, 0
        elif kind == "ocr_par":
            paragraph, line = paragraph + 1, 0
        elif kind != "ocrx_word":
            line += 1
        elif text := nfc(unescape(tag["text"]).strip()):
            end = found[number + 1].start() if number + 1 < len(found) else len(hocr)
            left, top, right, bottom = (int(tag[side]) for side in ("left", "top", "right", "bottom"))
            letters = _letters(hocr[tag.end() : end])
            yield Token(
                text,
                left,
                top,
                right,
                bottom,
                int(tag["sure"] or 0) / 100,
                (block, paragraph, line),
                letters if len(letters) == len(text) else (),
            )


def _letters(inside: str) -> Letters:
    """What a word's element tells of its letters; the space before the word is told of too, and left out."""
    told = (
        tuple((nfc(unescape(letter)), float(sure)) for sure, letter in _CHOICE.findall(part))
        for part in inside.split(_LETTER)[1:]
    )
    return tuple(choices for choices in told if choices and choices[0][0].strip())
