"""The span map: every offset of clean text leads back to its page, its place and what stood there before repair."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

from schemas.document import Box
from schemas.facts import Evidence

_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of clean text that came from one source line (or one repaired token of it)."""

    start: int
    end: int
    page: int
    box: Box | None = None
    raw: str | None = None  # None: the source reads as the clean text does
    confidence: float = 1.0


@dataclass(frozen=True)
class SpanMap:
    """Clean text and where each stretch of it came from; pieces are ordered and do not overlap."""

    content: str
    pieces: tuple[Piece, ...]

    @cached_property
    def _starts(self) -> list[int]:
        return [piece.start for piece in self.pieces]

    def pieces_of(self, start: int, end: int) -> tuple[Piece, ...]:
        """The pieces that overlap `[start, end)`, in order."""
        first = max(bisect_right(self._starts, start) - 1, 0)
        found = []
        for piece in self.pieces[first:]:
            if piece.start >= end:
                break
            if piece.end > start:
                found.append(piece)
        return tuple(found)

    def page_of(self, offset: int) -> int:
        """The page on which the character at `offset` stands (1 in an empty text)."""
        index = max(bisect_right(self._starts, offset) - 1, 0)
        return self.pieces[index].page if self.pieces else 1

    def evidence(self, start: int, end: int, confidence: float = 1.0) -> Evidence:
        """Evidence for `content[start:end]`: page of its first character, box on that page, raw text if repaired.

        `confidence` is the finder's own; it is multiplied by that of the worst piece read.
        Raises ValueError for an empty or outlying span: a fact without evidence can't be built.
        """
        if not 0 <= start < end <= len(self.content):
            raise ValueError(f"no text at {start}:{end} of {len(self.content)} characters")
        pieces = self.pieces_of(start, end)
        page = pieces[0].page if pieces else 1
        boxes = [piece.box for piece in pieces if piece.box is not None and piece.page == page]
        worst = min((piece.confidence for piece in pieces), default=1.0)
        return Evidence(
            page=page,
            start=start,
            end=end,
            text=self.content[start:end],
            raw=self._raw(pieces, start, end),
            bbox=_union(boxes),
            confidence=round(confidence * worst, 4),
        )

    def _raw(self, pieces: tuple[Piece, ...], start: int, end: int) -> str | None:
        if all(piece.raw is None for piece in pieces):
            return None
        parts = []
        at = start
        for piece in pieces:
            parts.append(self.content[at : max(piece.start, at)])
            inside = (max(piece.start, start), min(piece.end, end))
            clean = self.content[slice(*inside)]
            parts.append(clean if piece.raw is None else self._raw_of(piece, *inside))
            at = min(piece.end, end)
        parts.append(self.content[at:end])
        return "".join(parts)

    def _raw_of(self, piece: Piece, start: int, end: int) -> str:
        """Return the part of a piece's raw text that `content[start:end]` came from: word by word where the words agree in number."""
        raw = piece.raw or ""
        words = list(_WORD.finditer(self.content, piece.start, piece.end))
        raws = raw.split()
        if len(words) != len(raws):
            return raw
        return " ".join(r for w, r in zip(words, raws, strict=True) if w.start() < end and w.end() > start)


def _union(boxes: list[Box]) -> Box | None:
    if not boxes:
        return None
    x0, top, x1, bottom = zip(*boxes, strict=True)
    return (round(min(x0), 1), round(min(top), 1), round(max(x1), 1), round(max(bottom), 1))
