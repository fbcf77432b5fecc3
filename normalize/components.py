"""The finders as spaCy components, for anybody's pipeline (entry points `spacy_factories`).

Each reads `doc.text` (a paragraph a line), puts its facts into `doc._.congvan` (a dict of lists by kind) and their spans
into `doc.spans["congvan_…"]`. `congvan_deadlines` masks the dates of citations and `congvan_tasks` uses deadlines: put
them in the order of `CHAIN`, or add `congvan`, which is all of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, SpanGroup

from normalize.citations import find_citations
from normalize.clean import plain
from normalize.deadlines import find_deadlines
from normalize.header import find_header
from normalize.outline import find_outline
from normalize.structure import zones
from normalize.tasks import find_tasks
from schemas.facts import Fact

CHAIN = ("congvan_header", "congvan_citations", "congvan_deadlines", "congvan_tasks")

if not Doc.has_extension("congvan"):
    Doc.set_extension("congvan", default=None)


def _state(doc: Doc) -> dict[str, Any]:
    if doc._.congvan is None:
        part = plain(doc.text)
        place = zones(part)
        doc._.congvan = {"part": part, "zones": place}
    state: dict[str, Any] = doc._.congvan
    return state


def _header(doc: Doc) -> Doc:
    state = _state(doc)
    state["header"] = find_header(state["part"], state["zones"])
    state["outline"] = find_outline(state["part"], state["zones"])
    return doc


def _citations(doc: Doc) -> Doc:
    state = _state(doc)
    state["citations"] = find_citations(state["part"], state["zones"], state.get("header"))
    return _spans(doc, "citations", state["citations"])


def _deadlines(doc: Doc) -> Doc:
    state = _state(doc)
    masked = [(e.start, e.end) for c in state.get("citations", ()) for e in c.evidence]
    state["deadlines"] = find_deadlines(state["part"], masked=masked, header=state.get("header"), zones=state["zones"])
    return _spans(doc, "deadlines", state["deadlines"])


def _tasks(doc: Doc) -> Doc:
    state = _state(doc)
    if "header" not in state:
        _header(doc)
    tasks, deadlines = find_tasks(
        state["part"], state["zones"], state["outline"], state.get("deadlines", []), state["header"]
    )
    state["tasks"], state["deadlines"] = tasks, deadlines
    return _spans(doc, "tasks", tasks)


def _spans(doc: Doc, kind: str, facts: Sequence[Fact]) -> Doc:
    spans = [
        doc.char_span(e.start, e.end, label=kind, alignment_mode="expand") for fact in facts for e in fact.evidence[:1]
    ]
    doc.spans[f"congvan_{kind}"] = SpanGroup(doc, name=f"congvan_{kind}", spans=[s for s in spans if s is not None])
    return doc


@Language.factory("congvan_header", assigns=["doc._.congvan"])
def header(nlp: Language, name: str) -> Any:  # noqa: ANN401  spaCy components are callables
    """Header block and outline into `doc._.congvan["header"]`, `["outline"]`."""
    return _header


@Language.factory("congvan_citations", assigns=["doc._.congvan", "doc.spans"])
def citations(nlp: Language, name: str) -> Any:  # noqa: ANN401
    """Citations into `doc._.congvan["citations"]` and `doc.spans["congvan_citations"]`."""
    return _citations


@Language.factory("congvan_deadlines", assigns=["doc._.congvan", "doc.spans"])
def deadlines(nlp: Language, name: str) -> Any:  # noqa: ANN401
    """Deadlines into `doc._.congvan["deadlines"]` and `doc.spans["congvan_deadlines"]`."""
    return _deadlines


@Language.factory("congvan_tasks", assigns=["doc._.congvan", "doc.spans"])
def tasks(nlp: Language, name: str) -> Any:  # noqa: ANN401
    """Tasks into `doc._.congvan["tasks"]` and `doc.spans["congvan_tasks"]`; gives deadlines their actor and task."""
    return _tasks


@Language.factory("congvan", assigns=["doc._.congvan", "doc.spans"])
def congvan(nlp: Language, name: str) -> Any:  # noqa: ANN401
    """All finders in order."""

    def run(doc: Doc) -> Doc:
        for component in (_header, _citations, _deadlines, _tasks):
            doc = component(doc)
        return doc

    return run
