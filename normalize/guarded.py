"""A finder's fault costs its own facts, never the plan: what could not be found is told, and the rest stands.

Developers want the fault itself: where `CONGVAN_STRICT` is set (tests, benchmarks) it is raised.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from schemas.document import Problem

Fact = TypeVar("Fact")


@dataclass(frozen=True, slots=True)
class Guard:
    """What failed while a part was read: the facts' name in Vietnamese, and the fault."""

    failed: list[tuple[str, Exception]] = field(default_factory=list)

    def kept(self, what: str, find: Callable[[], Fact], empty: Fact) -> Fact:
        """Return what `find` finds; where it fails, note that `what` is missing and return `empty`."""
        try:
            return find()
        except Exception as error:
            if os.environ.get("CONGVAN_STRICT"):
                raise
            self.failed.append((what, error))
            return empty

    def listed(self, what: str, find: Callable[[], list[Fact]]) -> list[Fact]:
        """Return the facts that `find` finds; where it fails, none."""
        none: list[Fact] = []
        return self.kept(what, find, none)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All that failed, in one sentence for staff with the faults for whoever mends them."""
        if not self.failed:
            return ()
        names = ", ".join(dict.fromkeys(what for what, _ in self.failed))
        faults = "; ".join(dict.fromkeys(f"{type(error).__name__}: {error}" for _, error in self.failed))
        message = (
            f"Chương trình gặp lỗi khi tìm {names} nên phần này để trống; hãy đọc phần ấy ở bản gốc "
            f"và báo cho người phát triển (lỗi: {faults})."
        )
        return (Problem("finder_failed", message),)
