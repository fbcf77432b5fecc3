"""Search: candidates from the index, the latest first, level by level; then one order of merit for both databases.

Merit follows BM25 (Robertson & Zaragoza 2009: k1 = 1.2, b = 0.75) over the dispatch's words, neighbours and the whole run of
words asked for; a dispatch's own number and its title weigh most, and a text that spells the words as asked goes before one
that only has the same letters. Rarity does not enter: every answer has every word, so it would be the same for all.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from corpus.registry.document_types import type_by_code
from corpus.store import query as asked
from corpus.store.dating import LAST, MOST, after, until
from corpus.store.index import Term, TextIndex
from corpus.store.query import Filters, Query
from corpus.store.snippets import Snippet, snippet
from corpus.store.tables import LIGHT, actor, deadline, dispatch, plan
from corpus.store.words import bare, folded, number_key, split

POOL = 60  # candidates that are weighed; more would be read by nobody
_K1, _B = 1.2, 0.75
_USUAL = 1200  # words of a middling dispatch; a constant, so that an answer does not change with what else is stored
_OWN_NUMBER, _NUMBER_PART, _EXACT = 100.0, 60.0, 4.0
_TITLE_WORDS, _TITLE_RUN = 6.0, 5.0
_RUN, _NEAR, _WORD = 3.0, 2.0, 1.0


@dataclass(frozen=True, slots=True)
class Hit:
    """A dispatch found: who issued what and when, where its words stand, and which asked word it lacks (None: none)."""

    key: int
    plan_id: str
    sha256: str
    part: int
    number_symbol: str | None
    doc_type: str | None
    issuer: str | None
    issued_on: str | None
    subject: str | None
    score: float
    snippet: Snippet | None
    lacks: str | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """The answers in their order; `more`: there are others beyond the limit."""

    hits: tuple[Hit, ...]
    more: bool


OPEN = "open"  # facet: a dispatch has a task that nobody has marked as done


def named(actor_id: int) -> str:
    """The facet of a dispatch that addresses this actor or gives it something to do."""
    return f"to={actor_id}"


def facets_of(doc_type: str | None, issuer: str | None, issuer_parent: str | None) -> list[str]:
    """What filters ask by, as the index holds it: the type's code, the words of the issuer and its parent."""
    names = split(f"{issuer or ''} {issuer_parent or ''}")
    kind = [f"type={doc_type.lower()}"] if doc_type else []
    return kind + [f"by={bare(word)}" for word in names]


def search(connection: Connection, index: TextIndex, text: str, filters: Filters, limit: int) -> Found:
    """Answer a question; without words, the latest dispatches that pass the filters."""
    question = asked.parse(text)
    facets, conditions, span = _facets(connection, filters), _conditions(filters), _span(filters)
    if question.empty and text.strip():  # nothing but signs
        return Found((), False)
    lacks: dict[int, str] = {}
    if question.empty and not facets:
        keys = dict.fromkeys(_latest(connection, conditions, span, limit + 1), False)
    else:
        pool = _Pool(connection, index, index.asking(conditions, span), facets, max(POOL, limit + 1))
        keys = pool.candidates(question)
        if not keys and len(question.words) > 2:
            keys, lacks = pool.nearly(question)
    weighed = _weigh(connection, question, keys, lacks)
    shown = weighed[:limit]
    return Found(tuple(_hits(connection, question, shown, lacks)), len(weighed) > limit)


@dataclass(frozen=True, slots=True)
class _Pool:
    """Where candidates come from, and how many are enough."""

    connection: Connection
    index: TextIndex
    asking: sa.Select[int]
    facets: asked.Groups
    size: int

    def candidates(self, question: Query) -> dict[int, bool]:
        """Keys of candidates; True where the words stand as they were spelled."""
        found: dict[int, bool] = {}
        for level in asked.levels(question, self.facets):
            keys = self._find(level.groups)
            spelled = self._find(level.spelled) if keys and level.spelled else []
            if len(spelled) < self.size:
                found.update({key: False for key in keys if key not in found})
            found.update(dict.fromkeys(spelled, True))
            if len(found) >= self.size:
                break
        return found

    def _find(self, groups: asked.Groups) -> list[int]:
        return self.index.find(self.connection, self.asking, groups, self.size)

    def nearly(self, question: Query) -> tuple[dict[int, bool], dict[int, str]]:
        """Dispatches that lack one of the words: better than no answer, and said."""
        found: dict[int, bool] = {}
        lacks: dict[int, str] = {}
        for position, word in enumerate(question.words):
            for key, exact in self.candidates(question.without(position)).items():
                if key not in found:
                    found[key], lacks[key] = exact, word
            if len(found) >= self.size:
                break
        return found, lacks


def _latest(connection: Connection, conditions: Sequence[sa.ColumnElement[bool]], span: range, limit: int) -> list[int]:
    inside = (dispatch.c.key >= span.start, dispatch.c.key < span.stop)
    statement = sa.select(dispatch.c.key).where(*inside, *conditions).order_by(dispatch.c.key).limit(limit)
    return list(connection.execute(statement).scalars())


def _facets(connection: Connection, filters: Filters) -> asked.Groups:
    """The filters that the index itself answers: type, issuer, open tasks, and whom a dispatch names."""
    found: list[tuple[Term, ...]] = [
        (Term(f"@{facet}"),) for facet in facets_of(filters.doc_type, filters.issuer, None)
    ]
    if filters.open_tasks:
        found.append((Term(f"@{OPEN}"),))
    if filters.concerns:
        names = connection.execute(sa.select(actor.c.id, actor.c.name).order_by(actor.c.id))
        found.append(
            tuple(Term(f"@{named(i)}") for i, name in names if filters.concerns(name)) or (Term(f"@{named(0)}"),)
        )
    return tuple(found)


def _span(filters: Filters) -> range:
    """The keys of the days asked for; undated dispatches are no answer to a question for days."""
    if not (filters.issued_from or filters.issued_to):
        return range(LAST)
    return range(
        until(filters.issued_to) if filters.issued_to else 0,
        after(filters.issued_from) if filters.issued_from else MOST,
    )


def _conditions(filters: Filters) -> list[sa.ColumnElement[bool]]:
    found: list[sa.ColumnElement[bool]] = []
    if filters.number:
        key = number_key(filters.number)
        found.append(sa.or_(dispatch.c.number_key == key, dispatch.c.number_key.like(f"{_plain(key)}/%", escape="!")))
    if filters.due_before:
        due = sa.exists().where(
            deadline.c.key == dispatch.c.key, deadline.c.due < filters.due_before, deadline.c.done.is_(None)
        )
        found.append(due)
    return found


def _plain(text: str) -> str:
    return text.replace("!", "!!").replace("%", "!%").replace("_", "!_")


def _weigh(
    connection: Connection, question: Query, keys: dict[int, bool], lacks: dict[int, str]
) -> list[tuple[int, float]]:
    """Keys with their merit, the best first; texts that only seemed to have a phrase are left out."""
    columns = (
        dispatch.c.key,
        dispatch.c.number_key,
        dispatch.c.doc_type,
        dispatch.c.subject,
        dispatch.c.length,
        dispatch.c.folded,
    )
    found = []
    for row in connection.execute(sa.select(*columns).where(dispatch.c.key.in_(list(keys)))):
        text = zlib.decompress(row.folded).decode() if row.folded else ""
        title = folded(split(title_of(row.doc_type, row.subject)))
        wanted = question if row.key not in lacks else question.without(question.words.index(lacks[row.key]))
        if _phrases_hold(wanted, (text, title)):
            merit = _merit(wanted, row.number_key or "", title, text, row.length)
            found.append((row.key, round(merit + (_EXACT if keys[row.key] else 0.0), 6)))
    return sorted(found, key=lambda pair: (-pair[1], pair[0]))


def title_of(doc_type: str | None, subject: str | None) -> str:
    """A dispatch's title: its type's name and its subject."""
    kind = type_by_code(doc_type) if doc_type else None
    return " ".join(part for part in (kind.name if kind else "", subject or "") if part)


def _phrases_hold(question: Query, texts: Iterable[str]) -> bool:
    """Whether each phrase stands somewhere word for word; the index only told that all its pairs do."""
    long = [folded(phrase) for phrase in question.phrases if len(phrase) > 2]
    return all(any(phrase in text for text in texts) for phrase in long)


def _merit(question: Query, number: str, title: str, text: str, length: int) -> float:
    score = 0.0
    for wanted in question.numbers:
        if number == wanted:
            score += _OWN_NUMBER
        elif number.startswith((f"{wanted}/", f"{wanted}-")):
            score += _NUMBER_PART
    words = [*question.words, *(word for phrase in question.phrases for word in phrase)]
    if not words:
        return score
    keys = [folded([word]) for word in words]
    score += _TITLE_WORDS * sum(key in title for key in keys) / len(keys)
    runs = [run for run in (question.words, *question.phrases) if len(run) > 1]
    score += _TITLE_RUN * sum(folded(run) in title for run in runs) / max(len(runs), 1)
    norm = _K1 * (1 - _B + _B * length / _USUAL)
    if not runs:
        return score + (_RUN + _NEAR + _WORD) * _saturated(text.count(keys[0]), norm)
    neighbours = [folded(pair) for run in runs for pair in pairwise(run)]
    whole = sum(_saturated(text.count(folded(run)), norm) for run in runs) / len(runs)
    score += _RUN * whole + _NEAR * sum(_saturated(text.count(pair), norm) for pair in neighbours) / len(neighbours)
    return score if whole else score + _WORD * sum(_saturated(text.count(key), norm) for key in keys) / len(keys)


def _saturated(count: int, norm: float) -> float:
    return count * (_K1 + 1) / (count + norm)


def _hits(connection: Connection, question: Query, shown: list[tuple[int, float]], lacks: dict[int, str]) -> list[Hit]:
    joined = dispatch.outerjoin(plan, plan.c.row == dispatch.c.plan_row)
    statement = sa.select(*LIGHT, plan.c.text, plan.c.pages).select_from(joined)
    rows: dict[int, Any] = {
        row.key: row for row in connection.execute(statement.where(dispatch.c.key.in_([key for key, _ in shown])))
    }
    return [_hit(rows[key], question, score, lacks.get(key)) for key, score in shown]


def _hit(row: Any, question: Query, score: float, lack: str | None) -> Hit:  # noqa: ANN401
    text = zlib.decompress(row.text).decode() if row.text else ""
    return Hit(
        row.key, row.plan_id, row.sha256, row.part, row.number_symbol, row.doc_type, row.issuer, row.issued_on, row.subject,
        score, snippet(text, row.pages, question) if text else None, lack,
    )  # fmt: skip
