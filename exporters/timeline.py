"""A picture of time limits: a line a day, so that no words ever lie over others; the same points give the same bytes."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.util import find_spec
from typing import TYPE_CHECKING, Literal

from exporters.model import Checklist
from exporters.package import plain
from exporters.wording import clock, long_date

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.font_manager import FontProperties

FEWEST = 3  # days that make a picture worth its room beside tables
WIDTH = 252  # mm: A4 lying, between the decree's margins
_ROW, _TOP = 7.0, 8.0  # mm of a line, and of the scale above all
_DAYS, _LEFT, _RIGHT = 38.0, 41.0, 108.0  # mm: where the days end, where the scale begins and ends, then the words
_GAP = 4.0  # mm between the scale and the words
_SIZE = 8.5  # points
_DPI = 130
_SURE, _UNSURE, _FAINT = "#1f4e79", "#b35900", "#bfbfbf"
_INCH = 25.4


@dataclass(frozen=True, slots=True)
class Point:
    """A day on which something must be done; `sure` tells that staff can go by it without looking."""

    day: date
    words: str
    sure: bool = True


def points(made: Checklist) -> tuple[Point, ...]:
    """Return the days on which tasks of a checklist end, in their order; several tasks of a day are one point."""
    found: dict[date, list[tuple[str, bool]]] = {}
    for item in made.items:
        for when in item.whens:
            if when.last is not None:
                hour = f"{clock(when.time)}: " if when.time else ""
                who = f"{item.actor}: " if item.actor and made.unit is None else ""
                found.setdefault(when.last, []).append((f"{hour}{who}{item.what}", when.firm and not item.doubts))
    return tuple(Point(day, *_joined(tasks)) for day, tasks in sorted(found.items()))


def _joined(tasks: Sequence[tuple[str, bool]]) -> tuple[str, bool]:
    more = f"(+{len(tasks) - 1} việc) " if len(tasks) > 1 else ""
    return f"{more}{tasks[0][0]}", all(sure for _, sure in tasks)


def can_draw() -> bool:
    """Whether matplotlib (extra `exports`) is installed."""
    return find_spec("matplotlib") is not None


def pictures(found: Sequence[Point], lines: int) -> Iterator[bytes]:
    """Yield PNG pictures of at most `lines` days each, all on one scale."""
    for at in range(0, len(found), lines):
        yield draw(found[at : at + lines], "png", scale=(found[0].day, found[-1].day))


def height(found: Sequence[Point]) -> float:
    """Return how high the picture of `found` is, in mm."""
    return _TOP + _ROW * max(len(found), 1)


def draw(
    found: Sequence[Point], kind: Literal["svg", "png"], *, scale: tuple[date, date] | None = None, dpi: int = _DPI
) -> bytes:
    """Return the picture of `found`, 252 mm wide; `scale` is the first and the last day of its scale of time."""
    import matplotlib as mpl

    # The font comes with matplotlib: the same picture on every machine, all Vietnamese letters.
    with mpl.rc_context({"svg.hashsalt": "congvan", "svg.fonttype": "path", "font.family": "DejaVu Sans"}):
        out = io.BytesIO()
        metadata = {"Date": None, "Creator": None} if kind == "svg" else {"Software": None}
        figure(found, scale).savefig(out, format=kind, dpi=dpi, metadata=metadata)
    return out.getvalue()


def figure(found: Sequence[Point], scale: tuple[date, date] | None = None) -> Figure:
    """Return the picture of `found` as matplotlib draws it."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    made = Figure(figsize=(WIDTH / _INCH, height(found) / _INCH))
    FigureCanvasAgg(made)
    if found:
        _days(made, found, scale or (found[0].day, found[-1].day))
        _words(made, found)
    else:
        made.text(0.5, 0.5, "Không có thời hạn nào tính được ngày.", ha="center", va="center", fontsize=_SIZE)
    return made


def _days(made: Figure, found: Sequence[Point], scale: tuple[date, date]) -> None:
    """Draw the scale of time with a point a line."""
    total = height(found)
    axes: Axes = made.add_axes((_LEFT / WIDTH, 0, (_RIGHT - _LEFT) / WIDTH, (total - _TOP) / total), frameon=False)
    first, last = scale[0].toordinal(), scale[1].toordinal()
    room = max((last - first) * 0.04, 1)
    axes.set_xlim(first - room, last + room)
    axes.set_ylim(len(found) - 0.5, -0.5)
    axes.xaxis.tick_top()
    ticks = _ticks(*scale)
    axes.set_xticks([day.toordinal() for day in ticks], [_tick(day) for day in ticks], fontsize=_SIZE - 1)
    axes.tick_params(axis="both", length=0)
    axes.set_yticks([])
    axes.grid(axis="x", color=_FAINT, linewidth=0.6, linestyle=":")
    for line, point in enumerate(found):
        color = _SURE if point.sure else _UNSURE
        axes.plot([first - room, last + room], [line, line], color=_FAINT, linewidth=0.5, zorder=1)
        axes.plot([point.day.toordinal()], [line], "o" if point.sure else "D", color=color, markersize=5, zorder=2)


def _words(made: Figure, found: Sequence[Point]) -> None:
    """Write each line's day before the scale and what is due after it, cut where the page ends."""
    from matplotlib.font_manager import FontProperties

    total = height(found)
    font = FontProperties(family="DejaVu Sans", size=_SIZE)
    for line, point in enumerate(found):
        y = 1 - (_TOP + (line + 0.5) * _ROW) / total
        color = "black" if point.sure else _UNSURE
        doubt = "" if point.sure else "(cần kiểm tra) "
        made.text(_DAYS / WIDTH, y, long_date(point.day), ha="right", va="center", fontproperties=font, color=color)
        words = _fitted(_drawable(doubt + point.words, font), WIDTH - _RIGHT - _GAP, font)
        made.text(
            (_RIGHT + _GAP) / WIDTH,
            y,
            words,
            ha="left",
            va="center",
            fontproperties=font,
            color=color,
            parse_math=False,
        )


def _drawable(text: str, font: FontProperties) -> str:
    """Return `text` with a box for each character that the font has no picture of."""
    from matplotlib.font_manager import findfont, get_font

    known = get_font(findfont(font)).get_charmap()
    return "".join(letter if ord(letter) in known else "\u25a1" for letter in plain(text))


def _fitted(text: str, room: float, font: FontProperties) -> str:
    """Return as many words of `text` as `room` mm hold."""
    from matplotlib.textpath import TextToPath

    measure = TextToPath().get_text_width_height_descent

    def fits(words: str) -> bool:
        return float(measure(words, font, ismath=False)[0]) * _INCH / 72 <= room * 0.97  # a screen's dots widen letters

    if fits(text):
        return text
    words = text.split()
    low, high = 1, len(words)
    while low < high:  # the most words that fit
        middle = (low + high + 1) // 2
        low, high = (middle, high) if fits(" ".join(words[:middle]) + " …") else (low, middle - 1)
    return " ".join(words[:low]) + " …"


def _ticks(first: date, last: date) -> list[date]:
    """Return the first days of months, at most six, that lie on a scale; its two ends where none does."""
    months = [(year, month) for year in range(first.year, last.year + 1) for month in range(1, 13)]
    days = [day for year, month in months if first <= (day := date(year, month, 1)) <= last]
    if not days:
        return sorted({first, last})
    return days[:: -(-len(days) // 6)]


def _tick(day: date) -> str:
    return f"{day.month:02d}/{day.year}" if day.day == 1 else f"{day.day:02d}/{day.month:02d}/{day.year}"
