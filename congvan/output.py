"""Writing results: a file a dispatch or a file a run, in each chosen format, or JSON Lines on standard output."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.whole import write_whole

if TYPE_CHECKING:
    from schemas.plan import Plan

__all__ = ["Writer", "write_whole"]


class Writer:
    """Writes plans in the chosen formats under a folder, or (`out` «-») as JSON Lines to standard output.

    `options` are further keywords of `exporters.registry.Export`. Call `finish` when all plans are written: formats
    that hold a whole run (registers, calendars …) become files then. With `own_record` a plan's JSON is whole, as the
    office keeps it; otherwise personal data are masked in it as in all that leaves the office.
    """

    def __init__(
        self,
        out: str,
        formats: Sequence[str],
        *,
        unit: str | None,
        lang: str,
        options: Mapping[str, object] | None = None,
        own_record: bool = True,
    ) -> None:
        self.folder = None if out == "-" else Path(out)
        self.formats = formats
        self.options: dict[str, object] = {**(options or {}), "unit": unit, "lang": lang}
        self.own_record = own_record
        self.written: list[Path] = []  # the files written so far
        self._run: dict[str, Plan] = {}

    def write(self, stem: str, plans: Sequence[Plan]) -> None:
        """Write the plans of one file; a bundle's plans are numbered -1, -2 and so on.

        Raises `exporters.secrecy.Refused`, when the others are written, where some are marked mật; OSError where the
        folder can't be written.
        """
        from exporters.secrecy import refuse_secret, secret_sources

        secret = secret_sources(plans)
        for number, plan in enumerate(plans, start=1):
            if plan.source.sha256 not in secret:
                self._write_one(f"{stem}-{number}" if len(plans) > 1 else stem, plan)
        refuse_secret(plans)

    def _write_one(self, name: str, plan: Plan) -> None:
        from exporters.registry import format_of

        if self.folder is None:
            sys.stdout.buffer.write(self._shown(plan).model_dump_json().encode() + b"\n")
            sys.stdout.buffer.flush()
            return
        for format_ in map(format_of, self.formats):
            if format_.whole_run:
                self._run.setdefault(plan.id, plan)  # the same bytes twice are one dispatch
            else:
                self._export(format_.name, format_.file.format(stem=name), [plan])

    def finish(self, plans: Sequence[Plan] | None = None) -> None:
        """Write the formats that hold a whole run, of the plans written or of those given. Raises OSError."""
        from exporters.registry import format_of

        whole = list(self._run.values()) if plans is None else plans
        for format_ in map(format_of, self.formats):
            if format_.whole_run and whole:
                self._export(format_.name, format_.file, whole)

    def _export(self, format_name: str, file_name: str, plans: Sequence[Plan]) -> None:
        from exporters.registry import exporter

        assert self.folder is not None
        options = self.options | ({"show_personal": True} if format_name == "json" and self.own_record else {})
        write_whole(self.folder / file_name, exporter(format_name)(plans, **options))  # type: ignore[arg-type]
        self.written.append(self.folder / file_name)

    def _shown(self, plan: Plan) -> Plan:
        from exporters.personal import masked

        return plan if self.own_record or self.options.get("show_personal") else masked(plan)
