"""Case is copied from the page: the model reads in lower case, what is printed in capitals is written so again."""

from __future__ import annotations

from vietnamese.syllables import is_syllable

_NO_CASE = frozenset("IO")  # what an OCR writes for l, 1, o, 0, ô … : no sign of a capital by itself


def read_case(word: str, raw: str, inside: bool, among_capitals: bool) -> str:
    """`word` in the case of `raw` as an OCR read it: I and O are no capitals inside a sentence, nor is «BO» among small letters."""
    letters = [letter for letter in raw if letter.isalpha()]
    telling = [letter for letter in letters if letter not in _NO_CASE]
    if is_syllable(word) and word.islower() and not among_capitals:
        if inside and raw[:1] in "IO0158|" and not any(letter.isupper() for letter in telling):
            return word
        if len(letters) == 2 and letters[0].isupper():
            return word[0].upper() + word[1:]
        if letters and letters[0].isupper() and any(letter.islower() for letter in telling[-1:]):
            return word[0].upper() + word[1:]
        if len(letters) > 1 and len(telling) == 1 and telling[0].islower():
            return word if inside or not raw[:1].isalpha() else word[0].upper() + word[1:]
    return cased(word, raw)


def cased(word: str, raw: str) -> str:
    """`word`, a key of the model, in the case of `raw` («điều» as «DIEU» gives «ĐIỀU»); abbreviations keep their own."""
    if not word.islower():
        return word
    letters = [letter for letter in raw if letter.isalpha()]
    capitals = sum(letter.isupper() for letter in letters)
    if len(letters) > 1 and capitals * 3 >= len(letters) * 2:
        return word.upper()
    if capitals and (letters[0].isupper() or capitals * 2 > len(letters)):
        return word[0].upper() + word[1:]
    return word
