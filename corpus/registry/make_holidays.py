"""Write `public_holidays.tsv` anew from the `holidays` package: `python -m corpus.registry.make_holidays`.

The package knows the law and the lunar calendar but takes half a second of CPU to import; the table holds what it says for
the years that dispatches are about. Other years are asked of the package itself (`normalize.calendars`).
"""

from __future__ import annotations

from importlib import metadata
from pathlib import Path

FIRST, LAST = 2005, 2040


def rows() -> list[tuple[str, str]]:
    """Day (ISO 8601) and name of each public holiday of Vietnam from `FIRST` to `LAST`, as the package gives them."""
    from holidays import country_holidays

    found = country_holidays("VN", years=range(FIRST, LAST + 1))
    return [(day.isoformat(), found[day]) for day in sorted(found)]


def main() -> None:
    """Write the table."""
    source = f"# Public holidays of Vietnam, from the package holidays {metadata.version('holidays')} (python -m {__spec__.name})."
    lines = [source, "date\tname", *("\t".join(row) for row in rows())]
    Path(__file__).with_name("public_holidays.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
