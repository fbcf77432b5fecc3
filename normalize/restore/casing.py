"""Case is copied from the page: the model reads in lower case, what is printed in capitals is written so again."""

from __future__ import annotations


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
