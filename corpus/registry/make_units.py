"""Write `units.tsv` anew: `python -m corpus.registry.make_units TABLES`.

TABLES is a folder with `63-tinh-thanh-cu.tsv`, `quan-huyen-cu.tsv` and `sap-nhap-63-34.tsv` (from the packages
vietnam-provinces and vietnamadminunits): the provinces and districts before 01/7/2025 and which province took in which.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Iterator
from pathlib import Path

_LAST = "2025-06-30"  # the last day of the districts (Luật 72/2025/QH15) and of 29 provinces (Nghị quyết 202/2025/QH15)
_KINDS = ("Thành phố", "Tỉnh", "Quận", "Huyện", "Thị xã")
_HEAD = """\
# Administrative units: provinces (before and since 01/7/2025) and districts (until 30/6/2025), made by corpus.registry.make_units.
# Source: PyPI packages vietnam-provinces and vietnamadminunits (MIT); reform of 2025: Nghị quyết 202/2025/QH15, Luật 72/2025/QH15.
# successor: the province that took a province in; a district's communes went to the province's communes and wards.
name	kind	province	valid_from	valid_to	successor"""


def rows(folder: Path) -> Iterator[tuple[str, ...]]:
    """The rows of the table, provinces first, in the order of the official codes."""
    taken = {
        _split(old)[1]: _split(row["new_province"])[1]
        for row in _table(folder / "sap-nhap-63-34.tsv")
        for old in row["old_provinces"].split("; ")
    }
    for row in _table(folder / "63-tinh-thanh-cu.tsv"):
        kind, name = _split(row["name"])
        successor = taken.get(name, "")
        gone = successor not in ("", name)
        yield name, kind, "", "", _LAST if gone else "", successor if gone else ""
        if (
            name == "Huế"
        ):  # a city of the centre since 01/01/2025 (Nghị quyết 175/2024/QH15); the tables know no older name
            yield "Thừa Thiên Huế", "tỉnh", "", "", "2024-12-31", name
    for row in _table(folder / "quan-huyen-cu.tsv"):
        kind, name = _split(row["district"])
        yield name, kind, _split(row["province"])[1], "", _LAST, ""


def _table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def _split(name: str) -> tuple[str, str]:
    for kind in _KINDS:
        if name.lower().startswith(f"{kind.lower()} "):
            return kind.lower(), name[len(kind) + 1 :]
    return "", name


def main() -> None:
    """Write the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tables", type=Path)
    found = ("\t".join(row) for row in rows(parser.parse_args().tables))
    Path(__file__).with_name("units.tsv").write_text("\n".join([_HEAD, *found, ""]), encoding="utf-8")


if __name__ == "__main__":
    main()
