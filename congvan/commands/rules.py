"""`congvan rules`: test cases of rules, show what a plan's rules ask, print the JSON Schema of rules written by hand."""

from __future__ import annotations

from pathlib import Path

import click

from congvan.errors import ExitCode


@click.group()
def rules() -> None:
    """Quy tắc bồi dưỡng: chạy thử tình huống, xem quy tắc của kế hoạch, in lược đồ."""


@rules.command()
@click.argument("paths", nargs=-1, required=True, metavar="TỆP.yaml…")
def test(paths: tuple[str, ...]) -> None:
    """Chạy các tình huống (YAML) và nói rõ chỗ nào không như mong đợi."""
    from rules_core.cases import BadCase, run_file

    files = [
        file for path in paths for file in (sorted(Path(path).glob("*.yaml")) if Path(path).is_dir() else [Path(path)])
    ]
    if not files:
        click.echo("✗ Không thấy tệp .yaml nào trong thư mục đã nêu.", err=True)
        raise SystemExit(ExitCode.NOTHING)
    right = wrong = 0
    for file in files:
        try:
            results = run_file(file)
        except BadCase as error:
            click.echo(f"✗ {error}", err=True)
            raise SystemExit(ExitCode.FAILED) from None
        for result in results:
            click.echo(f"{'✗' if result.failures else '✓'} {file.name}: {result.name}")
            for line in result.failures:
                click.echo(f"    {line}")
            right, wrong = right + (not result.failures), wrong + bool(result.failures)
    click.echo(f"{right} tình huống đúng, {wrong} sai")
    raise SystemExit(ExitCode.FAILED if wrong else ExitCode.OK)


@rules.command()
def schema() -> None:
    """In JSON Schema của bộ quy tắc viết tay (congvan-rules/1)."""
    import json

    from rules_core.book import json_schema

    click.echo(json.dumps(json_schema(), ensure_ascii=False, indent=2))


@rules.command()
@click.argument("plans", nargs=-1, required=True, metavar="KẾ-HOẠCH…")
def show(plans: tuple[str, ...]) -> None:
    """Nói kế hoạch có những quy tắc nào, xét thế nào, cần cột nào trong danh sách."""
    from congvan.rule_sources import load_sources
    from rules_core.engine import compiled, need_label

    programmes, conflicts, needs = compiled(load_sources(plans))
    for programme in programmes:
        click.echo(programme.book.label)
        for note in (programme.regime.why, *programme.notes):
            click.echo(f"  ({note})")
        judged = {id(clause.rule): clause for clause in programme.clauses}
        known = [*programme.book.rules, *(c.rule for c in programme.clauses if c.rule not in programme.book.rules)]
        for rule in known:
            clause = judged.get(id(rule))
            part = _PARTS[clause.part] if clause else _OTHER.get(rule.kind, "để biết")
            page = f" (trang {rule.evidence[0].page})" if rule.evidence[0].page else ""
            click.echo(f"  {rule.id} [{rule.kind}] {part}: «{' '.join(rule.evidence[0].text.split())}»{page}")
    for conflict in conflicts:
        click.echo(f"! {conflict.message}.")
    click.echo("Cột mà danh sách cần có:")
    for need in needs:
        click.echo(f"  {need_label(need)} (quy tắc {', '.join(need.rules)})")


_PARTS = {"exempt": "miễn", "reduce": "giảm", "require": "điều kiện hoàn thành", "inform": "đối chiếu"}
_OTHER = {"target": "chỉ tiêu", "quota": "cử người", "formula": "công thức", "duration": "thời lượng"}
