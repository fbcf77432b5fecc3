"""Stamps, form fields, signatures and comments."""

import pytest

from extract.pdf import read
from extract.source import Source
from schemas.document import Annotation, Paragraph
from tests.extract.pdfs import LEFT, Sheet, document, pdf, texts


def annotations(sheet: Sheet) -> tuple[Annotation, ...]:
    return document(sheet).pages[0].annotations


def test_a_stamped_number_is_an_annotation_with_its_own_box_and_fills_its_gap():
    sheet = Sheet().text(LEFT, 100, "Số:").text(LEFT + 70, 100, "/KH-XYZ")
    sheet.lay("Widget", (LEFT + 30, 85, LEFT + 60, 103), "417", FT="/Sig", T="(s1)")
    found = document(sheet)
    (stamp,) = found.pages[0].annotations
    assert (stamp.kind, stamp.page, stamp.text) == ("signature", 1, "417")
    assert stamp.box is not None and stamp.box[0] == LEFT + 30 and stamp.box[2] < LEFT + 50
    (paragraph,) = found.pages[0].blocks
    assert isinstance(paragraph, Paragraph)
    assert (paragraph.text, paragraph.lines[0].raw) == ("Số: 417 /KH-XYZ", "Số: /KH-XYZ")


def test_day_and_month_in_one_stamp_are_two():
    sheet = Sheet().text(LEFT, 100, "X, ngày").text(LEFT + 80, 100, "tháng").text(LEFT + 150, 100, "năm 2031")
    sheet.lay("Stamp", (LEFT + 55, 85, LEFT + 145, 103), "07" + " " * 9 + "08")
    assert [a.text for a in annotations(sheet)] == ["07", "08"]
    assert texts(document(sheet)) == ["X, ngày 07 tháng 08 năm 2031"]


def test_a_stamp_takes_the_place_of_dots():
    sheet = Sheet().text(LEFT, 100, "có hiệu lực từ ngày … tháng 10 năm 2031.")
    at = LEFT + 7 * len("có hiệu lực từ ngày ")
    sheet.lay("Stamp", (at - 3, 88, at + 14, 103), "20")
    (paragraph,) = document(sheet).pages[0].blocks
    assert isinstance(paragraph, Paragraph)
    assert paragraph.text == "có hiệu lực từ ngày 20 tháng 10 năm 2031."
    assert paragraph.lines[0].raw == "có hiệu lực từ ngày … tháng 10 năm 2031."


def test_a_stamp_over_printed_words_stays_apart():
    sheet = Sheet().text(LEFT, 100, "X, ngày 24 tháng 9 năm 2031")
    at = LEFT + 7 * len("X, ngày ")
    sheet.lay("Stamp", (at, 88, at + 14, 103), "29")
    assert texts(document(sheet)) == ["X, ngày 24 tháng 9 năm 2031"]
    assert [a.text for a in annotations(sheet)] == ["29"]


def test_the_text_of_a_signature_is_no_text_of_the_page():
    sheet = Sheet().text(LEFT, 200, "TRƯỞNG PHÒNG")
    sheet.lay("Widget", (300, 260, 560, 290), "Ký bởi: Phòng Y, 2031-03-05", FT="/Sig")
    assert texts(document(sheet)) == ["TRƯỞNG PHÒNG"]
    assert annotations(sheet)[0].text == "Ký bởi: Phòng Y, 2031-03-05"


@pytest.mark.parametrize(
    ("kind", "keys", "expected"),
    [
        ("Text", {"Contents": "(xem lai)"}, ("text", "xem lai")),
        ("FreeText", {"Contents": "(ghi chu)"}, ("freetext", "ghi chu")),
        ("Widget", {"FT": "/Tx", "V": "(gia tri)"}, ("widget", "gia tri")),
        ("Widget", {"FT": "/Sig"}, ("signature", None)),
        ("Stamp", {}, ("stamp", None)),
    ],
)
def test_annotations_without_drawn_text_keep_their_note(kind, keys, expected):
    sheet = Sheet().text(LEFT, 200, "Chữ.").lay(kind, (100, 300, 200, 320), **keys)
    ((found),) = annotations(sheet)
    assert (found.kind, found.text) == expected
    assert found.box == (100.0, 300.0, 200.0, 320.0)


def test_links_are_no_annotations_of_ours():
    assert annotations(Sheet().text(LEFT, 200, "Chữ.").lay("Link", (100, 190, 200, 205))) == ()


def test_the_file_is_never_changed():
    sheet = Sheet().text(LEFT, 100, "Số:").lay("Stamp", (LEFT + 30, 85, LEFT + 60, 103), "417")
    data = pdf(sheet)
    before = bytes(data)
    read(Source("vb.pdf", data))
    assert data == before


STAMPED = {  # number and date that only the stamps hold, as the page picture shows them
    "003": ("25", None),
    "010": ("12", ("09", "07")),
    "011": ("369", ("07", "08")),
    "013": ("401", ("08",)),
    "016": ("459", ("12",)),
    "017": ("458", ("12",)),
    "021": ("21", ("12",)),
    "022": ("309", ("02",)),
    "027": ("500", ("06",)),
    "100": ("507", ("24",)),
}


@pytest.mark.parametrize("name", STAMPED)
def test_stamped_numbers_and_dates_of_real_dispatches(shared, name):
    (path,) = (shared / "dispatches").glob(f"{name}_*.pdf")
    page = read(Source.open(path)).pages[0]
    number, days = STAMPED[name]
    lines = [b.text for b in page.blocks if isinstance(b, Paragraph) and b.column is not None]
    (numbered,) = [t for t in lines if t.startswith("Số")]
    assert number in numbered.split("/")[0]
    dated = next(t for t in lines if ", ngày" in t)
    assert all(day in dated for day in days or ())
    assert number in {a.text for a in page.annotations}
