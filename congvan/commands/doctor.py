"""`congvan doctor`: what this machine has and lacks."""

from __future__ import annotations

import click

from congvan.errors import ExitCode
from congvan.messages import say


@click.command()
@click.option("--lang", type=click.Choice(["vi", "en"]), default="vi", show_default=True, help="Ngôn ngữ thông báo.")
def doctor(lang: str) -> None:
    """Kiểm tra máy: đã có gì, còn thiếu gì, cài thế nào."""
    from congvan.doctor import check

    checks = check()
    for item in checks:
        mark = "✓" if item.found else ("✗" if item.required else "–")
        click.echo(f"{mark} {item.name}: {item.found or say('missing', lang)} ({item.purpose(lang)})")
        if not item.found:
            click.echo(f"    {item.remedy}")
    raise SystemExit(ExitCode.MISSING if any(c.required and not c.found for c in checks) else ExitCode.OK)
