"""Totals over several lines: headings with their items, and sums told beside a table.

A heading with its items («Nội dung 1: 30 tiết» over «tập trung: 15 tiết», «tự học: 15 tiết»), items with a closing
«Tổng cộng», and a sum that the text tells right after its table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from normalize.grids import grid
from normalize.part import Block, Part
from normalize.quotas import quota_groups
from normalize.sentences import label_end
from normalize.structure import Zones
from normalize.total_expressions import FIGURE, ORDINAL, REACH, plain
from schemas.facts import Part as Summand
from schemas.facts import Total
from vietnamese.numbers import parse_figure

_MEASURED = re.compile(rf"(?P<figure>{FIGURE})\s*(?P<unit>[^\W\d_]+(?:[ \t]+[^\W\d_]+)?)")
_LAST = re.compile(r"^(?:[-–+*]\s*)?(?:tổng\s+cộng|tổng\s+số|tổng|cộng)(?!\w)", re.IGNORECASE)
_SUM_WORD = re.compile(r"tổng|cộng|mức\s+hỗ\s+trợ|số\s+tiền|kinh\s+phí|danh\s+sách\s+trên", re.IGNORECASE)
_OPENS = re.compile(r"(?:gồm|trong\s+đó|cụ\s+thể|chia\s+ra|tổng)(?!\w)", re.IGNORECASE)
_ITEMS = 30  # paragraphs below a heading that may be its items
_FEW = 5  # smaller counts meet their parts by chance
_HEAD = 200  # characters of a heading that may carry the total of its items
_BESIDE = 3  # paragraphs after a table in which its sum is told


def line_totals(part: Part, zones: Zones) -> Iterator[Total]:
    """The totals that stand over several lines of a part."""
    blocks = [
        b for b in part.paragraphs if zones.body[0] <= b.start and not zones.closing[0] <= b.start < zones.closing[1]
    ]
    read = [_measured(part, block) for block in blocks]
    for index, block in enumerate(blocks):
        if read[index]:
            told = list(_heading(part, blocks, read, index))
            yield from told or _opening(part, blocks, index)
        if _LAST.match(part.content[block.start : block.start + 30]):
            yield from _closing(part, blocks, read, index)
    yield from _beside_tables(part)
    yield from _quotas(part, zones)


_Measured = dict[str, tuple[Decimal, int, int]]


def _measured(part: Part, block: Block) -> _Measured:
    """The figures of a short paragraph by their units («tiết»: 30).

    Of a unit named twice the last figure counts where it is a result («10 x 50.000 đồng = 500.000 đồng»), else none does.
    """
    text = part.words(block)
    if len(text) > _HEAD or not any(c.isdigit() for c in text):
        return {}
    found: _Measured = {}
    twice: set[str] = set()
    for match in _MEASURED.finditer(text, label_end(text, 0, len(text))):
        if ORDINAL.search(text[max(0, match.start() - REACH) : match.start()]):
            continue
        unit = match["unit"].split()[0].lower()
        value = parse_figure(match["figure"])
        result = text[: match.start()].rstrip().endswith("=")
        if unit in found and not result:
            twice.add(unit)
        elif value is not None:
            found[unit] = (value, block.start + match.start(), block.start + match.end())
    return {unit: told for unit, told in found.items() if unit not in twice}


def _heading(part: Part, blocks: Sequence[Block], read: Sequence[_Measured], index: int) -> Iterator[Total]:
    """A heading whose items right below it, each with a figure of the same unit, add up to its own."""
    first = index + 1
    if first < len(blocks) and not read[first] and part.words(blocks[first]).rstrip().endswith(":"):
        first += 1  # «Kinh phí từ nguồn xã hội hóa, gồm:» between the heading and its items
    if not (first + 1 < len(blocks) and read[first] and read[first + 1]):
        return
    own, kind = _kind(part, blocks[index]), _kind(part, blocks[first])
    if not kind or kind == own:
        return
    for unit, (stated, start, end) in read[index].items():
        items: list[int] = []
        total = Decimal(0)
        for below in range(first, len(blocks)):
            if unit not in read[below] or _kind(part, blocks[below]) != kind or total + read[below][unit][0] > stated:
                break
            items.append(below)
            total += read[below][unit][0]
        further = items[-1] + 1 if items else first
        more = further < len(blocks) and unit in read[further] and _kind(part, blocks[further]) == kind
        if len(items) >= 2 and total == stated and not more:  # «chọn đủ 40 tiết» of more modules is no sum
            head = part.content[blocks[index].start : start]
            yield _made(
                part,
                head[label_end(head, 0, len(head)) :],
                (stated, start, end),
                [(part, blocks[i], read[i][unit]) for i in items],
            )


def _opening(part: Part, blocks: Sequence[Block], index: int) -> Iterator[Total]:
    """«Tổng số 45 người, gồm:» and items that count each in its own unit («- Lãnh đạo: 03 đồng chí»), if they fit."""
    head = part.words(blocks[index]).rstrip()
    kind = _kind(part, blocks[index + 1]) if index + 2 < len(blocks) else ""
    if not (head.endswith(":") and _OPENS.search(head) and kind) or kind == _kind(part, blocks[index]):
        return
    stated = _single(part, blocks[index])
    items: list[_Item] = []
    for block in blocks[index + 1 : index + 1 + _ITEMS]:
        told = _single(part, block) if _kind(part, block) == kind else None
        if told is None or stated is None or sum((i[2][0] for i in items), Decimal(0)) >= stated[0]:
            break
        items.append((part, block, told))
    if stated and stated[0] >= _FEW and len(items) >= 2 and sum(i[2][0] for i in items) == stated[0]:
        label = part.content[blocks[index].start : stated[1]]
        yield _made(part, label[label_end(label, 0, len(label)) :], stated, items)


def _single(part: Part, block: Block) -> tuple[Decimal, int, int] | None:
    """The one counted figure of a paragraph, or None where there is none or several."""
    text = part.words(block)
    if len(text) > _HEAD:
        return None
    figures = [
        m
        for m in re.finditer(FIGURE, text[label_end(text, 0, len(text)) :])
        if not ORDINAL.search(text[: label_end(text, 0, len(text)) + m.start()][-REACH:])
    ]
    value = parse_figure(figures[0].group()) if len(figures) == 1 else None
    at = block.start + label_end(text, 0, len(text)) + figures[0].start() if value is not None else 0
    return (value, at, at + len(figures[0].group())) if value is not None else None


def _closing(part: Part, blocks: Sequence[Block], read: Sequence[_Measured], index: int) -> Iterator[Total]:
    """A line «Tổng cộng: 40 tiết» whose items stand right above it."""
    for unit, told in read[index].items():
        items: list[int] = []
        for above in range(index - 1, -1, -1):
            if unit not in read[above]:
                break
            items.append(above)
            if len(items) >= 2 and sum(read[i][unit][0] for i in items) == told[0]:
                label = part.content[blocks[index].start : told[1]]
                yield _made(part, label, told, [(part, blocks[i], read[i][unit]) for i in reversed(items)])
                break


def _kind(part: Part, block: Block) -> str:
    """The kind of a paragraph's list label: the bullet itself, «0» for a number, «a» for a letter; empty without a label."""
    label = part.content[block.start : label_end(part.content, block.start, block.end)].strip()
    if not label:
        return ""
    return "0" if any(c.isdigit() for c in label) else "a" if any(c.isalpha() for c in label) else label


_Item = tuple[Part, Block, tuple[Decimal, int, int]]


def _made(part: Part, label: str, told: tuple[Decimal, int, int], items: Sequence[_Item]) -> Total:
    stated, start, end = told
    words = [part.content[label_end(part.content, b.start, b.end) : at] for _, b, (_, at, _) in items]
    values = [value for _, _, (value, _, _) in items]
    return Total(
        label=" ".join(label.split()).strip(" :(–-") or None,
        stated=plain(stated),
        parts=[
            Summand(label=" ".join(word.split()).strip(" :(–-") or None, value=plain(value))
            for word, value in zip(words, values, strict=True)
        ],
        computed=plain(sum(values, Decimal(0))),
        holds=sum(values) == stated,
        evidence=[part.evidence(start, end, 0.9), *(part.evidence(a, b, 0.9) for _, _, (_, a, b) in items)],
    )


def _beside_tables(part: Part) -> Iterator[Total]:
    """The sum of a table's column that the text after the table tells («theo danh sách trên, số tiền là 600.000 đồng»)."""
    for number, cells in part.tables.items():
        after = [b for b in part.paragraphs if b.start >= cells[-1].end][:_BESIDE]
        text = part.content[after[0].start : after[-1].end] if after else ""
        if not _SUM_WORD.search(text):
            continue
        table = grid(part, number)
        for column in table.heads:
            told = [(r, value) for r in range(len(table.rows)) if (value := table.value(r, column)) is not None]
            total = sum((value for _, value in told), Decimal(0))
            if (
                len(told) < 2
                or total < 100
                or any(_LAST.match(table.text(r, c)) for r in range(len(table.rows)) for c in table.heads)
            ):
                continue
            for match in re.finditer(FIGURE, text):
                clause = text[max(0, match.start() - 80) : match.start()]
                if parse_figure(match.group()) == total and _SUM_WORD.search(clause):
                    start = after[0].start + match.start()
                    yield Total(
                        label=" ".join(table.heads[column]) or None,
                        stated=plain(total),
                        parts=[Summand(value=plain(value)) for _, value in told],
                        computed=plain(total),
                        holds=True,
                        evidence=[part.evidence(start, start + len(match.group()), 0.9)],
                    )
                    break


def _quotas(part: Part, zones: Zones) -> Iterator[Total]:
    """Headings whose quotas give their figure («344 CB, GV, cụ thể:» over «108 trường, mỗi trường cử 03»)."""
    for group in quota_groups(part, zones):
        values = [item.total for item in group.items]
        told = [value for value in values if value is not None]
        if group.stated is None or len(told) != len(values) or abs(sum(told) - group.stated) * 10 > group.stated:
            continue
        yield Total(
            label=group.label,
            stated=str(group.stated),
            parts=[Summand(label=i.unit, value=str(v)) for i, v in zip(group.items, told, strict=True)],
            computed=str(sum(told)),
            holds=sum(told) == group.stated,
            evidence=[
                part.evidence(group.start, group.end, 0.9),
                *(part.evidence(i.start, i.end, 0.9) for i in group.items),
            ],
        )
