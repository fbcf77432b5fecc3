"""Settings of a run, from options and `CONGVAN_*` environment variables; frozen, and passed along, never global."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import Literal


def _megabytes() -> int:
    return int(os.environ.get("CONGVAN_MAX_MB", "200"))


@dataclass(frozen=True, slots=True)
class Settings:
    """How to convert. `max_megabytes`: files above it are refused (`too_large`); CONGVAN_MAX_MB overrides.

    `ocr`: `auto` reads a page's picture where its text layer is missing or bad, `force` every page's, `never` none.
    """

    max_megabytes: int = field(default_factory=_megabytes)
    lang: str = "vi"
    unit: str | None = None
    ocr: Literal["auto", "force", "never"] = "auto"
