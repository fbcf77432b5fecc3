"""Learning the noisy channel from pairs of printed and read words (training only)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from math import log

from rapidfuzz.distance import Levenshtein

from normalize.restore.channel import plain_case, rime_parts
from vietnamese.letters import strip_marks
from vietnamese.syllables import parse_syllable

MARKS = '.,;:()[]{}"“”«»…!'  # marks at the edges of words, taken off where print and reading have them alike
_LEAST = {"onset": 3, "rime": 1, "nucleus": 1, "coda": 3}


def fit(pairs: Iterable[tuple[str, str] | None]) -> dict[str, dict[str, float]]:
    """The tables of the channel: log-probabilities by «part TAB read», and how often each rime was `seen`."""
    counts: dict[str, dict[str, Counter[str]]] = {name: defaultdict(Counter) for name in _LEAST}
    for (printed, read), times in Counter(pair for pair in pairs if pair).items():
        word, seen = bare_pair(printed, read)
        syllable = parse_syllable(word)
        if syllable is None or not seen or len(seen) > 3 * len(word) + 2 or (word.isupper() and len(word) == 1):
            continue
        onset, nucleus, coda = rime_parts(syllable)
        text = plain_case(seen) if not word.isupper() else seen.lower()
        first = _cut(text, strip_marks(onset), strip_marks(syllable.rime))
        second = first + _cut(text[first:], strip_marks(nucleus.rstrip("FRXSJ")), coda)
        counts["onset"][onset][text[:first]] += times
        counts["rime"][syllable.rime + syllable.tone.upper()][text[first:]] += times
        counts["nucleus"][nucleus][text[first:second]] += times
        counts["coda"][coda][text[second:]] += times
    tables = {name: _table(counts[name], _LEAST[name]) for name in _LEAST}
    tables["seen"] = {rime: float(sum(reads.values())) for rime, reads in sorted(counts["rime"].items())}
    return tables


def bare_pair(printed: str, read: str) -> tuple[str, str]:
    """A printed word and its reading without the marks that stand around both."""
    word = printed.strip(MARKS)
    head = len(printed) - len(printed.lstrip(MARKS))
    tail = len(printed) - len(printed.rstrip(MARKS))
    start, end = 0, len(read)
    while start < head and start < end and read[start] in MARKS:
        start += 1
    while len(read) - end < tail and end > start and read[end - 1] in MARKS:
        end -= 1
    return word, read[start:end]


def _cut(text: str, left: str, right: str) -> int:
    """Where to cut `text` so that its parts look most like `left` and `right`."""
    if not right:
        return len(text)
    if not left:
        return 0
    return min(
        range(len(text) + 1),
        key=lambda cut: (
            Levenshtein.distance(text[:cut], left) + Levenshtein.distance(text[cut:], right),
            abs(cut - len(left)),
        ),
    )


def _table(counts: dict[str, Counter[str]], least: int) -> dict[str, float]:
    table = {}
    for part, reads in sorted(counts.items()):
        total = sum(reads.values()) + 2
        for read, times in sorted(reads.items()):
            if times >= least or total < 40:
                table[f"{part}\t{read}"] = round(log((times - 0.5) / total), 2)
    return table
