"""Exit codes and what went wrong with a file, said so that staff know what to do (see `docs/errors.md`)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum


class ExitCode(IntEnum):
    """What `congvan` returns to the shell."""

    OK = 0
    USAGE = 2  # click's own: a wrong option or a path that is not there
    FAILED = 3  # at least one file gave no plan
    PARTIAL = 4  # every file gave a plan, at least one of them lacks pages
    NOTHING = 5  # no file that could be read was found under the paths
    OUTPUT = 6  # results can't be written
    MISSING = 7  # a program or package that the command needs is not installed (`congvan doctor`)
    SECRET = 8  # a document is marked mật: nothing of it was written
    STORE = 9  # the store can't be opened, read or written; the message says what to do
    INTERRUPTED = 130


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that gave no plan: `code` as in `docs/errors.md`, `message` in Vietnamese, `detail` for developers."""

    path: str
    code: str
    message: str
    detail: str = ""
