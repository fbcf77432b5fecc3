"""A spaCy tokenizer for Vietnamese administrative text, and a language that uses it: `vietnamese()`.

spaCy's own `vi` splits on spaces only («05/3/2020,» keeps its comma) and asks for pyvi. Here a token is a syllable, a
number, a date, a document symbol («19/2019/TT-BGDĐT»), an e-mail address or one mark of punctuation; joined back, the
tokens give the text unchanged.
"""

from __future__ import annotations

import re
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

_TOKEN = re.compile(
    r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"  # e-mail address
    r"|https?://[^\s,;)»”]+"
    r"|\d+[a-z]?(?:/\d{4})?/[A-ZĐ][\w&.-]*(?:[-/&][\wĐ.]+)*(?<![.])"  # document symbol
    r"|\d{1,4}(?:[/.-]\d{1,2}){1,2}(?:[/.-]\d{2,4})?(?!\d)"  # date
    r"|\d+(?:[.,]\d+)*"
    r"|\w+|[^\w\s]"
)


class Tokenizer:
    """Cuts text into tokens; white space longer than one blank is a token of its own, as spaCy asks."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """Tokenize `text`; the doc's text is `text`, character for character."""
        words: list[str] = []
        spaces: list[bool] = []
        at = 0
        for match in _TOKEN.finditer(text):
            _gap(text[at : match.start()], words, spaces)
            words.append(match.group())
            spaces.append(False)
            at = match.end()
        _gap(text[at:], words, spaces)
        return Doc(self.vocab, words=words, spaces=spaces)

    def to_bytes(self, **_options: Any) -> bytes:  # noqa: ANN401  spaCy's signature
        """Nothing to save: the tokenizer has no state."""
        return b""

    def from_bytes(self, _data: bytes, **_options: Any) -> Tokenizer:  # noqa: ANN401  spaCy's signature
        """Nothing to load."""
        return self


def _gap(gap: str, words: list[str], spaces: list[bool]) -> None:
    if not gap:
        return
    if gap[0] == " " and words and not spaces[-1] and not words[-1].isspace():
        spaces[-1] = True
        gap = gap[1:]
    if gap:
        words.append(gap)
        spaces.append(False)


@spacy.registry.tokenizers("congvan.tokenizer.v1")
def create_tokenizer() -> Any:  # noqa: ANN401  spaCy's registry asks for a factory of factories
    """Register the tokenizer, so that a pipeline's config can name it."""
    return lambda nlp: Tokenizer(nlp.vocab)


def vietnamese(components: tuple[str, ...] = ("congvan",)) -> Language:
    """Return a blank spaCy pipeline with our tokenizer and the named components of `normalize.components`."""
    import normalize.components  # noqa: F401  registers the factories where the package is not installed

    nlp = spacy.blank("xx")
    nlp.tokenizer = Tokenizer(nlp.vocab)
    for name in components:
        nlp.add_pipe(name)
    return nlp
