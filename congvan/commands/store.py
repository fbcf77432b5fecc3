"""`congvan store`: put files into the store, look at it, keep it sound."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from congvan import __version__
from congvan.asking import keep, opened, shown_title, store_option
from congvan.errors import ExitCode

if TYPE_CHECKING:
    from congvan.settings import Settings
    from corpus.store import Store


@click.group()
def store() -> None:
    """Kho văn bản: đưa tệp vào, xem, kiểm tra."""


@store.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH…")
@store_option
@click.option(
    "--copy-files", type=click.Path(path_type=Path), default=None, metavar="DIR", help="Chép cả tệp gốc vào đây."
)
@click.option(
    "--ocr", type=click.Choice(["auto", "force", "never"]), default="auto", show_default=True, help="Nhận dạng chữ."
)
def add(
    paths: tuple[str, ...], place: str | None, copy_files: Path | None, ocr: Literal["auto", "force", "never"]
) -> None:
    """Chuyển tệp, thư mục hoặc mẫu tên và lưu vào kho; tệp đã có trong kho thì bỏ qua."""
    from congvan.settings import Settings
    from extract.registry import known_suffixes
    from ingest.inputs import find_inputs

    inputs = find_inputs(paths, known_suffixes())
    for missing in inputs.missing:
        click.echo(f"✗ Không có tệp hoặc thư mục «{missing}».", err=True)
    failed = bool(inputs.missing)
    with opened(place, copy_files) as kho:
        for found in inputs.files:
            failed |= not _add(kho, found.path, Settings(ocr=ocr))
    raise SystemExit(ExitCode.FAILED if failed else ExitCode.OK if inputs.files else ExitCode.NOTHING)


def _add(kho: Store, path: Path, settings: Settings) -> bool:
    """Convert and store one file; tells what became of it. False where it gave no plan."""
    from congvan.pipeline import convert

    try:
        known = kho.has(hashlib.sha256(path.read_bytes()).hexdigest(), __version__)
    except OSError:
        known = False  # the road says what is wrong with the file
    if known:
        click.echo(f"= {path}: đã có trong kho")
        return True
    outcome = convert(path, settings)
    for failure in outcome.failures or ((outcome.failure,) if outcome.failure else ()):
        click.echo(f"✗ {failure.path}: {failure.message}", err=True)
        if failure.detail:
            click.echo(f"  {failure.detail}", err=True)
    keep(kho, path, outcome.plans)
    for plan in outcome.plans:
        click.echo(f"✓ {path}: {_title(plan.id, kho)}")
        _warn(kho, plan.id)
    return not outcome.failure


def _title(plan_id: str, kho: Store) -> str:
    entry = kho.get(plan_id)
    if entry.secret:
        return "văn bản mang dấu mật: chỉ lưu số, ngày, loại và cơ quan ban hành"
    return shown_title(entry.number_symbol, entry.doc_type, entry.issued_on, entry.subject)


def _warn(kho: Store, plan_id: str) -> None:
    """Warn of copies, as Nghị định 30/2020/NĐ-CP (Phụ lục VI, mục III.1.h) asks."""
    for copy in kho.duplicates(plan_id):
        if copy.kind != "bytes":
            why = "trùng số, ký hiệu, cơ quan và năm" if copy.kind == "number" else f"nội dung giống {copy.share:.0%}"
            others = ", ".join(copy.paths)
            click.echo(f"! {why}: {others} (xem: congvan duplicates)", err=True)


@store.command()
@store_option
def info(place: str | None) -> None:
    """Kho ở đâu, có gì, lớn bao nhiêu."""
    with opened(place) as kho:
        found = kho.summary()
    click.echo(
        f"{found.place}\n{found.documents} tệp, {found.dispatches} văn bản, {found.tasks} việc, {found.deadlines} thời hạn"
    )
    click.echo(f"{found.citations} viện dẫn, {found.resolved} trỏ tới văn bản trong kho\n{found.size / 2**20:.1f} MB")


@store.command("list")
@store_option
def list_(place: str | None) -> None:
    """Mọi văn bản trong kho, mới nhất trước."""
    with opened(place) as kho:
        for entry in kho.entries():
            title = shown_title(entry.number_symbol, entry.doc_type, entry.issued_on, entry.subject)
            click.echo(f"{entry.plan_id[:12]} {entry.state[:4]} {title}")


@store.command()
@click.argument("ref", metavar="VĂN BẢN")
@store_option
def show(ref: str, place: str | None) -> None:
    """Kế hoạch (JSON) của một văn bản, với những gì người dùng đã sửa."""
    with opened(place) as kho:
        click.echo(kho.plan(ref).model_dump_json(indent=2))


@store.command()
@store_option
def check(place: str | None) -> None:
    """Kiểm tra kho có nguyên vẹn không."""
    with opened(place) as kho:
        faults = kho.check()
    for fault in faults:
        click.echo(f"✗ {fault}", err=True)
    if faults:
        raise SystemExit(ExitCode.STORE)
    click.echo("✓ Kho nguyên vẹn.")


@store.command()
@store_option
def compact(place: str | None) -> None:
    """Dựng lại chỉ mục tìm kiếm và trả chỗ trống cho ổ đĩa."""
    with opened(place) as kho:
        kho.compact()
    click.echo("✓ Đã dựng lại chỉ mục.")
