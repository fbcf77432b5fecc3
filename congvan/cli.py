"""The command line: each command is a module of `congvan.commands`, imported when it is asked for."""

from __future__ import annotations

from importlib import import_module
from typing import cast

import click

from congvan import __version__

_COMMANDS = (
    "convert",
    "watch",
    "retry",
    "export",
    "draft",
    "store",
    "search",
    "due",
    "graph",
    "diff",
    "correct",
    "duplicates",
    "check",
    "roster-template",
    "rules",
    "restore",
    "schema",
    "doctor",
)  # in the order in which help lists them


class _Commands(click.Group):
    """Finds a command by its name: `convert` is `congvan.commands.convert.convert`, «a-b» is `….a_b.a_b`."""

    def list_commands(self, _context: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, _context: click.Context, name: str) -> click.Command | None:
        if name not in _COMMANDS:
            return None
        module = name.replace("-", "_")
        return cast("click.Command", getattr(import_module(f"congvan.commands.{module}"), module))


@click.command(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(__version__, prog_name="congvan")
def main() -> None:
    """Đọc công văn, kế hoạch, thông tư, quyết định … thành kế hoạch việc và danh mục việc cần làm.

    Turns Vietnamese official dispatches into structured plans and checklists.
    """
