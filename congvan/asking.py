"""What the commands that ask the store have in common: its option, its errors, references to dispatches, one's own unit."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from congvan import __version__
from congvan.errors import ExitCode

if TYPE_CHECKING:
    from pathlib import Path

    from corpus.store import Store
    from schemas.plan import Plan

DAY = click.DateTime(["%Y-%m-%d", "%d/%m/%Y"])


def store_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the option `--store`."""
    return click.option(
        "--store",
        "place",
        default=None,
        metavar="TỆP|URL",
        envvar="CONGVAN_STORE",
        help="Kho văn bản: một tệp, hoặc postgresql://… (mặc định: kho riêng của người dùng).",
    )(command)


@contextmanager
def opened(place: str | None, files: Path | None = None) -> Iterator[Store]:
    """Open the store for a command; what goes wrong is told on standard error, with exit code `STORE`."""
    try:
        from corpus.store import StoreError, open_store
    except ImportError as error:
        click.echo("✗ Thiếu gói của kho. Hãy chạy: uv pip install 'congvan[store]'", err=True)
        raise SystemExit(ExitCode.MISSING) from error
    try:
        with open_store(place, files=files) as store:
            yield store
    except StoreError as error:
        click.echo(f"✗ {error}", err=True)
        raise SystemExit(ExitCode.STORE) from error


def keep(store: Store, path: Path, plans: Sequence[Plan]) -> None:
    """Store the plans of a file; those of an archive's members each as a file of its own."""
    for content in dict.fromkeys(plan.source.sha256 for plan in plans):
        mine = [plan for plan in plans if plan.source.sha256 == content]
        store.add(mine, source_path=path, program_version=__version__)


def day_of(value: Any) -> date | None:  # noqa: ANN401
    """The day of an option of type `DAY`."""
    return value.date() if value is not None else None


def duty_of(unit: str | None) -> Callable[[str | None, str], bool] | None:
    """Whether a duty concerns or may concern a unit, as in its checklist; None for no unit."""
    if unit is None:
        return None
    from exporters.concern import Concern, addressed, concerns, mentioned

    def judge(actor: str | None, action: str) -> bool:
        return (
            actor is None
            or concerns(unit, actor) is not Concern.NO
            or addressed(unit, action)
            or mentioned(unit, action)
        )

    return judge


def named_for(unit: str | None) -> Callable[[str], bool] | None:
    """Whether a name that a dispatch uses surely includes a unit; None for no unit."""
    if unit is None:
        return None
    from exporters.concern import Concern, concerns

    return lambda name: concerns(unit, name) is Concern.YES


def shown_day(day: date | str | None) -> str:
    """`05/06/2024`, of an EDTF string as far as it goes (`06/2024`); «» for None."""
    return "/".join(reversed(str(day).split("-"))) if day else ""


def shown_title(number_symbol: str | None, doc_type: str | None, issued_on: str | None, subject: str | None) -> str:
    """«3785/KH-SGDĐT (10/11/2023): Tổ chức …», as far as it is known."""
    from corpus.registry.document_types import type_by_code

    kind = type_by_code(doc_type) if doc_type else None
    number = number_symbol or f"{kind.name if kind else 'Văn bản'} không số"
    day = f" ({shown_day(issued_on)})" if issued_on else ""
    return f"{number}{day}{f': {subject}' if subject else ''}"
