"""What the commands that write files share: which formats, for whom, in what form; and what to say where it fails."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from congvan.errors import ExitCode
from congvan.messages import say
from exporters.registry import FORMATS, format_of

if TYPE_CHECKING:
    from congvan.output import Writer
    from schemas.plan import Plan

_Command = TypeVar("_Command", bound=Callable[..., object])
_TEMPLATED = tuple(name for name in FORMATS if "template" in format_of(name).options)


ocr_option = click.option(
    "--ocr",
    type=click.Choice(["auto", "force", "never"]),
    default="auto",
    show_default=True,
    help="Nhận dạng chữ từ ảnh trang: khi cần, mọi trang, hoặc không.",
)
keep_option = click.option(
    "--store", "place", default=None, metavar="TỆP|URL", help="Lưu cả vào kho này (xem «congvan store»)."
)


def output_options(default: str) -> Callable[[_Command], _Command]:
    """Add `--out --format --unit --as-events --show-personal --template --lang`; `default` names the formats.

    The command gets `out`, `formats`, `unit`, `as_events`, `show_personal`, `template` (bytes or None) and `lang`.
    """
    options = (
        click.option(
            "--out",
            default="out",
            show_default=True,
            metavar="DIR",
            help="Thư mục kết quả; «-» ghi JSON Lines ra stdout.",
        ),
        click.option(
            "--format",
            "formats",
            default=default,
            show_default=True,
            callback=_formats,
            metavar="TÊN,TÊN…",
            help="; ".join(f"{name}: {format_of(name).vi}" for name in FORMATS) + ".",
        ),
        click.option(
            "--unit", default=None, metavar="TÊN", help="Danh mục việc cho riêng một đơn vị, ví dụ «Phòng GDĐT»."
        ),
        click.option("--as-events", is_flag=True, help="Lịch (ics) ghi sự kiện cả ngày thay cho việc cần làm."),
        click.option("--show-personal", is_flag=True, help="Không che số di động, thư điện tử riêng, CCCD, ngày sinh."),
        click.option(
            "--template",
            type=click.Path(exists=True, dir_okay=False),
            default=None,
            callback=_template,
            metavar="TỆP.docx",
            help=f"Mẫu Word của cơ quan cho định dạng {' hoặc '.join(_TEMPLATED)} (xem docs/templates.md).",
        ),
        click.option(
            "--lang", type=click.Choice(["vi", "en"]), default="vi", show_default=True, help="Ngôn ngữ thông báo."
        ),
    )

    def decorate(command: _Command) -> _Command:
        for option in reversed(options):
            command = option(command)
        return command

    return decorate


def check_template(formats: tuple[str, ...], template: bytes | None) -> None:
    """Raise click's UsageError unless exactly one of `formats` is written from the template that is given."""
    if template is not None and len([name for name in formats if name in _TEMPLATED]) != 1:
        raise click.UsageError(
            f"--template cần đúng một định dạng trong: {', '.join(_TEMPLATED)} (chọn bằng --format)."
        )


def save(writer: Writer, stem: str | None, plans: Sequence[Plan], lang: str) -> str:
    """Write the plans of one file, or with `stem` None what the run's plans make together.

    Returns why they were refused (marked mật), else «»; ends the program where nothing can be written.
    """
    from exporters.secrecy import Refused
    from exporters.templates import BadTemplate

    try:
        if stem is None:
            writer.finish()
        else:
            writer.write(stem, plans)
    except Refused as refusal:
        return str(refusal)
    except BadTemplate as problem:
        raise click.UsageError(str(problem)) from problem
    except BrokenPipeError:  # the reader of our JSON Lines has had enough (`| head`)
        sys.stderr.close()
        raise SystemExit(ExitCode.OK) from None
    except OSError as error:
        click.echo(say("output", lang, path=str(writer.folder or "-"), reason=error.strerror or repr(error)), err=True)
        raise SystemExit(ExitCode.OUTPUT) from error
    return ""


def _formats(_context: click.Context, _parameter: click.Parameter, value: str) -> tuple[str, ...]:
    names = tuple(dict.fromkeys(name.strip().lower() for name in value.split(",") if name.strip()))
    unknown = [name for name in names if name not in FORMATS]
    if unknown or not names:
        raise click.BadParameter(f"{', '.join(unknown) or '(rỗng)'}; có: {', '.join(FORMATS)}")
    for name in names:
        if missing := format_of(name).missing:
            click.echo(f"Định dạng {name} cần gói {', '.join(missing)}: uv pip install 'congvan[exports]'.", err=True)
            raise SystemExit(ExitCode.MISSING)
    return names


def _template(_context: click.Context, _parameter: click.Parameter, value: str | None) -> bytes | None:
    return Path(value).read_bytes() if value else None
