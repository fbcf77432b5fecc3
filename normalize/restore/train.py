"""Making the model: `python -m normalize.restore.train --text FOLDER --out FILE`, the same file from the same texts.

It needs Tesseract with `eng`, Pillow and the fonts named in `pairs` to learn the noisy channel (about 25 minutes on two
cores); `--pairs` keeps or reuses what was printed and read. The language model takes three minutes and 3 GB of memory.
"""

from __future__ import annotations

import argparse
import sys
import zipfile
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from io import BytesIO
from itertools import chain
from pathlib import Path

import numpy as np

from normalize.restore import abbreviations, calibration, channel_fit, channel_table, noisy, stripped
from normalize.restore.channel import Channel
from normalize.restore.channel_table import Tables
from normalize.restore.counts import Stream, read_stream
from normalize.restore.lattice import Floats
from normalize.restore.model import Model, pack, with_channel
from normalize.restore.model import model as shipped_model
from normalize.restore.ngrams import ORDERS, estimate
from normalize.restore.pairs import make_pairs, read_pairs, write_pairs
from normalize.restore.texts import for_print, set_aside
from vietnamese.letters import strip_marks

LINES = (10_000, 20_000, 1_500)  # printed lines of each set of pairs; the last measures confidence
_LAYERS = 3  # how often the words of real layers count
_EPOCH = (1980, 1, 1, 0, 0, 0)


def language_model(stream: Stream) -> Model:
    """The model without a channel, its probabilities taken at their word."""
    unigrams, bows, tables = estimate(stream, ORDERS)
    capital = (np.array(stream.capitals) + 0.1) / (np.array(stream.counts) + 1)
    return Model(
        words=tuple(stream.words),
        log_unigram=np.log(unigrams).astype(np.float32),
        first_bow=np.log(bows).astype(np.float32),
        capital=np.clip(capital, 0.002, 0.998).astype(np.float32),
        tables=tables,
        calibration=dict.fromkeys(("stripped", "noisy"), calibration.identity()),
        abbreviations=abbreviations.learn(stream.words),
    )


def print_and_read(text: Path, folder: Path, lines: Sequence[int]) -> list[Path]:
    """Files of pairs in `folder`, made where they are missing: the sets to learn from, and a last one to check with."""
    sets = [*enumerate(lines[:-1], start=1), (0, lines[-1])]
    paths = [folder / f"pairs{seed}.tsv" for seed, _ in sets]
    with ProcessPoolExecutor(max_workers=2) as pool:
        waiting = [
            pool.submit(_pairs, text, count, seed, path)
            for (seed, count), path in zip(sets, paths, strict=True)
            if not path.exists()
        ]
        for job in waiting:
            job.result()
    return paths


def _pairs(text: Path, lines: int, seed: int, path: Path) -> None:
    part = path.with_suffix(".part")
    paragraphs = iter(set_aside(text)) if seed == 0 else for_print(text, seed)
    write_pairs(make_pairs(paragraphs, lines, seed), part)
    part.replace(path)


def calibrate_stripped(model: Model, paragraphs: Sequence[str]) -> Model:
    """`model` with its confidence in stripped text measured on paragraphs that it never saw."""
    good = "\n".join(paragraphs)
    chances, right = [], []
    for edit in stripped.edits(strip_marks(good), model):
        chances.append(edit.chance)
        right.append(good[edit.start : edit.end] == edit.new)
    curve = calibration.fit(np.array(chances, np.float32), np.array(right))
    return replace(model, calibration={**model.calibration, "stripped": curve})


def noisy_curve(model: Model, pairs: Iterable[tuple[str, str] | None]) -> Floats:
    """What confidence in misread text is worth, measured on pages that the model's channel never saw."""
    text, truth = page_text(pairs)
    channel = Channel(model)
    chances, right = [], []
    for edit in noisy.edits(text, channel):
        start = max(text.rfind(" ", 0, edit.start), text.rfind("\n", 0, edit.start)) + 1
        word = truth.get(start)
        if word:
            chances.append(edit.chance)
            right.append(edit.new.strip() in word)
    return calibration.fit(np.array(chances, np.float32), np.array(right))


def fit_channel(model: Model, learn: Sequence[Path], check: Path, layers: Path | None) -> tuple[Tables, Floats]:
    """The channel's tables, from printed pages and bad text layers; its curve is measured with one that saw no layer."""
    printed = list(chain.from_iterable(read_pairs(path) for path in learn))
    real = list(read_pairs(layers)) if layers else []
    first = with_channel(model, channel_fit.fit(printed), calibration.identity())
    curve = noisy_curve(first, chain(read_pairs(check), real))
    return channel_fit.fit(chain(printed, real * _LAYERS)), curve


def page_text(pairs: Iterable[tuple[str, str] | None]) -> tuple[str, dict[int, str]]:
    """Read pages as text, a line a line, and the printed word by the offset at which its reading begins."""
    parts: list[str] = []
    truth: dict[int, str] = {}
    at = 0
    for pair in pairs:
        if pair is None:
            parts.append("\n")
            at += 1
        elif pair[1]:
            truth[at] = pair[0]
            parts.append(pair[1] + " ")
            at += len(pair[1]) + 1
    return "".join(parts), truth


def write_model(model: Model, path: Path) -> None:
    """Write a model file; the same model gives the same bytes (an .npz whose entries bear no date)."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, array in sorted(pack(model).items()):
            buffer = BytesIO()
            np.lib.format.write_array(buffer, np.ascontiguousarray(array), allow_pickle=False)
            entry = zipfile.ZipInfo(f"{name}.npy", _EPOCH)
            entry.compress_type = zipfile.ZIP_STORED if name.startswith("cells") else zipfile.ZIP_DEFLATED
            archive.writestr(entry, buffer.getvalue())


def main(arguments: Sequence[str] | None = None) -> int:
    """Command line of the training."""
    parser = argparse.ArgumentParser(prog="python -m normalize.restore.train", description=__doc__)
    parser.add_argument("--text", type=Path, required=True, help="folder of *.txt.xz, a paragraph a line")
    parser.add_argument("--out", type=Path, required=True, help="model file to write (.npz)")
    parser.add_argument("--pairs", type=Path, help="folder that keeps printed and read pages (default: beside --out)")
    parser.add_argument("--layers", type=Path, help="pairs of bad text layers (benchmarks.restore_layers)")
    parser.add_argument("--channel-only", action="store_true", help="fit the channel to the n-grams that are shipped")
    parser.add_argument(
        "--lines", type=int, nargs=3, default=LINES, help="lines to print: two sets to learn from, one to check"
    )
    options = parser.parse_args(arguments)
    folder = options.pairs or options.out.parent
    folder.mkdir(parents=True, exist_ok=True)
    options.out.parent.mkdir(parents=True, exist_ok=True)
    *learn, check = print_and_read(options.text, folder, options.lines)
    if options.channel_only:
        model = shipped_model()
    else:
        model = calibrate_stripped(language_model(read_stream(options.text)), set_aside(options.text))
        write_model(model, options.out)
    channel_table.write(*fit_channel(model, learn, check, options.layers), options.out.with_name(channel_table.FILE))
    return 0


if __name__ == "__main__":
    sys.exit(main())
