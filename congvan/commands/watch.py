"""`congvan watch`: staff drop files into a folder and get checklists."""

from __future__ import annotations

import signal
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from congvan.commands.convert import batch_options
from congvan.errors import ExitCode
from congvan.writing import check_template, keep_option, ocr_option, output_options

if TYPE_CHECKING:
    from ingest.ledger import Entry


@click.command()
@click.argument("inbox", type=click.Path(path_type=Path), metavar="THƯ_MỤC")
@output_options(default="json,docx")
@ocr_option
@keep_option
@click.option(
    "--settle",
    type=click.FloatRange(min=0),
    default=5.0,
    show_default=True,
    metavar="GIÂY",
    help="Tệp phải đứng yên bao lâu mới được lấy.",
)
@click.option(
    "--poll",
    type=click.FloatRange(min=0.1),
    default=10.0,
    show_default=True,
    metavar="GIÂY",
    help="Xem lại thư mục sau mỗi khoảng này (ổ mạng không báo thay đổi).",
)
@click.option("--no-native", is_flag=True, help="Chỉ xem theo khoảng, không dùng thông báo của hệ thống.")
@click.option("--once", is_flag=True, help="Chuyển hết những gì đang có rồi thoát.")
@batch_options
def watch(
    inbox: Path,
    out: str,
    formats: tuple[str, ...],
    unit: str | None,
    as_events: bool,
    show_personal: bool,
    template: bytes | None,
    lang: str,
    ocr: Literal["auto", "force", "never"],
    place: str | None,
    settle: float,
    poll: float,
    no_native: bool,
    once: bool,
    workers: int | None,
    engine: str | None,
    timeout: float,
    memory: int | None,
) -> None:
    """Theo dõi một thư mục: tệp thả vào được chuyển thành kế hoạch và danh mục việc.

    Tệp gốc không bị đổi, chuyển hay xóa. TRANG-THAI.html trong thư mục kết quả cho biết tệp nào đã chuyển, tệp nào chưa, vì sao. Mỗi
    tệp chỉ chuyển một lần; dừng lúc nào cũng được, lần sau làm tiếp.
    """
    from congvan import __version__
    from congvan.batching import Means, combine, engine_of, ledger_of, recipe, remember
    from congvan.settings import Settings
    from congvan.working import Converting
    from extract.registry import known_suffixes
    from ingest.bell import Bell
    from ingest.watcher import Habits, Watcher
    from ingest.work import Limits

    check_template(formats, template)
    inbox, folder = inbox.absolute(), Path(out).absolute()
    if out == "-" or "://" in out or folder == inbox:
        raise click.UsageError("--out phải là một thư mục khác với thư mục theo dõi.")
    options = {"as_events": as_events, "show_personal": show_personal, "template": template}
    converting = Converting(str(folder), formats, unit, lang, options, Settings(lang=lang, unit=unit, ocr=ocr), place)
    means = Means(workers, Limits(seconds=timeout, memory=memory << 20 if memory else None), engine)
    signal.signal(signal.SIGTERM, _stop)
    try:
        with (
            ledger_of(str(folder)) as ledger,
            engine_of(converting, means) as work,
            Bell(inbox, native=not no_native) as bell,
        ):
            remember(ledger, converting, means)
            watcher = Watcher(
                inbox,
                known_suffixes(),
                ledger,
                work,
                recipe=recipe(converting),
                version=__version__,
                habits=Habits(settle, poll, once),
                combine=lambda: combine(ledger, converting),
                tell=_tell,
                warn=lambda message: click.echo(f"! {message}", err=True),
            )
            click.echo(f"Đang theo dõi {inbox}; tình trạng: {folder / 'TRANG-THAI.html'}", err=True)
            watcher.run(bell)
            failed = ledger.counts()["failed"]
    except KeyboardInterrupt:
        raise SystemExit(ExitCode.INTERRUPTED) from None
    raise SystemExit(ExitCode.FAILED if failed else ExitCode.OK)


def _stop(_signal: int, _frame: object) -> None:
    """A service is stopped by SIGTERM: the same as Ctrl-C."""
    raise KeyboardInterrupt


def _tell(entry: Entry) -> None:
    from congvan.batching import tell

    tell(entry, quiet=False)
