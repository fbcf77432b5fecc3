"""`congvan export`: plans that are already JSON become checklists, registers, calendars, tables."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from congvan.errors import ExitCode
from congvan.messages import say
from congvan.writing import check_template, output_options, save

if TYPE_CHECKING:
    from schemas.plan import Plan


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PLAN.json…")
@output_options(default="docx")
def export(
    paths: tuple[str, ...],
    out: str,
    formats: tuple[str, ...],
    unit: str | None,
    as_events: bool,
    show_personal: bool,
    template: bytes | None,
    lang: str,
) -> None:
    """Xuất kế hoạch đã có (JSON hoặc JSON Lines của «congvan convert») ra danh mục, sổ, lịch, bảng.

    PLAN.json: tệp, thư mục, mẫu tên (*.json), hoặc «-» là đầu vào chuẩn. Sổ, lịch, csv và parquet gộp mọi kế hoạch vào một
    tệp; các định dạng khác mỗi văn bản một tệp.
    """
    from congvan.output import Writer
    from ingest.inputs import find_inputs

    check_template(formats, template)
    options = {"as_events": as_events, "show_personal": show_personal, "template": template}
    writer = Writer(out, formats, unit=unit, lang=lang, options=options, own_record=False)
    inputs = find_inputs(tuple(path for path in paths if path != "-"), (".json", ".jsonl"))
    for missing in inputs.missing:
        click.echo(say("not_found", lang, path=missing), err=True)
    failed, refused = bool(inputs.missing), False
    sources = [(found.stem, str(found.path)) for found in inputs.files] + [("plan", "-")] * ("-" in paths)
    for stem, path in sources:
        try:
            plans = read_plans(path)
        except (OSError, ValueError) as error:
            click.echo(f"✗ {path}: {_why(error)}", err=True)
            failed = True
            continue
        if message := save(writer, stem, plans, lang):
            click.echo(f"✗ {path}: {message}", err=True)
            refused = True
    save(writer, None, (), lang)
    raise SystemExit(ExitCode.FAILED if failed else ExitCode.SECRET if refused else ExitCode.OK)


def read_plans(path: str) -> list[Plan]:
    """Return the plans of a file: a JSON object, an array of them, or JSON Lines; «-» is standard input.

    Raises OSError, and ValueError where the file holds anything else.
    """
    import json

    from schemas.plan import Plan

    data = sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
    text = data.decode("utf-8-sig")
    try:
        whole = json.loads(text)
    except json.JSONDecodeError:
        whole = [json.loads(line) for line in text.splitlines() if line.strip()]
    plans = [Plan.model_validate(value) for value in (whole if isinstance(whole, list) else [whole])]
    if not plans:
        raise ValueError("no plan")
    return plans


def _why(error: OSError | ValueError) -> str:
    if isinstance(error, OSError):
        return f"không đọc được tệp ({error.strerror or error}). Hãy kiểm tra đường dẫn và quyền đọc."
    return "không phải kế hoạch congvan-plan/1. Hãy đưa tệp .json mà «congvan convert» đã ghi."
