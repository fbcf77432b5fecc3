"""The outline of a dispatch: its headings and list items as a tree, by the nesting that is actually seen."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from normalize.marks import is_caps, type_line
from normalize.outline_labels import Label, Style, read_label
from normalize.part import Block, Part
from normalize.rows import match_key
from normalize.structure import Zones
from schemas.document import Zone
from schemas.plan import Section

_TITLE = 120  # characters of a title


@dataclass
class _Node:
    """A section while the tree is being built."""

    label: str
    title: str
    path: str
    start: int
    kind: Label | None
    level: int = 1
    end: int = 0
    children: list[_Node] = field(default_factory=list)


def find_outline(part: Part, zones: Zones) -> list[Section]:
    """The outline: sections of the main text, then each annex as a node of the first level with its own sections.

    Ruled tables and footnotes hold no sections. A bullet is a node whose path is its parent's.
    """
    roots = _tree(part, *zones.body)
    for annex in zones.annexes:
        name = annex.label or _name_of(annex.title)
        node = _Node(name, annex.title[:_TITLE], name, annex.start, None, end=annex.end)
        node.children = _tree(part, annex.start, annex.end, level=2, path=name)
        roots.append(node)
    return [_section(part, node) for node in roots]


def _name_of(title: str) -> str:
    """What an annex without a label is called in paths: «Quy chế», where its title says so, else «Phụ lục»."""
    kind = type_line(title, match_key(title))
    return kind.name if kind else "Phụ lục"


def section_at(outline: Sequence[Section], offset: int) -> tuple[Section, ...]:
    """The sections that hold the character at `offset`, from the top one to the innermost; empty where none does."""
    found: list[Section] = []
    level: Sequence[Section] = outline
    while True:
        inner = next((s for s in level if s.start <= offset < s.end), None)
        if inner is None:
            return tuple(found)
        found.append(inner)
        level = inner.children


def _section(part: Part, node: _Node) -> Section:
    return Section(
        label=node.label,
        title=node.title,
        level=node.level,
        path=node.path,
        start=node.start,
        end=node.end,
        page=part.text.page_of(node.start),
        children=[_section(part, child) for child in node.children],
    )


def _labelled(part: Part, start: int, end: int) -> Iterator[tuple[Block, str, Label]]:
    """The paragraphs between two offsets that begin with a label."""
    for block in part.blocks:
        if block.end <= start or block.start >= end or block.zone is Zone.FOOTNOTE:
            continue
        if block.cell is not None and block.cell.ruled:
            continue
        text = part.words(block)
        label = read_label(text)
        if label:
            yield block, text, label


def _tree(part: Part, start: int, end: int, *, level: int = 1, path: str = "") -> list[_Node]:
    """The sections between two offsets. Every open section is on the stack, the innermost last."""
    roots: list[_Node] = []
    stack: list[_Node] = []
    seen: set[Style] = set()
    for block, text, label in _labelled(part, start, end):
        if not _credible(label, stack, seen):
            continue
        seen.add(label.style)
        depth = _depth(label, stack)
        for closed in stack[depth:]:
            closed.end = block.start
        del stack[depth:]
        parent = stack[-1] if stack else None
        node = _Node(
            label.text.rstrip(".:)/ ") if not label.style.is_bullet else label.name,
            _title(part, block, text, label),
            _path(label, stack, path),
            block.start,
            label,
            level + depth,
        )
        (parent.children if parent else roots).append(node)
        stack.append(node)
    for node in stack:
        node.end = end
    for node in _all(roots):
        node.end = _trimmed(part, node)
    return roots


def _all(nodes: Sequence[_Node]) -> Iterator[_Node]:
    for node in nodes:
        yield node
        yield from _all(node.children)


def _trimmed(part: Part, node: _Node) -> int:
    end = node.end
    while end > node.start + 1 and part.content[end - 1].isspace():
        end -= 1
    return end


def _key(label: Label) -> tuple[Style, int, str]:
    """What labels of one list share: style, depth of its dots, and the mark after single ones («1.», «1)»)."""
    closer = label.closer.strip()[:1] if len(label.numbers) == 1 and label.style in (Style.NUMBER, Style.LETTER) else ""
    return label.style, len(label.numbers), closer


def _credible(label: Label, stack: Sequence[_Node], seen: set[Style]) -> bool:
    """Whether a label can stand here: a high number needs its forerunner, lest a wrapped line be taken for a section."""
    if label.style.is_bullet or label.style in (
        Style.ARTICLE,
        Style.CHAPTER,
        Style.PART,
        Style.DIVISION,
        Style.SUBDIVISION,
        Style.STEP,
    ):
        return True
    number = label.numbers[-1]
    if number <= 3:
        return True
    before = [
        n.kind for n in stack if n.kind and n.kind.style is label.style and len(n.kind.numbers) == len(label.numbers)
    ]
    if before:
        return any(0 < number - k.numbers[-1] <= 4 for k in before) or label.style is Style.LETTER
    return number <= 9 and label.style not in seen and len(label.numbers) == 1


def _depth(label: Label, stack: Sequence[_Node]) -> int:
    """How many open sections stay open above a new one."""
    kinds = [node.kind for node in stack]
    if label.style is Style.NUMBER and len(label.numbers) > 1:
        return _depth_of_dotted(label, kinds)
    same = [i for i, k in enumerate(kinds) if k and _key(k) == _key(label)]
    follows = [i for i in same if _follows(kinds[i], label)]
    if follows:
        return follows[-1]
    akin = [i for i, k in enumerate(kinds) if k and k.style is label.style and len(k.numbers) == len(label.numbers)]
    follows = [i for i in akin if _follows(kinds[i], label) and not same]
    if follows:
        return follows[-1]  # «1.», then «2/»
    if same and not _restarts_below(label, same[-1], kinds):
        return same[-1]
    return _below(label, kinds)


def _follows(before: Label | None, label: Label) -> bool:
    if before is None:
        return False
    return label.style.is_bullet or label.numbers[-1] == before.numbers[-1] + 1


def _restarts_below(label: Label, index: int, kinds: Sequence[Label | None]) -> bool:
    """Whether a first number («1.») after «1. … a)» opens a list below the deeper label rather than a new list beside."""
    inner = [k for k in kinds[index + 1 :] if k and not k.style.is_bullet]
    return bool(inner) and label.numbers[-1:] == (1,)


def _below(label: Label, kinds: Sequence[Label | None]) -> int:
    """The depth of a label whose style is not open: below the innermost label that may hold it."""
    depth = len(kinds)
    while depth and kinds[depth - 1] is not None:
        inner = kinds[depth - 1]
        assert inner is not None
        if inner.style.is_bullet == label.style.is_bullet or label.style.is_bullet:
            holds = inner.style <= label.style or (not label.style.is_bullet and _may_nest(label, inner))
            if holds:
                break
        depth -= 1
    return depth


def _may_nest(label: Label, inner: Label) -> bool:
    """Whether a label of a higher style may stand below a lower one after all: «a) … 1. …», a list that begins anew."""
    nests = {
        Style.NUMBER: (Style.LETTER, Style.STEP, Style.ENCLOSED),
        Style.ENCLOSED: (Style.LETTER,),
        Style.STEP: (Style.LETTER,),
    }
    return label.numbers[-1:] == (1,) and inner.style in nests.get(label.style, ())


def _depth_of_dotted(label: Label, kinds: Sequence[Label | None]) -> int:
    """The depth of «2.1»: below the open «2», beside «2.n» or any label of as many figures, else below what is open."""
    prefix, length = label.numbers[:-1], len(label.numbers)
    for i in range(len(kinds) - 1, -1, -1):
        k = kinds[i]
        if k and k.style is Style.NUMBER and k.numbers == prefix:
            return i + 1
        if k and k.style is Style.NUMBER and len(k.numbers) == length:
            return i
    for i in range(len(kinds) - 1, -1, -1):
        k = kinds[i]
        if k and k.style is Style.NUMBER and len(k.numbers) == length - 1:
            return i + 1
        if k and k.style is Style.ROMAN and length == 2:
            return i + 1  # «II. … 2.1.» counts the Roman section in figures
    return _below(label, kinds)


def _path(label: Label, stack: Sequence[_Node], root: str) -> str:
    """The path of a new section: its parent's and its own name, no figure twice; Điều numbers stand for themselves."""
    above = [node for node in stack if node.kind and not node.kind.style.is_bullet]
    parent = above[-1] if above else None
    base = parent.path if parent else root
    if label.style.is_bullet or (base and label.style in (Style.STEP, Style.ENCLOSED)):
        return base  # tasks name the section, not the bullet or the step
    if label.style is Style.ARTICLE:
        return f"{root}.{label.name}" if root else label.name
    if parent and parent.kind and len(label.numbers) > 1:
        if parent.kind.style is Style.NUMBER and parent.kind.numbers == label.numbers[: len(parent.kind.numbers)]:
            base = base[: len(base) - len(parent.kind.name)].rstrip(".")
        elif (
            parent.kind.style is Style.ROMAN and parent.kind.numbers[0] == label.numbers[0] and len(label.numbers) == 2
        ):
            return f"{base}.{label.numbers[-1]}"
    return f"{base}.{label.name}" if base else label.name


def _title(part: Part, block: Block, text: str, label: Label) -> str:
    """The heading's words: the whole paragraph where it is short, else its first clause or words, 120 characters at most."""
    rest = " ".join(text[label.end :].split())
    if not rest and label.style <= Style.ARTICLE:
        rest = _next_heading(part, block)
    if len(rest) <= _TITLE:
        return rest.rstrip(" :;")
    clause = re.match(r"(.{3,118}?)[:.](?=\s)", rest)
    if clause:
        return clause[1].strip()
    return rest[: rest.rfind(" ", 0, _TITLE) if " " in rest[:_TITLE] else _TITLE].rstrip(" ,;:")


def _next_heading(part: Part, block: Block) -> str:
    """The paragraph after a «Chương I» that stands alone: its title, where it is short or in capitals."""
    following = part.block_at(block.end + 1)
    if following is None:
        return ""
    text = " ".join(part.words(following).split())
    return text if read_label(text) is None and (len(text) <= _TITLE or is_caps(text)) else ""
