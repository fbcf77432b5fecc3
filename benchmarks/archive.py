"""An archive converted in one go: `python -m benchmarks.archive [--documents 520] [--scans 12] [--real 30]`.

Builds an archive of mixed kinds (samples varied by program as txt, docx, pdf; scanned pages; real dispatches of ../shared where they
are), converts it with one and with two workers, on a Dask cluster of two processes, and file by file in one process as the sum of
the parts, all in this run. CPU seconds are those of all processes together: other work on the machine does not lengthen them.

`--accounting`: 10,000 small files, one in a hundred broken: every one is accounted for. `--kills 20`: a batch is killed (-9) at random
moments and taken up again: nothing lost, nothing twice, store and ledger sound.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

from ingest.ledger import Ledger
from ingest.report import totals

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("CONGVAN_SHARED", ROOT.parent / "shared"))
SAMPLES = ROOT / "samples"
CONGVAN = (sys.executable, "-c", "from congvan.cli import main; main()")
PARTS = """
import sys
from pathlib import Path
from congvan.pipeline import convert
from congvan.output import Writer
writer = Writer(sys.argv[2], ("json",), unit=None, lang="vi")
for path in sorted(Path(sys.argv[1]).rglob("*.*")):
    outcome = convert(path)
    if outcome.plans:
        writer.write(str(path.relative_to(sys.argv[1])), outcome.plans)
"""


@dataclass(frozen=True, slots=True)
class Cost:
    """What a run took: seconds on the clock, CPU seconds of all its processes, most memory (MB) of one and of all."""

    clock: float
    cpu: float
    largest: float
    together: float


def build(folder: Path, documents: int, scans: int, real: int) -> Counter[str]:
    """Write the archive; returns how many files of each kind it holds."""
    dice = random.Random(7)
    made: Counter[str] = Counter()
    for name, path in zip(range(real), _real(), strict=False):
        shutil.copyfile(path, folder / f"co-that-{name:03}{path.suffix}")
        made[f"real {path.suffix}"] += 1
    for number, data in enumerate(_scans(scans, dice)):
        (folder / f"quet-{number:03}.png").write_bytes(data)
        made["scanned page"] += 1
    texts = [(SAMPLES / name).read_text(encoding="utf-8") for name in ("thong-bao-tap-huan.txt", "goi-ba-van-ban.txt")]
    pdf = (SAMPLES / "cong-van-bao-cao.pdf").read_bytes()
    for number in range(documents - made.total()):
        where = folder / f"nam-{2015 + number % 10}"
        where.mkdir(exist_ok=True)
        match number % 10:
            case 0 | 1:
                (where / f"{number:04}.pdf").write_bytes(pdf + f"\n% {number}\n".encode())
                made[".pdf"] += 1
            case 2 | 3 | 4:
                _docx(where / f"{number:04}.docx", number)
                made[".docx"] += 1
            case kind:
                varied = _varied(texts[kind % 2], number)
                (where / f"{number:04}.txt").write_text(varied, encoding="utf-8")
                made[".txt"] += 1
    return made


def _varied(text: str, number: int) -> str:
    """The same dispatch with another number and other days."""
    text = re.sub(r"Số: \d+", f"Số: {1000 + number}", text)
    return re.sub(r"\b(\d{1,2})/(\d{1,2})/(20\d\d)", lambda m: f"{1 + (int(m[1]) + number) % 28}/{m[2]}/{m[3]}", text)


def _docx(path: Path, number: int) -> None:
    import docx

    document = docx.Document(str(SAMPLES / "ke-hoach-boi-duong.docx"))
    for paragraph in document.paragraphs:
        for run in paragraph.runs:
            if (varied := _varied(run.text, number)) != run.text:
                run.text = varied
    document.core_properties.comments = str(number)
    document.save(str(path))


def _scans(count: int, dice: random.Random) -> Iterator[bytes]:
    """Pages of the sample as a scanner gives them: turned a little, grey, 150 dots an inch."""
    import io

    import pypdfium2 as pdfium

    page = pdfium.PdfDocument((SAMPLES / "cong-van-bao-cao.pdf").read_bytes())[0].render(scale=150 / 72).to_pil()
    for _ in range(count):
        out = io.BytesIO()
        page.convert("L").rotate(dice.uniform(-0.8, 0.8), fillcolor=255).save(out, "PNG", dpi=(150, 150))
        yield out.getvalue()


def _real() -> Iterator[Path]:
    """Real dispatches of which every page has a text layer, and Word files, up to 1 MB: `--scans` alone sets the share of OCR."""
    folder = SHARED / "dispatches"
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.stat().st_size <= 1 << 20 and (path.suffix == ".docx" or (path.suffix == ".pdf" and _has_text(path))):
            yield path


def _has_text(path: Path) -> bool:
    import pypdfium2 as pdfium

    pages = pdfium.PdfDocument(path)
    return all(page.get_textpage().count_chars() > 300 for page in pages)


def measured(*command: str) -> Cost:
    """Run a command without the cache of recognised pages; its processes' memory is looked at each half second."""
    environment = {**os.environ, "CONGVAN_CACHE": "off"}
    before, start = os.times(), time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=environment)
    largest = together = 0.0
    while process.poll() is None:
        sizes = list(_sizes(process.pid))
        largest, together = max([largest, *sizes]), max(together, sum(sizes))
        time.sleep(0.5)
    clock, after = time.perf_counter() - start, os.times()
    told = process.communicate()[1].decode()
    if process.returncode not in (0, 3, 4):
        raise SystemExit(told)
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return Cost(clock, cpu, largest, together)


def _sizes(pid: int) -> Iterator[float]:
    try:
        parent = psutil.Process(pid)
        for process in (parent, *parent.children(recursive=True)):
            yield process.memory_info().rss / 2**20
    except psutil.Error:
        return


@contextmanager
def dask_cluster() -> Iterator[str]:
    """A Dask cluster of two processes on this machine."""
    from distributed import LocalCluster

    with LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=":0", silence_logs=60
    ) as made:
        yield str(made.scheduler_address).replace("tcp://", "dask://")


def compare(archive: Path, folder: Path, *, dask: bool) -> None:
    """Print the table of runs."""
    files = sum(1 for path in archive.rglob("*.*") if path.is_file())

    def row(name: str, cost: Cost, pages: int) -> None:
        rate = f"{files / cost.clock * 60:9.0f} {pages / cost.clock * 60:9.0f}"
        print(
            f"{name:34} {cost.clock:8.1f} {cost.cpu:8.1f} {rate} {cost.largest:9.0f} {cost.together:9.0f}", flush=True
        )

    print(f"{'run':34} {'clock s':>8} {'CPU s':>8} {'docs/min':>9} {'pages/min':>9} {'MB, one':>9} {'MB, all':>9}")
    runs: dict[int, Cost] = {}
    pages, work = 0, 0.0
    for workers in (1, 2):
        out = folder / f"out{workers}"
        base = ("convert", str(archive), "--out", str(out), "--format", "json", "--workers", str(workers))
        runs[workers] = measured(*CONGVAN, *base)
        with Ledger(out) as ledger:
            sums = totals(ledger)
        pages = sums.pages
        if workers == 1:
            work = sums.seconds
        row(f"{workers} worker(s), queue, ledger, report", runs[workers], pages)
    stored = ("--store", str(folder / "kho.sqlite"))
    store = measured(
        *CONGVAN, "convert", str(archive), "--out", str(folder / "out3"), "--format", "json", "--workers", "1", *stored
    )
    row("1 worker, and the store", store, pages)
    parts = measured(sys.executable, "-c", PARTS, str(archive), str(folder / "parts"))
    row("file by file, one process (parts)", parts, pages)
    if dask:
        with dask_cluster() as address:
            command = (
                *CONGVAN,
                "convert",
                str(archive),
                "--out",
                str(folder / "out4"),
                "--format",
                "json",
                "--engine",
                address,
            )
            row("Dask, 2 processes (CPU: client's)", measured(*command), pages)
        same = _results(folder / "out4") == _results(folder / "out2")
        print(f"Dask's results are the pool's, byte by byte: {same}")
    one, two = runs[1], runs[2]
    print(f"two workers: {one.clock / two.clock:.2f} × one on the clock; by CPU alone {2 * one.cpu / two.cpu:.2f} ×")
    print(f"queue, ledger, report: {100 * (one.cpu / parts.cpu - 1):+.1f} % CPU over the parts", end="; ")
    print(f"with the store {100 * (store.cpu / parts.cpu - 1):+.1f} %", end="; ")
    print(f"clock outside the worker's own work {100 * (one.clock - work) / work:+.1f} % (1 worker)")
    print(f"load of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")


def _results(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*.json")}


def account(folder: Path, files: int) -> None:
    """Convert many small files of which one in a hundred is broken; every one must be accounted for."""
    text = (SAMPLES / "thong-bao-tap-huan.txt").read_text(encoding="utf-8")[:700]
    archive, out = folder / "many", folder / "many-out"
    for number in range(files):
        where = archive / f"{number // 1000:02}"
        where.mkdir(parents=True, exist_ok=True)
        broken = number % 100 == 50
        path = where / f"{number:05}.{'pdf' if broken else 'txt'}"
        path.write_text(
            "%PDF broken" + str(number) if broken else _varied(text, number) + f"\n{number}", encoding="utf-8"
        )
    cost = measured(*CONGVAN, "convert", str(archive), "--out", str(out), "--format", "json", "--workers", "2")
    with Ledger(out) as ledger:
        counts = ledger.counts()
    written = sum(1 for _ in out.rglob("[0-9]*.json"))
    notes = sum(1 for _ in out.rglob("*.loi.txt"))
    print(
        f"{files} files: {dict(counts)}, {written} plans, {notes} notes, in {cost.clock:.0f} s; {cost.cpu:.0f} s CPU;",
        end=" ",
    )
    print(f"most memory of one process {cost.largest:.0f} MB, of all {cost.together:.0f} MB")
    assert counts.total() == files and counts["failed"] == notes == files // 100 and written == counts["ok"]


def kill(folder: Path, times: int) -> None:
    """Kill a batch at random moments and take it up again until it is done; then compare with an undisturbed run."""
    text = (SAMPLES / "thong-bao-tap-huan.txt").read_text(encoding="utf-8")
    archive, out, store = folder / "few", folder / "few-out", folder / "few.sqlite"
    archive.mkdir()
    for number in range(25 * times):
        (archive / f"{number:04}.txt").write_text("" if number % 50 == 7 else _varied(text, number), encoding="utf-8")
    base = (*CONGVAN, "convert", str(archive), "--format", "json", "--workers", "2", "--resume", "--out")
    dice = random.Random(3)
    kills = 0
    while kills < times:
        process = subprocess.Popen((*base, str(out), "--store", str(store)), stderr=subprocess.DEVNULL)
        goal = _lines(out) + dice.randrange(0, 25)
        while process.poll() is None and _lines(out) < goal:
            time.sleep(dice.random() * 0.05)
        if process.poll() is not None:
            break
        process.kill()
        process.wait()
        kills += 1
    measured(*base, str(out), "--store", str(store))
    measured(*base, str(folder / "calm"))
    with Ledger(out) as ledger, Ledger(folder / "calm") as calm:
        same = [(e.name, e.state, e.record.outputs) for e in ledger.entries()] == [
            (e.name, e.state, e.record.outputs) for e in calm.entries()
        ]
        counts = dict(ledger.counts())
    lines = Counter(
        json.loads(line)["file"] for line in (out / "nhat-ky.jsonl").read_text(encoding="utf-8").splitlines()
    )
    sound = (
        subprocess.run((*CONGVAN, "store", "check", "--store", str(store)), capture_output=True, check=False).returncode
        == 0
    )
    equal = _results(out) == _results(folder / "calm")
    print(
        f"{kills} kills over {25 * times} files: {counts}; rows as undisturbed: {same}; results byte by byte: {equal};",
        end=" ",
    )
    print(f"store sound: {sound}; files told of twice in the log: {sum(count > 1 for count in lines.values())}")
    assert same and equal and sound


def _lines(out: Path) -> int:
    log = out / "nhat-ky.jsonl"
    return log.read_bytes().count(b"\n") if log.exists() else 0


def main() -> None:
    """Build, run, print."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--documents", type=int, default=520)
    options.add_argument("--scans", type=int, default=12, help="scanned pages among them: each costs seconds")
    options.add_argument("--real", type=int, default=30)
    options.add_argument("--no-dask", action="store_true")
    options.add_argument("--accounting", type=int, nargs="?", const=10_000, default=0, metavar="FILES")
    options.add_argument("--kills", type=int, default=0, metavar="TIMES")
    asked = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="congvan-archive-") as name:
        folder = Path(name)
        if asked.accounting:
            account(folder, asked.accounting)
        if asked.kills:
            kill(folder, asked.kills)
        if not asked.accounting and not asked.kills:
            archive = folder / "archive"
            archive.mkdir()
            made = build(archive, asked.documents, asked.scans, asked.real)
            print(f"{made.total()} files: {', '.join(f'{count} {kind}' for kind, count in sorted(made.items()))}")
            compare(archive, folder, dask=not asked.no_dask)


if __name__ == "__main__":
    main()
