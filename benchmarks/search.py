"""Search over 100,000 synthetic dispatches made of real sentences: `python -m benchmarks.search`.

Sentences are drawn (with a fixed seed) from the public texts of ../shared/text at run time and live in a temporary folder that
is removed at the end. Prints p50 and p95 of each kind of query, on the clock and of CPU, beside a LIKE scan of the same texts
in the same run, memory and sizes. `--place postgresql://…` measures PostgreSQL.
"""

from __future__ import annotations

import argparse
import hashlib
import lzma
import os
import random
import re
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import psutil

from corpus.store import Filters, Store, open_store
from corpus.store.words import folded, split
from schemas.facts import Actor, Deadline, Evidence, Task
from schemas.plan import Header, PageText, Plan, Source, Text
from vietnamese.letters import nfc

SHARED = Path(os.environ.get("CONGVAN_SHARED", Path(__file__).resolve().parents[2] / "shared"))
TEXTS = ("diepxuan-vanban2026", "hrmaster-congbao", "tnt305-vanban", "hieuhan-luatvietnam")
SYMBOLS = ("KH-SGDĐT", "SGDĐT-GDTrH", "UBND-KGVX", "QĐ-UBND", "TB-SGDĐT", "BGDĐT-GDTrH", "PGDĐT-TH", "HD-SGDĐT")
TYPES = ("KH", "CV", "CV", "QĐ", "TB", "CV", "CV", "HD")
ISSUERS = ("Sở Giáo dục và Đào tạo", "Ủy ban nhân dân tỉnh", "Phòng Giáo dục và Đào tạo", "Bộ Giáo dục và Đào tạo")
ACTORS = tuple(f"Trường {level} số {n}" for level in ("tiểu học", "THCS", "THPT") for n in range(1, 101))
BATCH = 500


def sentences() -> list[str]:
    """Sentences of 40 to 400 letters of the public texts."""
    found: dict[str, None] = {}
    for name in TEXTS:
        with lzma.open(SHARED / "text" / f"{name}.txt.xz", "rt", encoding="utf-8") as file:
            text = nfc(file.read(12_000_000))
        for line in re.split(r"(?<=[.;!?])\s+|\n+", text):
            if 40 <= len(line) <= 400 and "\x00" not in line:
                found[line.strip()] = None
    return list(found)


def dispatches(count: int, pool: list[str]) -> Iterator[Plan]:
    """Synthetic dispatches: log-normal lengths about a middle of 700 words, dates over twelve years, two duties each."""
    dice = random.Random(7)
    for number in range(1, count + 1):
        words, chosen = 0, []
        while words < dice.lognormvariate(6.55, 0.5):
            chosen.append(dice.choice(pool))
            words += chosen[-1].count(" ") + 1
        yield _plan(number, chosen, dice)


def _plan(number: int, chosen: list[str], dice: random.Random) -> Plan:
    text = "\n".join(chosen)
    kind = dice.randrange(len(SYMBOLS))
    issued = date(2015, 1, 1) + timedelta(days=dice.randrange(12 * 365))
    duties = [(chosen[0], issued + timedelta(days=dice.randrange(10, 200))), (chosen[-1], None)]
    tasks, deadlines = [], []
    for at, (words, day) in enumerate(duties, start=1):
        start = text.index(words)
        where = Evidence(page=1, start=start, end=start + len(words), text=words)
        actor = Actor(name=dice.choice(ACTORS))
        tasks.append(
            Task(id=f"t{at}", action=words, actor=actor, deadlines=[f"d{at}"] if day else [], evidence=[where])
        )
        if day:
            deadlines.append(
                Deadline(
                    id=f"d{at}", text="trước ngày", bound="by", due=day.isoformat(), task=f"t{at}", evidence=[where]
                )
            )
    digest = hashlib.sha256(f"{number}{text}".encode()).hexdigest()
    return Plan(
        id=digest[:32],
        source=Source(name=f"{number}.pdf", sha256=digest, media_type="application/pdf", pages=1),
        text=Text(
            content=text,
            method="text-layer",
            pages=[PageText(page=1, start=0, end=len(text), method="text-layer", quality=1)],
        ),
        header=Header(
            issuer=ISSUERS[kind % len(ISSUERS)],
            number=str(number),
            symbol=SYMBOLS[kind],
            number_symbol=f"{number}/{SYMBOLS[kind]}",
            issued_on=issued.isoformat(),
            doc_type=TYPES[kind],
            subject=" ".join(dice.choice(chosen).split()[:14]),
        ),
        tasks=tasks,
        deadlines=deadlines,
    )


def queries(pool: list[str], count: int) -> dict[str, list[tuple[str, Filters]]]:
    """Questions of each kind, drawn from the same sentences."""
    dice = random.Random(11)

    def some(length: int) -> list[str]:
        while True:
            words = [word for word in split(dice.choice(pool)) if word.isalpha()]
            if len(words) > length:
                start = dice.randrange(len(words) - length)
                return words[start : start + length]

    def plain(words: list[str]) -> str:
        return folded(words).strip().replace("  ", " ")

    none = Filters()
    common = [
        "giáo dục",
        "ủy ban nhân dân tỉnh",
        "quy định",
        "bồi dưỡng thường xuyên",
        "hòa bình",
        "báo cáo",
        "đông",
        "học sinh",
    ]
    span = Filters(issued_from=date(2020, 1, 1), issued_to=date(2020, 12, 31), doc_type="KH")
    unit = Filters(concerns=lambda name: name.endswith("THPT số 7"), open_tasks=True)
    return {
        "number": [(str(dice.randrange(1, count)), none) for _ in range(30)],
        "number/symbol": [
            (f"{n}/{s}", none) for n, s in ((dice.randrange(1, count), dice.choice(SYMBOLS)) for _ in range(30))
        ],
        "common words": [(words, none) for words in common * 4],
        "2 words": [(" ".join(some(2)), none) for _ in range(30)],
        "3 words, no marks": [(plain(some(3)), none) for _ in range(30)],
        "5 words": [(" ".join(some(5)), none) for _ in range(30)],
        "scattered words": [(" ".join(some(1) + some(1) + some(1)), none) for _ in range(30)],
        "phrase of 4": [(f'"{" ".join(some(4))}"', none) for _ in range(30)],
        "beginning": [(f"{some(1)[0]} {some(1)[0][:2]}*", none) for _ in range(30)],
        "words + type + year": [(" ".join(some(2)), span) for _ in range(30)],
        "words + unit + open": [(" ".join(some(2)), unit) for _ in range(30)],
        "no such words": [(" ".join(some(2)) + " xyzabc", none) for _ in range(30)],
    }


def timed(call: Callable[[], object]) -> tuple[float, float]:
    """Milliseconds of a call on the clock, and of this process's CPU, which other work on the machine does not lengthen."""
    start, busy = time.perf_counter(), time.process_time()
    call()
    return (time.perf_counter() - start) * 1000, (time.process_time() - busy) * 1000


def build(store: Store, peer: sqlite3.Connection, count: int, pool: list[str]) -> None:
    """Fill the store, and the peer's table with the same texts."""
    batch: list[Plan] = []

    def flush() -> None:
        with store.transaction():
            for plan in batch:
                store.add([plan], program_version="1", source_path=f"/{plan.source.name}")
        peer.executemany("INSERT INTO plain VALUES (?)", ((folded(split(p.text.content)),) for p in batch))
        peer.commit()
        batch.clear()

    for plan in dispatches(count, pool):
        batch.append(plan)
        if len(batch) == BATCH:
            flush()
    flush()


def main() -> None:
    """Build, ask, print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--count", type=int, default=100_000)
    options.add_argument("--place", default=None)
    options.add_argument("--like", type=int, default=2, help="LIKE queries a kind")
    asked = options.parse_args()
    pool = sentences()
    with tempfile.TemporaryDirectory(prefix="congvan-search-") as folder:
        place = asked.place or str(Path(folder) / "kho.sqlite")
        peer = sqlite3.connect(Path(folder) / "plain.sqlite")
        peer.execute("CREATE TABLE plain (text TEXT)")
        with open_store(place) as store:
            start = time.perf_counter()
            build(store, peer, asked.count, pool)
            spent = time.perf_counter() - start
            print(
                f"{asked.count} dispatches of {len(pool)} sentences in {spent:.0f} s ({spent / asked.count * 1000:.1f} ms each)"
            )
            _ask(store, peer, queries(pool, asked.count), asked.like)
            print(f"store {store.summary().size / 2**20:.0f} MB", end="")
            if asked.place is None:
                with sqlite3.connect(place) as raw:
                    index = raw.execute("SELECT sum(length(block)) FROM words_data").fetchone()[0]
                print(f", of it full-text index {index / 2**20:.0f} MB", end="")
        print(f"; plain texts {(Path(folder) / 'plain.sqlite').stat().st_size / 2**20:.0f} MB")
        print(f"memory of this process: {psutil.Process().memory_info().rss / 2**20:.0f} MB")


def _ask(store: Store, peer: sqlite3.Connection, kinds: dict[str, list[tuple[str, Filters]]], like: int) -> None:
    print(f"{'query':22} {'p50 ms':>8} {'p95 ms':>8} {'CPU p50':>8} {'CPU p95':>8} {'LIKE CPU':>9} {'ratio':>7}")
    everything: list[tuple[float, float]] = []
    for kind, asked in kinds.items():
        store.search(asked[0][0], asked[0][1])  # the first one reads the index from disk
        spent = [timed(partial(store.search, question, filters)) for question, filters in asked]
        everything += spent
        scan = statistics.median(timed(partial(_scan, peer, question))[1] for question, _ in asked[:like])
        print(_row(kind, spent) + f" {scan:9.0f} {scan / statistics.median(cpu for _, cpu in spent):6.0f}×", flush=True)
    print(_row("all", everything))


def _row(kind: str, spent: list[tuple[float, float]]) -> str:
    clock, cpu = (sorted(times) for times in zip(*spent, strict=True))
    figures = (statistics.median(clock), _p95(clock), statistics.median(cpu), _p95(cpu))
    return f"{kind:22} " + " ".join(f"{figure:8.1f}" for figure in figures)


def _scan(peer: sqlite3.Connection, question: str) -> list[tuple[str]]:
    words = [folded([word]) for word in split(question)]
    where = " AND ".join("text LIKE ?" for _ in words)
    found: list[tuple[str]] = peer.execute(
        f"SELECT rowid FROM plain WHERE {where}", [f"%{word}%" for word in words]
    ).fetchall()
    return found


def _p95(spent: list[float]) -> float:
    return spent[min(int(len(spent) * 0.95), len(spent) - 1)]


if __name__ == "__main__":
    main()
