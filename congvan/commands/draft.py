"""`congvan draft`: a directive becomes a draft of a unit's own kế hoạch."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from congvan.errors import ExitCode

if TYPE_CHECKING:
    from schemas.plan import Plan

_JSON = (".json", ".jsonl", ".ndjson")


@click.command()
@click.argument("plan", metavar="VĂN-BẢN")
@click.option("--unit", required=True, metavar="TÊN", help="Đơn vị lập kế hoạch, ví dụ «Trường THCS Đồi Thông».")
@click.option(
    "--margin",
    type=click.IntRange(min=0),
    default=2,
    show_default=True,
    metavar="NGÀY",
    help="Thời hạn của đơn vị sớm hơn thời hạn của văn bản bao nhiêu ngày làm việc.",
)
@click.option("--out", default=None, metavar="TỆP.docx", help="Tệp sẽ ghi (mặc định: <tên văn bản>-du-thao.docx).")
@click.option(
    "--template",
    type=click.Path(exists=True, dir_okay=False),
    default=None,
    metavar="TỆP.docx",
    help="Mẫu Word của đơn vị (xem docs/templates.md).",
)
@click.option("--show-personal", is_flag=True, help="Không che số di động, thư điện tử riêng, CCCD, ngày sinh.")
@click.option("--force", is_flag=True, help="Ghi đè tệp đã có.")
def draft(
    plan: str, unit: str, margin: int, out: str | None, template: str | None, show_personal: bool, force: bool
) -> None:
    """Lập dự thảo kế hoạch của đơn vị để thực hiện một văn bản chỉ đạo.

    VĂN-BẢN là tệp văn bản (pdf, docx …) hoặc JSON của «congvan convert». Dự thảo có căn cứ, việc của đơn vị và thời hạn của
    văn bản, kèm trang; thời hạn của đơn vị sớm hơn; người phụ trách và phần còn lại để trống. Tệp nhiều văn bản cho nhiều dự
    thảo, đánh số -1, -2 …
    """
    from exporters.secrecy import Refused, refuse_secret
    from exporters.templates import BadTemplate
    from exporters.to_draft import draft as write
    from normalize.calendars import is_working_day

    plans = _plans(Path(plan))
    try:
        refuse_secret(plans)  # what shares a file with a secret document is secret too
    except Refused as refusal:
        _stop(str(refusal), ExitCode.SECRET)
    form = Path(template).read_bytes() if template else None
    target = Path(out) if out else Path(f"{Path(plan).stem}-du-thao.docx")
    paths = [target.with_stem(f"{target.stem}-{n}") for n in range(1, len(plans) + 1)] if len(plans) > 1 else [target]
    for path in paths:
        if path.exists() and not force:
            _stop(f"Đã có tệp «{path}». Hãy chọn tên khác với --out, hoặc --force để ghi đè.", ExitCode.OUTPUT)
    for path, one in zip(paths, plans, strict=True):
        try:
            data = write(one, unit, working=is_working_day, margin=margin, template=form, show_personal=show_personal)
        except BadTemplate as problem:
            raise click.UsageError(str(problem)) from problem
        _save(path, data)


def _plans(path: Path) -> list[Plan]:
    """Return the plans of a dispatch, or of JSON; ends the program, saying why, where there are none."""
    from congvan.commands.export import read_plans
    from congvan.pipeline import convert

    if not path.is_file():
        _stop(f"Không có tệp «{path}». Hãy kiểm tra lại đường dẫn.")
    if path.suffix.lower() in _JSON:
        try:
            return read_plans(str(path))
        except (OSError, ValueError):
            _stop(
                f"«{path}» không phải kế hoạch congvan-plan/1. Hãy đưa tệp văn bản, hoặc .json của «congvan convert»."
            )
    outcome = convert(path)
    if outcome.failure:
        _stop(f"{path.name}: {outcome.failure.message}")
    return list(outcome.plans)


def _save(path: Path, data: bytes) -> None:
    from congvan.output import write_whole

    try:
        write_whole(path, data)
    except OSError as error:
        reason = error.strerror or error
        _stop(f"Không ghi được «{path}» ({reason}). Hãy kiểm tra thư mục và quyền ghi.", ExitCode.OUTPUT)
    click.echo(f"✓ {path}", err=True)


def _stop(message: str, code: ExitCode = ExitCode.FAILED) -> NoReturn:
    click.echo(f"✗ {message}", err=True)
    raise SystemExit(code)
