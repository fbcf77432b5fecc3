"""How good a page's text is, measured on the text itself: the ground on which text layer or OCR is chosen."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from vietnamese.charsets import charset, guess
from vietnamese.letters import mark_density
from vietnamese.syllables import is_syllable

NO_TEXT_LAYER = "no_text_layer"
LOW_QUALITY_TEXT = "low_quality_text"

_GARBAGE = re.compile("\ufffd|[\ue000-\uf8ff]|[\x01-\x08\x0e-\x1f]|\\(cid:\\d+\\)")
_WORD = re.compile(r"[^\W\d_]+")
_FOREIGN = frozenset({"the", "of", "and", "for", "with", "from", "are", "that", "by"})
_ENOUGH_WORDS = 20  # a page with fewer says too little to be judged
_SAMPLE = 150  # words of a page that are looked at
_FEW_LETTERS = 40  # a picture page with no more has no text layer: a page number, the words of a stamp
_USUAL_MARKS = 0.12  # share of marked letters that good Vietnamese always reaches
_PICTURE = 0.5  # of the page: a picture that covers more is the page
_LOW = 0.6


class Quality(NamedTuple):
    """A page's quality 0..1, the reasons in Vietnamese, and the problem's code where it is too low."""

    value: float
    why: str
    code: str | None = None


def measure(lines: Sequence[str], *, covered: float = 0.0, hidden: bool = False, kind: str = "lớp chữ") -> Quality:
    """The quality of a page's text layer, whose printed lines are `lines`.

    `covered` is the share of the page that its largest picture covers, `hidden` whether the text is drawn invisibly,
    as programs do that put read text under a scanned picture; `kind` is what the text is called in the reasons.
    """
    text = "\n".join(lines)
    words = _WORD.findall(text)
    letters = sum(map(len, words))
    if covered >= _PICTURE and letters <= _FEW_LETTERS:
        return Quality(0.0, "trang là ảnh, không có lớp chữ", NO_TEXT_LAYER)
    if not letters:
        return Quality(1.0, "trang không có chữ")
    old = guess(lines)
    if old is not None:  # its letters are good ones, only coded otherwise
        text = charset(old).decode(text)
        words = _WORD.findall(text)
        letters = sum(map(len, words))
    reasons = ["lớp chữ ẩn trên ảnh quét" if hidden else kind if covered < _PICTURE else "lớp chữ trên ảnh"]
    if old is not None:
        reasons.append(f"bảng mã cũ {old.upper()}")
    value = _by_words(words, reasons)
    garbage = len(_GARBAGE.findall(text))
    if garbage:
        reasons.append(f"{garbage} ký tự không đọc được")
        value *= max(0.0, 1 - 10 * garbage / letters)
    if hidden:
        value = min(value, 0.9)
    value = round(value, 2)
    return Quality(value, "; ".join(reasons), LOW_QUALITY_TEXT if value < _LOW else None)


def _by_words(words: list[str], reasons: list[str]) -> float:
    """Share of words that are Vietnamese syllables, less where marks are missing."""
    some = [w for w in words[:: max(len(words) // _SAMPLE, 1)] if len(w) > 1 and not w.isupper()]
    if len(some) < _ENOUGH_WORDS:
        return 1.0
    if sum(w.lower() in _FOREIGN for w in some) > 0.05 * len(some):
        reasons.append("tiếng nước ngoài")
        return 1.0
    right = sum(map(is_syllable, some)) / len(some)
    marks = mark_density("".join(some))
    reasons.append(f"{right:.0%} âm tiết đúng, {marks:.0%} chữ có dấu")
    return min(right / 0.9, 1.0) * min(marks / _USUAL_MARKS, 1.0)
