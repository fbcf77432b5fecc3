"""Copies: the same bytes, the same number and office and year, nearly the same text."""

import zlib

from corpus.store import alike
from corpus.store.changes import compare
from corpus.store.words import folded, split
from tests.corpus.store.dispatches import VERSION, add, dispatch, duty

WORDS = [
    f"{a} {b}"
    for a in ("giáo", "sở", "phòng", "trường", "lớp", "huyện", "tỉnh")
    for b in ["một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười"]
]
LONG = " ".join(WORDS[(n * 37) % 70] for n in range(140)) + "."
SCAN = LONG.replace("phòng tám", "phòng tam").replace("lớp một", "lóp một").replace("tỉnh mười", "tinh muoi")


def test_the_same_bytes_in_two_places(store):
    plan = dispatch()
    for path in ("/đến/kh.pdf", "/đi/kh.pdf"):
        store.add([plan], program_version=VERSION, source_path=path)
    (copy,) = store.duplicates()
    assert (copy.kind, copy.plan_ids, copy.paths) == ("bytes", (plan.id,), ("/đi/kh.pdf", "/đến/kh.pdf"))
    assert store.summary().documents == 1


def test_the_same_number_office_and_year(store):
    first, second = dispatch(body="Bản một."), dispatch(body="Bản hai khác hẳn.")
    others = [
        dispatch("45/KH-SGDĐT", "2023-03-04"),
        dispatch("46/KH-SGDĐT"),
        dispatch(issuer_parent="UBND tỉnh Sông Đà"),
        dispatch(None),
        dispatch(None, subject="Khác"),
    ]
    add(store, first, second, *others)
    (copy,) = store.duplicates()
    assert (copy.kind, set(copy.plan_ids)) == ("number", {first.id, second.id})
    assert store.duplicates(others[0].id) == []


def test_a_scan_and_its_clean_copy(store):
    limit = {"limit": "trước ngày 20/3/2024", "due": "2024-03-19"}
    clean = dispatch(body=LONG, duties=[duty("Báo cáo trước ngày 20/3/2024.", **limit)])
    scan = dispatch(
        None, None, body=SCAN, duties=[duty("Báo cáo trước ngày 20/3/2024.", **limit | {"due": "2024-03-18"})]
    )
    other = dispatch("1/A", body=" ".join(WORDS[(n * 11) % 70] for n in range(140)))
    add(store, clean, other, scan)
    (copy,) = store.duplicates()
    assert (copy.kind, set(copy.plan_ids)) == ("text", {clean.id, scan.id})
    assert copy.share > 0.6
    changes = compare(store.plan(clean.id), store.plan(scan.id))
    assert {name for name, *_ in changes.header} == {"number_symbol", "issued_on"}
    assert [change.fields for change in changes.duties] == [("days",)]


def test_copies_by_number_with_the_same_text_are_told_once(store):
    add(store, dispatch(body=LONG), dispatch(body=SCAN))
    (copy,) = store.duplicates()
    assert copy.kind == "number"
    assert copy.share > 0.6


def test_short_texts_are_not_compared(store):
    add(store, dispatch("1/A", body="Như kính gửi."), dispatch("2/A", body="Như kính gửi."))
    assert store.duplicates() == []


def test_runs_are_numbered_as_in_stores_made_before():
    runs = ("giao duc va", "duc va giao", "va giao duc")
    assert alike.runs(folded(["giáo", "dục", "và", "giáo", "dục", "và"])).tolist() == sorted(
        zlib.crc32(r.encode()) for r in runs
    )
    assert not len(alike.runs(folded(["giáo", "dục"])))


def test_sketches_are_alike_as_texts_are():
    one, other = (alike.runs(folded(split(text))) for text in (LONG, SCAN))
    assert alike.share(one, one) == 1
    assert set(alike.bands(one)) & set(alike.bands(other))
    nothing = alike.runs("")
    assert alike.bands(nothing) == []
    assert alike.share(nothing, nothing) == alike.share(one, nothing) == 0
