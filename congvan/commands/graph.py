"""`congvan graph`: the citation graph as a picture or as GraphML; conflicts of dates."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from congvan.asking import opened, shown_day, shown_title, store_option
from congvan.errors import ExitCode

if TYPE_CHECKING:
    from corpus.store import Store
    from corpus.store.graph import Edge, Node

_ROLES = {
    "legal_basis": "căn cứ", "implements": "thực hiện", "amends": "sửa đổi", "replaces": "thay thế", "attaches": "kèm theo",
    "answers": "trả lời", "reference": "nhắc đến",
}  # fmt: skip


@click.command()
@click.option("--document", "ref", default=None, metavar="VĂN BẢN", help="Quanh một văn bản: số ký hiệu, tệp hoặc mã.")
@click.option("--depth", type=click.IntRange(1, 6), default=1, show_default=True, help="Xa mấy bước quanh văn bản ấy.")
@click.option("--all", "everything", is_flag=True, help="Cả những văn bản chỉ được nhắc một lần và không có trong kho.")
@click.option("--out", type=click.Path(path_type=Path), default=None, metavar="TỆP", help="Ghi ra .svg hoặc .graphml.")
@click.option("--conflicts", is_flag=True, help="Liệt kê những văn bản được ghi với các ngày khác nhau.")
@store_option
def graph(ref: str | None, depth: int, everything: bool, out: Path | None, conflicts: bool, place: str | None) -> None:
    """Văn bản nào căn cứ, thực hiện, sửa đổi, thay thế văn bản nào.

    Không có --out: in ra quan hệ của văn bản (hoặc của cả kho).
    """
    if out is not None and out.suffix.lower() not in (".svg", ".graphml"):
        raise click.BadParameter("tên tệp phải kết thúc bằng .svg hoặc .graphml", param_hint="--out")
    with opened(place) as store:
        if conflicts:
            _print_conflicts(store)
            return
        nodes, edges = _around(store, ref, depth) if ref else store.graph()
        title = _title(store, ref) if ref else "Quan hệ giữa các văn bản"
    if ref is None and not everything and out is not None and out.suffix.lower() == ".svg":
        nodes, edges = _often(nodes, edges)
    if out is None:
        _print(nodes, edges)
        return
    try:
        _write(out, nodes, edges, title)
    except OSError as error:
        click.echo(f"✗ Không ghi được «{out}»: {error.strerror}.", err=True)
        raise SystemExit(ExitCode.OUTPUT) from error
    click.echo(f"✓ {out}: {len(nodes)} văn bản, {len(edges)} quan hệ", err=True)


def _around(store: Store, ref: str, depth: int) -> tuple[list[Node], list[Edge]]:
    """The graph around a dispatch: what it cites and what cites it, `depth` steps far."""
    wanted = [store.get(ref).plan_id]
    nodes, edges = store.graph(wanted)
    for _ in range(depth - 1):
        wanted = [node.plan_id for node in nodes if node.plan_id]
        nodes, edges = store.graph(wanted)
    return nodes, edges


def _title(store: Store, ref: str) -> str:
    entry = store.get(ref)
    return shown_title(entry.number_symbol, entry.doc_type, entry.issued_on, entry.subject)


def _often(nodes: list[Node], edges: list[Edge]) -> tuple[list[Node], list[Edge]]:
    """Without documents that are not stored and are named by one dispatch only, and without dispatches left alone."""
    named: dict[str, set[str]] = {}
    for edge in edges:
        named.setdefault(edge.target, set()).add(edge.source)
    kept = {node.id for node in nodes if node.plan_id or len(named.get(node.id, ())) > 1}
    edges = [edge for edge in edges if edge.source in kept and edge.target in kept]
    joined = {end for edge in edges for end in (edge.source, edge.target)}
    return [node for node in nodes if node.id in joined], edges


def _write(out: Path, nodes: list[Node], edges: list[Edge], title: str) -> None:
    if out.suffix.lower() == ".svg":
        from corpus.store.drawing import draw

        out.write_text(draw(nodes, edges, title), encoding="utf-8")
        return
    import networkx as nx

    from corpus.store.graph import as_networkx

    text = "\n".join(nx.generate_graphml(as_networkx(nodes, edges)))
    out.write_text(text + "\n", encoding="utf-8")


def _print(nodes: list[Node], edges: list[Edge]) -> None:
    by_id = {node.id: node for node in nodes}
    for edge in edges:
        target = by_id[edge.target]
        where = f", tr. {edge.page}" if edge.page else ""
        stored = "" if target.plan_id else " (không có trong kho)"
        part = f" – {edge.part}" if edge.part else ""
        day = f" ({shown_day(target.issued_on)})" if target.issued_on else ""
        click.echo(f"{by_id[edge.source].label}{where}: {_ROLES[edge.role]} {target.label}{day}{part}{stored}")


def _print_conflicts(store: Store) -> None:
    found = store.conflicts()
    for conflict in found:
        own = f" (chính văn bản ghi {shown_day(conflict.own)})" if conflict.own else ""
        click.echo(click.style(f"{conflict.document}{own}", bold=True))
        for mention in conflict.mentions:
            where = f", tr. {mention.page}" if mention.page else ""
            click.echo(f"  {shown_day(mention.issued_on)}: {mention.citing or mention.plan_id[:12]}{where}")
    if not found:
        click.echo("Không có văn bản nào bị ghi với các ngày khác nhau.")
