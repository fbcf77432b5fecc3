"""Which module writes which format, and what stands before every export: secrecy and personal data.

A format is one module and one line of `_FORMATS`. Its module has `export(plans, **options) -> bytes`, where the options
are those that the line names; the same plans and options give the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Protocol, cast

if TYPE_CHECKING:  # the command line reads the names of formats from here: nothing heavy is imported
    from schemas.plan import Plan

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FOR_STAFF = ("unit", "lang")


@dataclass(frozen=True, slots=True)
class Format:
    """One format.

    `file` is the name of the file it makes: with `{stem}` one file a dispatch, without one file for all dispatches of
    a run. `options` are the keywords that its module takes, `packages` what it needs beside the default install.
    """

    name: str
    module: str  # with «:function» where that is not `export`
    file: str
    media_type: str
    vi: str  # what it is, for help
    options: tuple[str, ...] = ()
    packages: tuple[str, ...] = ()

    @property
    def whole_run(self) -> bool:
        """Whether all dispatches of a run go into one file."""
        return "{stem}" not in self.file

    @property
    def missing(self) -> tuple[str, ...]:
        """The packages that are not installed (extra `exports`)."""
        return tuple(name for name in self.packages if find_spec(name) is None)


_FORMATS = (
    Format("json", "exporters.to_json", "{stem}.json", "application/json", "kế hoạch, cho phần mềm"),
    Format("docx", "exporters.to_docx", "{stem}.docx", _DOCX, "danh mục việc để in", (*_FOR_STAFF, "template")),
    Format("xlsx", "exporters.to_xlsx", "{stem}.xlsx", _XLSX, "danh mục việc để lọc, theo dõi", _FOR_STAFF),
    Format("md", "exporters.to_md", "{stem}.md", "text/markdown", "danh mục việc, chữ thuần", _FOR_STAFF),
    Format("html", "exporters.to_html", "{stem}.html", "text/html", "danh mục việc để xem, in", _FOR_STAFF, ("jinja2",)),
    Format(
        "ics",
        "exporters.to_ics",
        "viec-can-lam.ics",
        "text/calendar",
        "lịch",
        (*_FOR_STAFF, "as_events"),
        ("icalendar",),
    ),
    Format("csv", "exporters.to_csv", "viec-can-lam.csv", "text/csv", "bảng việc cho Excel", _FOR_STAFF),
    Format("parquet", "exporters.to_parquet", "du-lieu.parquet", "application/vnd.apache.parquet",
           "mọi dữ kiện, cho phân tích", (), ("polars",)),
    Format("svg", "exporters.to_picture:export_svg", "{stem}.svg", "image/svg+xml", "hình trục thời hạn", ("unit",),
           ("matplotlib",)),
    Format("png", "exporters.to_picture:export_png", "{stem}.png", "image/png", "hình trục thời hạn", ("unit",),
           ("matplotlib",)),
    Format("so-den", "exporters.to_register_xlsx:export_arrivals", "so-dang-ky-van-ban-den.xlsx", _XLSX,
           "sổ đăng ký văn bản đến (NĐ 30/2020), Excel", ("unit",)),
    Format("so-den-docx", "exporters.to_register_docx:export_arrivals", "so-dang-ky-van-ban-den.docx", _DOCX,
           "sổ đăng ký văn bản đến, Word", ("unit",)),
    Format("so-theo-doi", "exporters.to_register_xlsx:export_follow_up", "so-theo-doi-giai-quyet.xlsx", _XLSX,
           "sổ theo dõi giải quyết văn bản đến (NĐ 30/2020), Excel", ("unit",)),
    Format("so-theo-doi-docx", "exporters.to_register_docx:export_follow_up", "so-theo-doi-giai-quyet.docx", _DOCX,
           "sổ theo dõi giải quyết, Word", ("unit",)),
    Format("phieu", "exporters.to_slip", "{stem}-phieu.docx", _DOCX, "phiếu giải quyết văn bản đến (NĐ 30/2020)",
           (*_FOR_STAFF, "template")),
    Format("edxml", "exporters.to_edxml", "{stem}.edxml", "application/xml",
           "nháp phần đầu gói tin edXML (QCVN 102:2016), chưa ký"),
    Format("akn", "exporters.to_akn", "{stem}.akn.xml", "application/akn+xml", "toàn văn theo Akoma Ntoso 1.0"),
    Format("jsonld", "exporters.to_jsonld", "{stem}.jsonld", "application/ld+json",
           "mô tả văn bản theo schema.org (Legislation)"),
)  # fmt: skip
_BY_NAME = {format_.name: format_ for format_ in _FORMATS}
FORMATS = tuple(_BY_NAME)


class Export(Protocol):
    """Makes one file of plans: the same plans give the same bytes."""

    def __call__(
        self,
        plans: Sequence[Plan],
        *,
        unit: str | None = None,
        lang: str = "vi",
        as_events: bool = False,
        template: bytes | None = None,
        show_personal: bool = False,
    ) -> bytes:
        """Return the file.

        `unit` narrows it to one addressee, `lang` (`vi`, `en`) chooses its headings, `as_events` makes events of
        to-dos in calendars, `template` is an office's own docx; a format passes over what it has no use for. Personal
        data are masked unless `show_personal`. Raises `exporters.secrecy.Refused` for a document marked mật, and
        `exporters.templates.BadTemplate` for a template that can't be filled.
        """
        ...


def format_of(name: str) -> Format:
    """Return the format called `name`. Raises ValueError for one that there is none of."""
    try:
        return _BY_NAME[name]
    except KeyError:
        raise ValueError(f"no exporter {name!r}; there are: {', '.join(FORMATS)}") from None


def exporter(name: str) -> Export:
    """Return the exporter called `name`; its module, and the libraries it needs, are imported now and not before.

    Raises ValueError for a format that there is none of, ModuleNotFoundError where a package it needs is missing.
    """
    format_ = format_of(name)
    module, _, function = format_.module.partition(":")
    write = cast("Callable[..., bytes]", getattr(import_module(module), function or "export"))

    def export(plans: Sequence[Plan], *, show_personal: bool = False, **options: object) -> bytes:
        from exporters.personal import Masked
        from exporters.secrecy import refuse_secret

        refuse_secret(plans)
        shown = plans if show_personal else Masked(plans)
        return write(shown, **{key: value for key, value in options.items() if key in format_.options})

    return cast("Export", export)
