"""Plans and rules that the commands of the rules core take: JSON as it is, dispatches converted on the way."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from congvan.errors import ExitCode

if TYPE_CHECKING:
    from rules_core.book import Source

_JSON = (".json", ".jsonl", ".ndjson")


def load_sources(paths: Iterable[str]) -> list[Source]:
    """Return the plans and books of rules of files; ends the program, saying why, where one gives none or is marked mật."""
    found: list[Source] = []
    for name in paths:
        path = Path(name)
        if not path.is_file():
            _stop(f"Không có tệp «{name}». Hãy kiểm tra lại đường dẫn.", ExitCode.FAILED)
        found += _rules(path) if path.suffix.lower() in _JSON else _converted(path)
    _refuse_secret(found)
    return found


def _rules(path: Path) -> list[Source]:
    from rules_core.book import BadRules, read_rules

    try:
        return read_rules(path.read_text(encoding="utf-8-sig"), path.name)
    except (OSError, UnicodeDecodeError) as error:
        _stop(f"Không đọc được «{path.name}» ({error}). Hãy kiểm tra tệp và quyền đọc.", ExitCode.FAILED)
    except BadRules as error:
        _stop(str(error), ExitCode.FAILED)
    return []


def _converted(path: Path) -> list[Source]:
    from congvan.pipeline import convert

    outcome = convert(path)
    if outcome.failure:
        _stop(f"{path.name}: {outcome.failure.message}", ExitCode.FAILED)
    return list(outcome.plans)


def _refuse_secret(sources: list[Source]) -> None:
    from exporters.secrecy import Refused, refuse_secret
    from schemas.plan import Plan

    try:
        refuse_secret([source for source in sources if isinstance(source, Plan)])
    except Refused as refusal:
        _stop(str(refusal), ExitCode.SECRET)


def _stop(message: str, code: ExitCode) -> None:
    click.echo(f"✗ {message}", err=True)
    raise SystemExit(code)
