"""The citation graph as a picture (SVG) that prints on paper: what is cited to the left, what cites to the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from corpus.store.graph import Edge, Node

_WIDTH, _HEIGHT, _GAP, _ROW = 220, 40, 120, 54  # a box, and the room between columns and rows, in pixels
_MARGIN, _TOP = 24, 70
_LETTERS, _BOLD = 34, 27  # that fit into a box, and in bold print
_ROLES = {  # role: colour, words of the legend
    "legal_basis": ("#2f5d9b", "căn cứ"),
    "implements": ("#2e7d4f", "thực hiện"),
    "replaces": ("#b3261e", "thay thế"),
    "amends": ("#b26a00", "sửa đổi"),
    "attaches": ("#6a4c93", "kèm theo"),
    "answers": ("#00838f", "trả lời"),
    "reference": ("#8a8a8a", "nhắc đến"),
}
_RANK = ("HP", "L", "PL", "NQ", "NĐ", "QĐ", "CT", "TTLT", "TT")  # how high a document stands, the highest first


@dataclass(frozen=True, slots=True)
class _Placed:
    node: Node
    x: int
    y: int


def draw(nodes: Sequence[Node], edges: Sequence[Edge], title: str = "") -> str:
    """The graph as SVG: columns by who cites whom, boxes filled where the document is stored, lines coloured by role."""
    columns = _columns(nodes, edges)
    placed: dict[str, _Placed] = {}
    most = max(map(len, columns), default=0)
    for number, column in enumerate(columns):
        top = _TOP + (most - len(column)) * _ROW // 2
        for row, node in enumerate(column):
            placed[node.id] = _Placed(node, _MARGIN + number * (_WIDTH + _GAP), top + row * _ROW)
    width = max(2 * _MARGIN + len(columns) * (_WIDTH + _GAP) - _GAP, 900)
    height = _TOP + most * _ROW + _MARGIN
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" '
        'font-family="DejaVu Sans, Arial, sans-serif" font-size="11">',
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
        f'<text x="{_MARGIN}" y="26" font-size="16" font-weight="bold">{escape(_cut(title, width // 10))}</text>',
        *_legend({edge.role for edge in edges}),
        *(_line(edge, placed) for edge in sorted(edges, key=lambda e: (e.role != "reference", e.source, e.target))),
        *(_box(place) for place in placed.values()),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _columns(nodes: Sequence[Node], edges: Sequence[Edge]) -> list[list[Node]]:
    """Nodes in columns: a document stands to the right of all it cites; in a column those with common neighbours are near."""
    cited: dict[str, set[str]] = {node.id: set() for node in nodes}
    for edge in edges:
        cited[edge.source].add(edge.target)
    depth: dict[str, int] = {}
    for node in nodes:
        _depth(node.id, cited, depth)
    columns: list[list[Node]] = [[] for _ in range(max(depth.values(), default=0) + 1)]
    for node in sorted(nodes, key=_order):
        columns[depth[node.id]].append(node)
    near: dict[str, set[str]] = {node.id: set(cited[node.id]) for node in nodes}
    for edge in edges:
        near[edge.target].add(edge.source)
    for _ in range(4):  # a few sweeps of the barycentre rule (Sugiyama 1981) untangle most lines
        for column in (*columns, *reversed(columns)):
            middle = {node.id: row / max(len(c), 1) for c in columns for row, node in enumerate(c)}
            column.sort(key=lambda n: sum(middle[i] for i in near[n.id]) / len(near[n.id]) if near[n.id] else 1.0)
    return columns


def _depth(start: str, cited: dict[str, set[str]], depth: dict[str, int]) -> None:
    """The longest way from a document to one that cites nothing; documents that cite each other share a column."""
    stack, open_now = [start], set()
    while stack:
        node = stack[-1]
        if node in depth:
            stack.pop()
            continue
        waiting = [other for other in sorted(cited[node]) if other not in depth and other not in open_now]
        open_now.add(node)
        if waiting:
            stack.append(waiting[0])
            continue
        depth[node] = max((depth[other] + 1 for other in cited[node] if other in depth), default=0)
        stack.pop()


def _order(node: Node) -> tuple[int, str, str]:
    rank = _RANK.index(node.doc_type) if node.doc_type in _RANK else len(_RANK)
    return rank, node.issued_on or "", node.label


def _legend(roles: set[str]) -> list[str]:
    parts, x = [], _MARGIN
    for role, (colour, words) in _ROLES.items():
        if role in roles:
            parts.append(f'<line x1="{x}" y1="46" x2="{x + 26}" y2="46" stroke="{colour}" stroke-width="2.5"/>')
            parts.append(f'<text x="{x + 32}" y="50">{words}</text>')
            x += 110
    parts.append(f'<rect x="{x}" y="39" width="16" height="13" rx="3" fill="#dbe7f6" stroke="#2f5d9b"/>')
    return [*parts, f'<text x="{x + 22}" y="50">có trong kho</text>']


def _line(edge: Edge, placed: dict[str, _Placed]) -> str:
    source, target = placed[edge.source], placed[edge.target]
    colour, words = _ROLES[edge.role]
    x1, y1 = source.x, source.y + _HEIGHT // 2
    x2, y2 = target.x + _WIDTH, target.y + _HEIGHT // 2
    bend = max((x1 - x2) // 2, 40)
    path = f"M{x1},{y1} C{x1 - bend},{y1} {x2 + bend},{y2} {x2},{y2}"
    strong = edge.role in ("replaces", "amends")
    told = f"{source.node.label} – {words} – {target.node.label}{f': {edge.part}' if edge.part else ''}"
    return (
        f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="{2.2 if strong else 1.1}" stroke-opacity="0.75">'
        f"<title>{escape(told)}</title></path>"
    )


def _box(place: _Placed) -> str:
    node = place.node
    stored = node.plan_id is not None
    fill, edge = ("#dbe7f6", "#2f5d9b") if stored else ("#ffffff", "#9a9a9a")
    day = "/".join(reversed(node.issued_on.split("-"))) if node.issued_on else ""
    below = " · ".join(part for part in (day, node.issuer or "") if part)
    told = " · ".join(part for part in (node.label, below, node.subject or "") if part)
    return (
        f'<g><title>{escape(told)}</title><rect x="{place.x}" y="{place.y}" width="{_WIDTH}" height="{_HEIGHT}" rx="5" '
        f"fill={quoteattr(fill)} stroke={quoteattr(edge)}/>"
        f'<text x="{place.x + 8}" y="{place.y + 16}" font-weight="bold">{escape(_cut(node.label, _BOLD))}</text>'
        f'<text x="{place.x + 8}" y="{place.y + 31}" fill="#555555">{escape(_cut(below, _LETTERS))}</text></g>'
    )


def _cut(text: str, letters: int) -> str:
    return text if len(text) <= letters else text[: letters - 1].rstrip() + "…"
