"""`congvan roster-template`: an empty roster with the columns that the rules of plans ask for."""

from __future__ import annotations

from pathlib import Path

import click

from congvan.errors import ExitCode


@click.command("roster-template")
@click.argument("plans", nargs=-1, required=True, metavar="KẾ-HOẠCH…")
@click.option("--out", default="danh-sach.xlsx", show_default=True, metavar="TỆP.xlsx", help="Tệp mẫu sẽ ghi.")
@click.option("--force", is_flag=True, help="Ghi đè tệp đã có.")
def roster_template(plans: tuple[str, ...], out: str, force: bool) -> None:
    """Tạo mẫu danh sách (xlsx) có đúng các cột mà quy tắc của kế hoạch cần, kèm hướng dẫn."""
    from congvan.output import write_whole
    from congvan.reports.roster_template import write_template
    from congvan.rule_sources import load_sources

    path = Path(out)
    if path.exists() and not force:
        click.echo(f"✗ Đã có tệp «{out}». Hãy chọn tên khác với --out, hoặc --force để ghi đè.", err=True)
        raise SystemExit(ExitCode.OUTPUT)
    data = write_template(load_sources(plans))
    try:
        write_whole(path, data)
    except OSError as error:
        click.echo(
            f"✗ Không ghi được «{out}» ({error.strerror or error}). Hãy kiểm tra thư mục và quyền ghi.", err=True
        )
        raise SystemExit(ExitCode.OUTPUT) from None
    click.echo(f"✓ {path}", err=True)
