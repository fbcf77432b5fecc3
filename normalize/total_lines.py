"""Totals over several lines: headings with their items, and sums told beside a table.

A heading with its items («Nội dung 1: 30 tiết» over «tập trung: 15 tiết», «tự học: 15 tiết»), items with a closing
«Tổng cộng», and a sum that the text tells right after its table.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from normalize.grids import grid
from normalize.part import Block, Part
from normalize.quotas import QuotaGroup
from normalize.sentences import label_end
from normalize.structure import Zones
from normalize.total_expressions import FIGURE, names, plain
from normalize.total_lists import Item, counted, is_all, make_whole
from normalize.total_sentences import WHOLE
from schemas.facts import Part as Summand
from schemas.facts import Total
from vietnamese.numbers import parse_figure

_MEASURED = re.compile(rf"(?P<figure>{FIGURE})\s*(?P<unit>[^\W\d_]+(?:[ \t]+[^\W\d_]+)?)")
_EACH = re.compile(
    rf"(?P<count>{FIGURE})\s+(?P<of>[^\W\d_]+)[^\d;]*?(?P<each>{FIGURE})\s*(?P<unit>[^\W\d_]+)\s*/\s*(?P=of)(?!\w)",
    re.IGNORECASE,
)
_LAST = re.compile(r"^(?:[-–+*]\s*)?(?:tổng\s+cộng|tổng\s+số|tổng|cộng)(?!\w)", re.IGNORECASE)
_SUMS_UP = re.compile(r"(?<=[\w.;)])\s+((?:Tổng|Cộng)(?:\s+[^\W\d_]+){0,4}\s*:?\s*\d)")
_SUM_WORD = re.compile(r"tổng|cộng|mức\s+hỗ\s+trợ|số\s+tiền|kinh\s+phí|danh\s+sách\s+trên", re.IGNORECASE)
_OPENS = re.compile(
    r"(?:gồm|trong\s+đó|cụ\s+thể|chia\s+ra|tổng|số\s+lượng|thành\s+phần|thời\s+lượng)(?!\w)", re.IGNORECASE
)
_ALL = re.compile(r"(?:gồm|cụ\s+thể(?:\s+như\s+sau)?|chia\s+ra|như\s+sau|phân\s+bổ)\s*:?\s*$", re.IGNORECASE)
_INNER = re.compile(r"\d\s*[^\W\d_]+[^\d]{0,30}?(?:\(|,\s*(?:bao\s+)?gồm|,?\s*trong\s+đó)", re.IGNORECASE)
_LENGTH = frozenset({"mm", "cm", "m"})
_ITEMS = 30  # paragraphs below a heading that may be its items
_FEW = 5  # smaller counts meet their parts by chance
_SURE = 10
_HEAD = 200  # characters of a heading that may carry the total of its items
_BESIDE = 3  # paragraphs after a table in which its sum is told
_NEAR = Decimal("0.1")  # a misprint stays this near the sum


def line_totals(part: Part, zones: Zones) -> Iterator[Total]:
    """The totals that stand over several lines of a part."""
    blocks = [
        piece
        for b in part.paragraphs
        if zones.body[0] <= b.start and not zones.closing[0] <= b.start < zones.closing[1]
        for piece in _pieces(part, b)
    ]
    read = [_measured(part, block) for block in blocks]
    for index, block in enumerate(blocks):
        if read[index] or _single(part, block):
            told = list(_heading(part, blocks, read, index))
            yield from told or _opening(part, blocks, index)
        if read[index] and _LAST.match(part.content[block.start : block.start + 30]):
            yield from _closing(part, blocks, read, index)
    yield from _beside_tables(part)


def _pieces(part: Part, block: Block) -> Iterator[Block]:
    """A paragraph, cut before the sentence that sums up («…: 119.600.000 đồng. Cộng hai nguồn: 519.600.000 đồng»)."""
    text = part.words(block)
    told = _SUMS_UP.search(text)
    if told and told.start():
        yield replace(block, end=block.start + told.start())
        block = replace(block, start=block.start + told.start(1))
    yield block


_Told = tuple[Decimal, int, int]
_Measured = dict[str, _Told]


def _measured(part: Part, block: Block) -> _Measured:
    """The figures of a short paragraph by their units («tiết»: 30); «02 giải Nhì: 800.000 đồng/giải» is 1.600.000.

    Of a unit named twice the last figure counts where it is a result («10 x 50.000 đồng = 500.000 đồng»), else none does.
    """
    text = part.words(block)
    if len(text) > _HEAD or not any(c.isdigit() for c in text):
        return {}
    found: _Measured = {}
    twice: set[str] = set()
    low = label_end(text, 0, len(text))
    inner = _INNER.search(text, low)
    for match in _MEASURED.finditer(text, low):
        if inner and match.start() > inner.end() and found and "=" not in text:
            break  # «12 tiết (lý thuyết 5 tiết, …)»: its own parts
        if names(text, match.start("figure"), match.end("figure")):
            continue
        unit = match["unit"].split()[0].lower()
        value = parse_figure(match["figure"])
        result = text[: match.start()].rstrip().endswith("=")
        if unit in found and not result:
            twice.add(unit)
        elif value is not None:
            found[unit] = (value, block.start + match.start(), block.start + match.end())
    if "=" not in text and (each := _EACH.search(text, low)):
        count, price = parse_figure(each["count"]), parse_figure(each["each"])
        if count is not None and price is not None:
            found[each["unit"].lower()] = (count * price, block.start + each.start(), block.start + each.end("unit"))
    return {unit: told for unit, told in found.items() if unit not in twice}


def _heading(part: Part, blocks: Sequence[Block], read: Sequence[_Measured], index: int) -> Iterator[Total]:
    """A heading whose items right below it, each with a figure of the same unit, add up to its own."""
    head = part.words(blocks[index])
    items, opener = _items(part, blocks, index)
    for unit, told in read[index].items():
        own = [i for n, i in enumerate(items) if all(unit in read[j] for j in items[: n + 1])]
        sums = sum((read[i][unit][0] for i in own), Decimal(0))
        if len(own) < 2 or unit in _LENGTH or (told[0] < _FEW and not _OPENS.search(head)):
            continue
        if sums != told[0] and not (
            len(own) == len(items) and _misprinted(part, head + " " + opener, told[0], [blocks[i] for i in own], sums)
        ):
            continue  # «chọn đủ 40 tiết» of more modules is no sum
        label = part.content[blocks[index].start : told[1]]
        yield _made(
            part, label[label_end(label, 0, len(label)) :], told, [(part, blocks[i], read[i][unit]) for i in own]
        )


def _items(part: Part, blocks: Sequence[Block], index: int) -> tuple[list[int], str]:
    """The items of one kind below a heading, deeper ones left out, and the line that opens them («Trong đó:») if one does."""
    first, opener = index + 1, ""
    if first < len(blocks) and part.words(blocks[first]).rstrip().endswith(":"):
        text = part.words(blocks[first])
        if not any(c.isdigit() for c in text[label_end(text, 0, len(text)) :]):
            first, opener = first + 1, text  # «Kinh phí từ nguồn xã hội hóa, gồm:» between the heading and its items
    own = _kind(part, blocks[index])
    kind = _kind(part, blocks[first]) if first < len(blocks) else ""
    found: list[int] = []
    if not kind or kind == own:
        return [], ""
    for at in range(first, min(len(blocks), first + _ITEMS)):
        here = _kind(part, blocks[at])
        if here == kind:
            found.append(at)
        elif not here or here == own:
            break
    return found, opener


def _misprinted(part: Part, head: str, stated: Decimal, items: Sequence[Block], sums: Decimal) -> bool:
    """Whether items that do not give their heading's figure are nevertheless plainly all its parts."""
    if (
        len(items) < 2
        or stated < _SURE
        or abs(sums - stated) > stated * _NEAR
        or not (WHOLE.search(head) or _ALL.search(head))
    ):
        return False
    named = [Item(_label(part, block), Decimal(0), 0, 0, "") for block in items]
    return bool(_ALL.search(head.rstrip())) or is_all(named) or (make_whole(named) and sums > stated)


def _label(part: Part, block: Block) -> str:
    text = part.words(block)
    return text[label_end(text, 0, len(text)) :].split(":")[0].strip()


def _opening(part: Part, blocks: Sequence[Block], index: int) -> Iterator[Total]:
    """«Tổng số 45 người, gồm:» and items that count each in its own unit («- Lãnh đạo: 03 đồng chí»), if they fit."""
    head = part.words(blocks[index]).rstrip()
    items, _ = _items(part, blocks, index)
    stated = _single(part, blocks[index])
    if (
        stated is None
        or len(items) < 2
        or stated[0] < (_FEW if head.endswith(":") else _SURE)
        or not _OPENS.search(head)
    ):
        return
    found: list[_Item] = []
    for at in items:
        told = _single(part, blocks[at])
        if told is None or sum((i[2][0] for i in found), Decimal(0)) >= stated[0]:
            break
        found.append((part, blocks[at], told))
    if len(found) >= 2 and sum(i[2][0] for i in found) == stated[0]:
        label = part.content[blocks[index].start : stated[1]]
        yield _made(part, label[label_end(label, 0, len(label)) :], stated, found)


def _single(part: Part, block: Block) -> _Told | None:
    """The one counted figure of a paragraph, or None where there is none or several."""
    text = part.words(block)
    if len(text) > _HEAD:
        return None
    low = label_end(text, 0, len(text))
    figures = [m for m in counted(text, low, len(text)) if not text[m.end() :].lstrip().startswith("%")]
    value = parse_figure(figures[0].group()) if len(figures) == 1 else None
    at = block.start + figures[0].start() if value is not None else 0
    return (value, at, at + len(figures[0].group())) if value is not None else None


def _closing(part: Part, blocks: Sequence[Block], read: Sequence[_Measured], index: int) -> Iterator[Total]:
    """A line «Tổng cộng: 40 tiết» whose items stand right above it."""
    for unit, told in read[index].items():
        items: list[int] = []
        held = None
        for above in range(index - 1, max(-1, index - 1 - _ITEMS), -1):
            if unit not in read[above]:
                break
            items.append(above)
            if len(items) >= 2 and sum(read[i][unit][0] for i in items) == told[0]:
                held = list(items)
                break
        kinds = {_kind(part, blocks[i]) for i in items}
        sums = sum((read[i][unit][0] for i in items), Decimal(0))
        near = len(items) >= 2 and abs(sums - told[0]) <= told[0] * _NEAR
        if held or (near and len(kinds) == 1 and kinds != {""}):
            label = part.content[blocks[index].start : told[1]]
            yield _made(part, label, told, [(part, blocks[i], read[i][unit]) for i in reversed(held or items)])


def _kind(part: Part, block: Block) -> str:
    """The kind of a paragraph's list label: the bullet itself, «0» for a number, «0.0», «a»; empty without a label."""
    label = part.content[block.start : label_end(part.content, block.start, block.end)].strip()
    if any(c.isdigit() for c in label):
        return ".".join("0" * len(re.findall(r"\d+", label)))
    return "a" if any(c.isalpha() for c in label) else label


_Item = tuple[Part, Block, _Told]


def _made(part: Part, label: str, told: _Told, items: Sequence[_Item]) -> Total:
    stated, start, end = told
    words = [part.content[label_end(part.content, b.start, b.end) : at] for _, b, (_, at, _) in items]
    values = [value for _, _, (value, _, _) in items]
    return Total(
        label=_plain(label),
        stated=plain(stated),
        parts=[Summand(label=_plain(word), value=plain(value)) for word, value in zip(words, values, strict=True)],
        computed=plain(sum(values, Decimal(0))),
        holds=sum(values) == stated,
        evidence=[part.evidence(start, end, 0.9), *(part.evidence(a, b, 0.9) for _, _, (_, a, b) in items)],
    )


def _plain(words: str) -> str | None:
    """The words of a label before a figure; of what is computed («Nước: 10 x 5.000 đồng = …») what it is for."""
    words = " ".join(words.split())
    if words.endswith("=") and ":" in words:
        words = words[: words.index(":")]
    return words.strip(" :(–-=,") or None


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


def quota_totals(part: Part, groups: Iterable[QuotaGroup]) -> Iterator[Total]:
    """Headings whose quotas give their figure («344 CB, GV, cụ thể:» over «108 trường, mỗi trường cử 03»)."""
    for group in groups:
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
