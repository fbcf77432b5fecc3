"""The checklist as one page of HTML that needs nothing else: read on a screen, ticked, printed on A4; no scripts."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from importlib.resources import files

from exporters import lines
from exporters.checklist import checklist
from exporters.package import plain
from exporters.tables import label
from exporters.timeline import FEWEST, Point, can_draw, draw, points
from exporters.wording import short_date
from schemas.plan import Plan


@dataclass(frozen=True, slots=True)
class _Picture:
    source: str
    words: str


def export(plans: Sequence[Plan], *, unit: str | None = None, lang: str = "vi") -> bytes:
    """Return one page with the checklist of each plan, with its time line where matplotlib is installed."""
    from jinja2 import Environment, StrictUndefined

    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, finalize=_plain
    )
    template = environment.from_string(
        files("exporters").joinpath("data", "checklist.html").read_text(encoding="utf-8")
    )
    lists = [checklist(plan, unit, lang) for plan in plans]
    page = template.render(
        lang=lang,
        lists=lists,
        pictures=[_picture(points(made), lang) for made in lists],
        label=partial(label, lang=lang),
        recurrence=lines.recurrence,
        last_day=partial(lines.last_day, lang=lang),
        safe_day=partial(lines.safe_day, lang=lang),
        details=partial(lines.details, lang=lang),
        sending=partial(lines.sending, lang=lang),
        place=partial(lines.place, lang=lang),
        page=partial(lines.page_label, lang=lang),
        bracketed=lines.in_brackets,
        breakable=_breakable,
        png=_png,
    )
    return page.encode()


def _png(picture: bytes) -> str:
    return f"data:image/png;base64,{base64.b64encode(picture).decode()}"


def _breakable(text: str) -> str:
    """Let a long e-mail address break after its «@»; what is copied stays whole."""
    from markupsafe import Markup, escape

    return Markup("@<wbr>").join(escape(plain(part)) for part in text.split("@"))


def _plain(value: object) -> object:
    """Leave out the control characters that HTML can't hold; markup, which is a `str` too, has none."""
    return type(value)(plain(value)) if isinstance(value, str) else value


def _picture(found: Sequence[Point], lang: str) -> _Picture | None:
    if len(found) < FEWEST or not can_draw():
        return None
    data = base64.b64encode(draw(found, "svg")).decode()
    first, last = short_date(found[0].day), short_date(found[-1].day)
    words = label("timeline_of", lang, days=len(found), first=first, last=last)
    return _Picture(f"data:image/svg+xml;base64,{data}", words)
