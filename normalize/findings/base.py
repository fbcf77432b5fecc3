"""What all finders of findings share: the view of a dispatch, the making of a finding, and words for messages."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property

from normalize.lexicon import rows
from normalize.part import Part
from normalize.structure import Zones
from schemas.facts import Evidence, Finding, Severity
from schemas.plan import Plan

_FEW_LETTERS = 80  # under which a text tells nothing by what it lacks
_CLEAN = 0.85  # quality from which what is missing in the text is missing in the document
_READABLE = 0.6
_SHOWN = 6  # pieces of evidence, and items in a message, that one finding shows
_WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")


@dataclass(frozen=True)
class View:
    """A dispatch as the finders see it: its facts, its text and where its parts stand."""

    plan: Plan
    part: Part
    zones: Zones

    @cached_property
    def readable(self) -> bool:
        """Whether there is a text at all, whole and well enough read for what it lacks to mean something."""
        text = self.plan.text
        return self.plan.status == "ok" and text.quality >= _READABLE and len(text.content.strip()) > _FEW_LETTERS

    @cached_property
    def clean(self) -> bool:
        """Whether the letters are the document's own: neither read from a picture nor restored."""
        text = self.plan.text
        return self.readable and not text.restored and text.method != "ocr" and text.quality >= _CLEAN

    @cached_property
    def issued(self) -> date | None:
        """The day of issue, None where no full day is known."""
        return day_of(self.plan.header.issued_on)

    @cached_property
    def issued_before(self) -> str | None:
        """A bound in ISO order: no day on which it may have been issued is later, even where only its month is told."""
        told = self.plan.header.issued_on
        return f"{told}-99" if told and len(told) < 10 else told


@cache
def _codes() -> dict[str, tuple[Severity, int]]:
    return {row["code"]: (Severity(row["severity"]), int(row["rank"])) for row in rows("findings")}


def finding(
    code: str,
    message: str,
    subject: str | None = None,
    evidence: Iterable[Evidence] = (),
    severity: Severity | None = None,
    picture: bytes | None = None,
) -> Finding:
    """A finding of a known code (`data/findings.tsv`), with its usual severity unless another is given."""
    return Finding(
        code=code,
        severity=severity or _codes()[code][0],
        message=message,
        subject=subject,
        evidence=list(evidence)[:_SHOWN],
        picture=f"data:image/png;base64,{b64encode(picture).decode()}" if picture else None,
    )


def by_weight(found: Iterable[Finding]) -> list[Finding]:
    """Findings in the order of what matters: severity, rank of the code, place in the text; one sentence is said once."""
    order = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}

    def weight(one: Finding) -> tuple[int, int, int]:
        start = one.evidence[0].start if one.evidence else 0
        rank = _codes()[one.code][1] if one.code in _codes() else 99
        return order[Severity(one.severity)], rank, start

    once: dict[tuple[str, str], Finding] = {}
    for one in sorted(found, key=weight):
        once.setdefault((one.code, one.message), one)
    return list(once.values())


def day_of(edtf: str | None) -> date | None:
    """A full EDTF day as a date, else None."""
    return date.fromisoformat(edtf) if edtf and len(edtf) == 10 else None


def vietnamese(edtf: str | None) -> str:
    """An EDTF date as dd/mm/yyyy, mm/yyyy or yyyy."""
    return "/".join(reversed((edtf or "").split("-")))


def weekday(day: date) -> str:
    """«thứ Hai» … «Chủ nhật»."""
    return _WEEKDAYS[day.weekday()]


def listing(items: Sequence[str], shown: int = _SHOWN) -> str:
    """«a, b và c»; what is more than `shown` is counted."""
    if len(items) > shown:
        return f"{', '.join(items[:shown])} và {len(items) - shown} chỗ khác"
    return " và ".join([", ".join(items[:-1]), items[-1]] if len(items) > 1 else list(items))


def quoted(text: str, length: int = 70) -> str:
    """Words of the document in guillemets, cut at a word."""
    flat = " ".join(text.split())
    if len(flat) > length:
        flat = flat[:length].rsplit(" ", 1)[0].rstrip(",;:") + " …"
    return f"«{flat}»"
