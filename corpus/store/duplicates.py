"""Copies of one dispatch or file.

Copies have the same bytes; the same number, symbol, office and year (Nghị định 30/2020/NĐ-CP, Phụ lục VI, mục III.1.h asks
to warn); or nearly the same text. Nothing is merged or thrown away; what differs is told.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from corpus.store import alike as sketches
from corpus.store.identity import office
from corpus.store.tables import LIGHT, alike, dispatch, sighting, sketch

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_LOOKED_AT = 20  # dispatches with the most bands in common; forms that a whole office fills in share some with hundreds
_REMEMBERED = (
    256  # texts whose runs are kept at hand, 80 KB each at most: those of one office are alike again and again
)
_NEAREST = (
    sa.select(sketch.c.key)
    .where(sketch.c.band.in_(sa.bindparam("bands", expanding=True)))
    .group_by(sketch.c.key)
    .order_by(sa.func.count().desc(), sketch.c.key)
    .limit(_LOOKED_AT)
    .subquery()
)
_TEXTS = sa.select(dispatch.c.key, dispatch.c.folded).join(_NEAREST, _NEAREST.c.key == dispatch.c.key)


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Copies of one thing. `kind`: bytes (one content in several places), number, text (`share` of runs in common).

    `plan_ids` are the dispatches, `paths` where their files were seen; copies by number that have the same text are told once.
    """

    kind: str
    plan_ids: tuple[str, ...]
    paths: tuple[str, ...]
    number_symbol: str | None = None
    share: float | None = None


def compare_texts(connection: Connection, key: int, folded: str) -> None:
    """Look for nearly the same text among the stored dispatches and remember what is found."""
    mine = sketches.runs(folded)
    found = sketches.bands(mine)
    if not found:
        return
    shares = {
        other: sketches.share(mine, _runs_of(blob))
        for other, blob in connection.execute(_TEXTS, {"bands": found})
        if blob
    }
    pairs = [
        {"key": min(key, other), "other": max(key, other), "share": round(same, 4)}
        for other, same in sorted(shares.items())
        if same >= sketches.ALIKE
    ]
    if pairs:
        connection.execute(sa.insert(alike), pairs)
    connection.execute(sa.insert(sketch), [{"band": band, "key": key} for band in found])


@lru_cache(maxsize=_REMEMBERED)
def _runs_of(blob: bytes) -> NDArray[np.uint32]:
    """The runs of a stored text, remembered by its bytes, so that nothing in the store can make them untrue."""
    return sketches.runs(zlib.decompress(blob).decode())


def duplicates(connection: Connection, plan_id: str | None = None) -> list[Duplicate]:
    """All copies in the store, or those of one dispatch."""
    statement = sa.select(*LIGHT).order_by(dispatch.c.plan_row, dispatch.c.sha256)
    pairs = sa.select(alike).order_by(alike.c.share.desc(), alike.c.key, alike.c.other)
    places = sa.select(sighting.c.sha256, sighting.c.path).order_by(sighting.c.path)
    if plan_id is not None:
        near = _near(connection, plan_id)
        statement = statement.where(dispatch.c.key.in_(near))
        pairs = pairs.where(alike.c.key.in_(near), alike.c.other.in_(near))
        places = places.where(sighting.c.sha256.in_(sa.select(dispatch.c.sha256).where(dispatch.c.key.in_(near))))
    rows = {row.key: row for row in connection.execute(statement)}
    seen: dict[str, list[str]] = {}
    for content, path in connection.execute(places):
        seen.setdefault(content, []).append(path)
    contents: dict[str, list[str]] = {}
    named: dict[tuple[str, int, str], list[int]] = {}
    for key, row in rows.items():
        contents.setdefault(row.sha256, []).append(row.plan_id)
        if row.number_key and row.year and row.issuer:
            named.setdefault((row.number_key, row.year, office(f"{row.issuer} {row.issuer_parent or ''}")), []).append(
                key
            )
    found = [
        Duplicate("bytes", tuple(contents.get(c, ())), tuple(paths))
        for c, paths in sorted(seen.items())
        if len(paths) > 1
    ]

    def paths(*keys: int) -> tuple[str, ...]:
        return tuple(dict.fromkeys(path for key in keys for path in seen.get(rows[key].sha256, ())))

    shares = {(key, other): share for key, other, share in connection.execute(pairs)}
    for keys in named.values():
        if len(keys) > 1:
            known = [shares.pop(pair) for pair in combinations(sorted(keys), 2) if pair in shares]
            ids = tuple(rows[key].plan_id for key in keys)
            found.append(Duplicate("number", ids, paths(*keys), rows[keys[0]].number_symbol, min(known, default=None)))
    for (key, other), share in shares.items():
        ids = (rows[key].plan_id, rows[other].plan_id)
        found.append(Duplicate("text", ids, paths(key, other), rows[key].number_symbol, share))
    return [copy for copy in found if plan_id is None or plan_id in copy.plan_ids]


def _near(connection: Connection, plan_id: str) -> set[int]:
    """The keys of a dispatch and of all that could be a copy of it."""
    mine = connection.execute(
        sa.select(dispatch.c.key, dispatch.c.number_key).where(dispatch.c.plan_id == plan_id)
    ).one()
    named = sa.select(dispatch.c.key).where(dispatch.c.number_key == mine.number_key)
    alikes = sa.select(alike.c.key, alike.c.other).where(sa.or_(alike.c.key == mine.key, alike.c.other == mine.key))
    return {
        mine.key,
        *connection.execute(named).scalars(),
        *(key for pair in connection.execute(alikes) for key in pair),
    }
