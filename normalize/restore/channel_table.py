"""The file of the noisy channel: its tables and the worth of its confidence, beside the n-grams so that it can be refitted alone.

`channel.tsv` has rows of `table TAB part TAB read TAB log-probability`; `seen` tells how often each rime was printed,
`sure` the curve of `calibration`, step by step.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path

import numpy as np

from normalize.restore.lattice import Floats

FILE = "channel.tsv"
_HEAD = "# The noisy channel; made by normalize.restore.train (docs/restore-model-card.md): table, part, read, value"
Tables = Mapping[str, Mapping[str, float]]


def write(tables: Tables, curve: Floats, path: Path) -> None:
    """Write tables and curve; the same ones give the same bytes."""
    rows = [_HEAD]
    for name, table in sorted(tables.items()):
        for key, value in sorted(table.items()):
            rows.append(f"{name}\t{key if name != 'seen' else key + chr(9)}\t{value:g}")
    rows += [f"sure\t{step}\t\t{value:.4f}" for step, value in enumerate(curve.tolist())]
    path.write_text("\n".join(rows) + "\n", encoding="utf-8", newline="\n")


def parse(text: str) -> tuple[Tables, Floats]:
    """The tables and the curve in the text of a file that `write` made."""
    tables: dict[str, dict[str, float]] = {}
    curve: list[float] = []
    for row in text.split("\n"):
        if not row or row.startswith("#"):
            continue
        name, part, read, value = row.split("\t")
        if name == "sure":
            curve.append(float(value))
        else:
            tables.setdefault(name, {})[part if name == "seen" else f"{part}\t{read}"] = float(value)
    return tables, np.array(curve, np.float32)


def shipped() -> tuple[Tables, Floats]:
    """What ships with the package."""
    return parse(files("normalize.restore").joinpath(FILE).read_text(encoding="utf-8"))
