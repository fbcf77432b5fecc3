"""Two columns set side by side by tabs or runs of spaces: the letterhead, and «Nơi nhận | chữ ký» at the end.

Word documents without tables and text dumps of pages hold them line by line, left and right in one line. Here they are
cut apart, so that the left column is read whole before the right one. Only where the words themselves tell that two
columns stand here (the national title, «Số: …» beside a place and date, «Nơi nhận:» beside a signature) is a line cut;
any other gap in a line stays a space.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice
from typing import Final

from extract.layout import is_item, stacked
from extract.line_starts import start
from schemas.document import Block, Line, Paragraph, Zone
from vietnamese.letters import nfc, strip_marks

_HEAD_LINES: Final = 12  # a letterhead has at most so many lines with text
_LIST_LINES: Final = 40  # and a list of recipients so many
_DEEP: Final = 16  # characters of indent from which a line alone may belong to the right column
_SHORT: Final = 60  # and up to which it may be a name or a position
_WIDE: Final = 80  # characters from which a line is running text
_ABOUT: Final = ("v/v", "ve viec")
_LONGEST: Final = 300  # characters, gaps counted in, that a line of two columns can have


@dataclass(frozen=True, slots=True)
class Stretch:
    """Lines `start` … `end` (exclusive) in two columns: for each line its left and right text, "" for none."""

    start: int
    end: int
    sides: tuple[tuple[str, str], ...]


def split_paragraphs(found: Iterable[Block]) -> list[Block]:
    """Blocks with two-column stretches cut into paragraphs of column 0 and 1, and all other tabs made four spaces."""
    blocks = list(found)
    owners = [
        (index, line)
        for index, block in enumerate(blocks)
        if isinstance(block, Paragraph) and block.zone is Zone.BODY and block.column is None
        for line in block.lines
    ]
    cut: dict[int, list[Paragraph]] = {}  # by index of a stretch's first block; its other blocks give nothing
    for stretch in stretches([line.text for _, line in owners]):
        part = owners[stretch.start : stretch.end]
        first, last = part[0][0], part[-1][0]
        if first in cut or not all(isinstance(block, Paragraph) for block in blocks[first : last + 1]):
            continue
        before = tuple(line for index, line in owners[: stretch.start] if index == first)
        after = tuple(line for index, line in owners[stretch.end :] if index == last)
        cut.update((index, []) for index in range(first, last + 1))
        cut[first] = [
            *([Paragraph(before)] if before else []),
            *side_by_side([line for _, line in part], stretch),
            *([Paragraph(after)] if after else []),
        ]
    return [untabbed(b) for index, block in enumerate(blocks) for b in cut.get(index, [block])]


def side_by_side(lines: Sequence[Line], stretch: Stretch) -> Iterator[Paragraph]:
    """The paragraphs of a stretch, the left column's first; `lines` are the stretch's own."""
    for column in (0, 1):
        pairs = zip(lines, stretch.sides, strict=True)
        yield from stacked(
            (replace(line, text=text) for line, sides in pairs if (text := sides[column].strip())), column
        )


def rowed(line: Line) -> Line:
    """A line with two gaps and more, which is a table's row, with its gaps made tabs: rows are never joined."""
    if len(line.text) > _LONGEST or len(gaps := list(_gap().finditer(line.text))) < 2:
        return line
    edges = [0, *(edge for gap in gaps for edge in gap.span()), len(line.text)]
    return replace(line, text="\t".join(line.text[a:b] for a, b in zip(edges[::2], edges[1::2], strict=True)))


def untabbed(block: Block) -> Block:
    """`block` with each tab of its lines made four spaces."""
    if not isinstance(block, Paragraph) or not any("\t" in line.text for line in block.lines):
        return block
    return replace(
        block, lines=tuple(replace(line, text=line.text.replace("\t", "    ").strip()) for line in block.lines)
    )


def stretches(texts: Sequence[str]) -> list[Stretch]:
    """The two-column stretches of `texts`, lines with their indents and gaps, in order, without overlap."""
    keys = [_key(text) for text in texts]
    found: list[Stretch] = []
    at = 0
    for index, key in enumerate(keys):
        if index < at or not key:
            continue
        stretch = None
        if _opens_letterhead(texts[index], key):
            stretch = _letterhead(texts, keys, index, at)
        elif key.startswith("noi nh"):
            stretch = _sign_off(texts, keys, index, at)
        if stretch is not None:
            found.append(stretch)
            at = stretch.end
    return found


def _letterhead(texts: Sequence[str], keys: Sequence[str], anchor: int, floor: int) -> Stretch | None:
    first = anchor
    for above in _up(keys, anchor, floor):
        if _divide(texts[above], loose=True)[1]:
            first = above
        elif len(keys[above]) > _SHORT:
            break
    loose = not all(_gaps(text) for text in texts[first : anchor + 1] if text.strip())
    right_at = _right_at(texts[anchor])
    sides: list[tuple[str, str]] = []
    end, dated, seen = first, False, 0
    for index in range(first, len(texts)):
        if not keys[index]:
            sides.append(("", ""))
            continue
        seen += 1
        left, right = _below_date(texts[index], right_at) if dated else _divide(texts[index], loose)
        if not right and not dated and _indent(texts[index]) >= max(0.6 * right_at, 8):
            left, right = "", left
        if seen > _HEAD_LINES or _ends_letterhead(left, right, keys[index], dated, sides):
            break
        sides.append((left, right))
        if right or dated:  # what stands on the left alone belongs here only where more follows on the right
            end = index + 1
        dated = dated or _is_date(right)
    sides = sides[: end - first]
    return Stretch(first, end, tuple(sides)) if any(left and right for left, right in sides) else None


def _ends_letterhead(left: str, right: str, key: str, dated: bool, sides: Sequence[tuple[str, str]]) -> bool:
    if key.startswith("kinh gui") or len(left.strip()) >= _WIDE or len(right.strip()) >= _WIDE:
        return True
    if not dated or right:
        return False
    # Below the date only what is still open may stand in the left column, without a blank line before it: the issuer's
    # name, its number, the subject («V/v …»).
    above = [_key(text) for text, _ in sides]
    subject = any(text.startswith(_ABOUT) for text in (*above, key))
    numbered = any(_number().match(text) for text in above)
    name = left.isupper() and start(left) is None
    return sides[-1] == ("", "") or not (subject or (not numbered and (name or _number().match(key))))


def _below_date(text: str, right_at: int) -> tuple[str, str]:
    left, right = _divide(text)
    return (left, right) if right and _right_at(text) >= 0.5 * right_at else (text, "")


def _sign_off(texts: Sequence[str], keys: Sequence[str], anchor: int, floor: int) -> Stretch | None:
    first = anchor
    for above in _up(keys, anchor, floor):
        if _indent(texts[above]) < _DEEP or len(keys[above]) > _SHORT:
            break
        first = above
    window = list(islice((index for index in range(anchor, len(texts)) if keys[index]), _LIST_LINES))
    right_at = next((_right_at(texts[index]) for index in window[:8] if _divide(texts[index])[1]), 0)
    if right_at < _DEEP and not any("\t" in texts[index] for index in window[:8]):
        return None
    sides = [("", texts[index] if keys[index] else "") for index in range(first, anchor)]
    end = first
    for index in range(anchor, window[-1] + 1):
        if not keys[index]:
            sides.append(("", ""))
            continue
        left, right = _divide(texts[index])
        if right and _right_at(texts[index]) < 0.5 * right_at:
            left, right = texts[index], ""
        if not right and _indent(texts[index]) >= max(0.5 * right_at, 8):
            left, right = "", left
        if left and index > anchor and not is_item(left) and not _is_open(sides) and not _is_heading(left):
            break
        sides.append((left, right))
        end = index + 1
    sides = sides[: end - first]
    return Stretch(first, end, tuple(sides)) if any(left and right for left, right in sides) else None


def _is_heading(text: str) -> bool:
    """Whether a line heads a second list of recipients («Bản điện tử:»)."""
    return len(text.strip()) <= _SHORT and text.rstrip().endswith(":")


def _is_open(sides: Sequence[tuple[str, str]]) -> bool:
    """Whether the last recipient's line ends without a stop, so that the next line goes on with it."""
    last = next((left.rstrip() for left, _ in reversed(sides) if left.strip()), "")
    return not last.endswith((".", ";", ":")) and sides[-1] != ("", "")


def _opens_letterhead(text: str, key: str) -> bool:
    """Whether the line names the Republic, its motto or the Party beside other words, or a number beside a date."""
    left, right = _divide(text, loose=True)
    if not right:
        return _indent(text) >= _DEEP and _title().match(key) is not None and text.isupper()
    if _title().match(_key(right)):
        return right.strip()[:8].isupper() or _key(right).startswith("doc lap")
    return _number().match(_key(left)) is not None and _is_date(right)


def _divide(text: str, loose: bool = False) -> tuple[str, str]:
    """A line's left and right text: cut at the gap before words that open right columns, else at the widest gap.

    With `loose`, where no gap is wide enough, words that only right columns begin with are enough (OCR drops gaps).
    """
    if len(text) > _LONGEST:
        return text, ""
    gaps = _gaps(text)
    for left, right in gaps:
        if _title().match(_key(text[right:])) or _is_date(text[right:]):
            return text[:left], text[right:]
    if gaps:
        left, right = max(gaps, key=lambda gap: len(text[: gap[1]].expandtabs()) - len(text[: gap[0]].expandtabs()))
        return text[:left], text[right:]
    plain = strip_marks(text)
    if loose and len(plain) == len(text) and (match := _merged().match(plain)):
        at = next(match.start(name) for name in ("name", "motto", "date") if match[name])
        if match["name"] is None or text[at:].isupper():
            return text[:at], text[at:]
    return text, ""


def _gaps(text: str) -> list[tuple[int, int]]:
    """Stretches of tabs or three spaces and more between words, without the blanks left in numbers and dates."""
    found = []
    for match in _gap().finditer(text):
        left, right = _key(text[: match.start()]), _key(text[match.end() :])
        if not _blank().search(f"{left}|{right}"):
            found.append(match.span())
    return found


def _is_date(text: str) -> bool:
    return _place_date().match(_key(text)) is not None


def _right_at(text: str) -> int:
    right = _divide(text)[1]
    return len(text[: len(text) - len(right)].expandtabs()) if right else _indent(text)


def _indent(text: str) -> int:
    expanded = text.expandtabs()
    return len(expanded) - len(expanded.lstrip())


def _up(keys: Sequence[str], index: int, floor: int, count: int = 2) -> Iterator[int]:
    """Indices of at most `count` lines with text above `index`, no further than `floor` and one blank line each."""
    blank = 0
    for above in range(index - 1, floor - 1, -1):
        blank = 0 if keys[above] else blank + 1
        if blank > 1:
            return
        if keys[above]:
            yield above
            count -= 1
            if not count:
                return


def _key(text: str) -> str:
    return " ".join(strip_marks(nfc(text)).lower().split())


@cache
def _gap() -> re.Pattern[str]:
    return re.compile(r"(?<=\S)(?: {3,}| ?\t)[\t ]*(?=\S)")


@cache
def _title() -> re.Pattern[str]:
    return re.compile(r"cong hoa (?:xa hoi chu|xhcn)|dang cong san viet|doan tncs ho chi|doc lap ?[-–—.] ?tu do")


@cache
def _place_date() -> re.Pattern[str]:
    return re.compile(r"[^,;:]{2,40},? ?ngay\b")


@cache
def _number() -> re.Pattern[str]:
    return re.compile(r"so(?: ?[:.]| [\w.-]*/)")


@cache
def _blank() -> re.Pattern[str]:
    """A gap («|») that only leaves room for a number or for a part of a date to be written in."""
    return re.compile(r"^so ?[:.]?\||\|/|\bngay(?: [\d.…]+)?\||\bngay\b.*\bthang(?: [\d.…]+)?\||\bngay\b.*\|nam\b")


@cache
def _merged() -> re.Pattern[str]:
    """A letterhead's line whose gap was lost: the Republic's name, a motto of three pairs, or a place with a date."""
    pair = r"\S+ \S+"
    return re.compile(
        r"(?i)\s*(?:\S.*?\s(?:(?P<name>cong hoa xa hoi chu nghia viet nam)\W*$"
        rf"|(?P<motto>{pair} ?[-–—] ?{pair} ?[-–—] ?{pair})$)"
        r"|S\S{0,2} ?[:.]? ?\d* ?/ ?\S+ (?P<date>[^\d,]{2,40}, ?ng\S+ .*)$)"
    )
