"""The time limits of a dispatch as a picture: SVG to be enlarged at will, PNG to be pasted."""

from __future__ import annotations

from collections.abc import Sequence

from exporters.checklist import checklist
from exporters.timeline import Point, draw, points
from schemas.plan import Plan


def export_svg(plans: Sequence[Plan], *, unit: str | None = None) -> bytes:
    """Return the picture of all plans' time limits as SVG; the letters are outlines, so that no font is needed."""
    return draw(_points(plans, unit), "svg")


def export_png(plans: Sequence[Plan], *, unit: str | None = None) -> bytes:
    """Return the picture of all plans' time limits as PNG, 252 mm wide at 200 dots an inch."""
    return draw(_points(plans, unit), "png", dpi=200)


def _points(plans: Sequence[Plan], unit: str | None) -> list[Point]:
    return sorted((point for plan in plans for point in points(checklist(plan, unit))), key=lambda point: point.day)
