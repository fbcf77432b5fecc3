"""Ruled tables: cells, spans, headers, what stands outside, and tables that run over pages."""

import pytest

from schemas.document import Paragraph, Table, Zone
from tests.extract.pdfs import LEFT, Sheet, document, tables, texts

XS = [85.0, 125.0, 325.0, 535.0]


def cells(table: Table) -> dict[tuple[int, int], str]:
    return {(c.row, c.column): c.text for c in table.cells}


def fill(sheet: Sheet, ys: list[float], rows: list[tuple[str, ...]], xs: list[float] = XS, **style: bool) -> Sheet:
    """Draw the grid, and a line of text in each cell."""
    sheet.grid(xs, ys)
    for top, row in zip(ys, rows, strict=False):
        for x, text in zip(xs, row, strict=False):
            if text:
                sheet.text(x + 5, top + 14, text, 12, **style)
    return sheet


def test_cells_rows_columns_and_boxes():
    sheet = fill(Sheet(), [100, 120, 140], [("STT", "Nội dung", "Đơn vị"), ("1", "Việc một", "Phòng A")])
    (table,) = tables(document(sheet))
    assert (table.rows, table.columns, table.header_rows, table.ruled) == (2, 3, 1, True)
    assert cells(table) == {
        (0, 0): "STT", (0, 1): "Nội dung", (0, 2): "Đơn vị", (1, 0): "1", (1, 1): "Việc một", (1, 2): "Phòng A"
    }  # fmt: skip
    assert table.box == pytest.approx((85, 100, 535, 140), abs=0.5)
    assert table.cells[4].box == pytest.approx((125, 120, 325, 140), abs=0.5)


def test_text_around_keeps_its_order_and_is_not_repeated():
    sheet = Sheet().text(LEFT, 80, "Trước bảng như sau:")
    fill(sheet, [100, 120, 140], [("A", "B", "C"), ("1", "2", "3")]).text(LEFT, 170, "Sau bảng.")
    blocks = document(sheet).pages[0].blocks
    assert [b.text if isinstance(b, Paragraph) else "bảng" for b in blocks] == [
        "Trước bảng như sau:",
        "bảng",
        "Sau bảng.",
    ]


def test_lines_of_a_cell_are_joined_by_the_width_of_the_cell():
    sheet = fill(Sheet(), [100, 200], [("1", "Nội dung rất dài của việc thứ", "- Phòng A;")])
    sheet.text(130, 128, "nhất trong năm.", 12).text(330, 128, "- Phòng B", 12)
    (table,) = tables(document(sheet))
    assert [[p.text for p in c.paragraphs] for c in table.cells] == [
        ["1"], ["Nội dung rất dài của việc thứ nhất trong năm."], ["- Phòng A;", "- Phòng B"]
    ]  # fmt: skip


def test_merged_cells_have_spans():
    sheet = Sheet()
    for x, top, bottom in ((85, 100, 160), (185, 100, 160), (285, 120, 160), (385, 100, 160)):
        sheet.rule(x, top, x, bottom)
    for y, x0, x1 in ((100, 85, 385), (120, 185, 385), (140, 85, 385), (160, 85, 385)):
        sheet.rule(x0, y, x1, y)
    sheet.text(90, 125, "Tên", 12).text(200, 114, "Số tiết", 12).text(190, 134, "LT", 12).text(290, 134, "TH", 12)
    sheet.text(90, 154, "M1", 12).text(190, 154, "7", 12).text(290, 154, "8", 12)
    (table,) = tables(document(sheet))
    spans = {c.text: (c.row, c.column, c.row_span, c.column_span) for c in table.cells}
    assert spans["Tên"] == (0, 0, 2, 1)
    assert spans["Số tiết"] == (0, 1, 1, 2)
    assert spans["TH"] == (1, 2, 1, 1)
    assert (table.rows, table.columns) == (3, 3)


def test_borders_drawn_as_thin_rectangles_cell_by_cell():
    sheet = Sheet()
    for x0 in (85, 185, 285):
        for y0 in (100, 130):
            for x, y, w, h in ((x0, y0, 100, 0.5), (x0, y0 + 30, 100, 0.5), (x0, y0, 0.5, 30), (x0 + 100, y0, 0.5, 30)):
                sheet.drawn.append(f"{x} {842 - y - h} {w} {h} re f")
            sheet.text(x0 + 10, y0 + 20, f"ô {x0}", 12)
    (table,) = tables(document(sheet))
    assert (table.rows, table.columns, len(table.cells)) == (2, 3, 6)


@pytest.mark.parametrize("rules", [[(85, 100, 500, 100)], [(85, 100, 500, 100), (85, 140, 500, 140)]])
def test_underlines_make_no_table(rules):
    sheet = Sheet().text(LEFT, 95, "Độc lập - Tự do").text(LEFT, 135, "Hết.")
    for rule in rules:
        sheet.rule(*rule)
    assert tables(document(sheet)) == []


def test_a_frame_around_text_is_no_table():
    sheet = Sheet().grid([60, 560], [60, 780]).text(LEFT, 100, "Trong khung.")
    found = document(sheet)
    assert (tables(found), texts(found)) == ([], ["Trong khung."])


def test_open_sides_are_closed():
    sheet = Sheet().rule(285, 100, 285, 140)
    for y in (100, 120, 140):
        sheet.rule(85, y, 485, y)
    sheet.text(90, 114, "A", 12).text(290, 114, "B", 12).text(90, 134, "C", 12).text(290, 134, "D", 12)
    (table,) = tables(document(sheet))
    assert cells(table) == {(0, 0): "A", (0, 1): "B", (1, 0): "C", (1, 1): "D"}


def over_two_pages(first: list[tuple[str, ...]], second: list[tuple[str, ...]], xs: list[float] = XS) -> list[Table]:
    one, two = Sheet().centred(310, 40, "1"), Sheet().centred(310, 40, "2")
    fill(one, [700 - 20 * (len(first) - i) for i in range(len(first) + 1)], first)
    fill(two, [60 + 20 * i for i in range(len(second) + 1)], second, xs)
    return tables(document(one, two))


HEAD = ("STT", "Nội dung", "Đơn vị")


def test_a_table_over_a_page_break_is_one_and_its_lines_name_their_page():
    (table,) = over_two_pages([HEAD, ("1", "Một", "A")], [("2", "Hai", "B"), ("3", "Ba", "C")])
    assert (table.rows, table.header_rows) == (4, 1)
    assert cells(table)[3, 1] == "Ba"
    pages = {c.row: c.paragraphs[0].lines[0].page for c in table.cells}
    assert pages == {0: None, 1: None, 2: 2, 3: 2}


def test_a_repeated_header_is_dropped():
    (table,) = over_two_pages([HEAD, ("1", "Một", "A")], [HEAD, ("2", "Hai", "B")])
    assert [c.text for c in table.cells if c.column == 0] == ["STT", "1", "2"]


def test_a_repeated_header_that_was_read_otherwise_is_dropped():
    again = ("STT", "Nội dung", "Đơn vị/ tổ")
    (table,) = over_two_pages([("STT", "Nôi dung", "Đơn vị tổ"), ("1", "Một", "A")], [again, ("2", "Hai", "B")])
    assert [c.text for c in table.cells if c.column == 0] == ["STT", "1", "2"]


def test_a_row_cut_by_the_page_break_is_put_together():
    rows = [HEAD, ("1", "Một", "A"), ("2", "Việc hai là", "B")]
    (table,) = over_two_pages(rows, [("", "rất dài", ""), ("3", "Ba", "C")])
    assert cells(table)[2, 1] == "Việc hai là rất dài"
    assert cells(table)[3, 1] == "Ba"
    assert table.rows == 4


def test_a_merged_cell_cut_by_the_page_break_goes_on():
    one, two = Sheet(), Sheet()
    fill(one, [660, 680, 700], [HEAD, ("1", "Một", "A")])
    for x, y0, y1 in ((85, 60, 100), (125, 60, 100), (325, 60, 100), (535, 60, 100)):
        two.rule(x, y0, x, y1)
    for y, x0 in ((60, 85), (80, 125), (100, 85)):
        two.rule(x0, y, 535, y)
    two.text(130, 74, "Hai", 12).text(130, 94, "Ba", 12)
    (table,) = tables(document(one, two))
    spans = {c.text: (c.row, c.row_span) for c in table.cells if c.text}
    assert spans["1"] == (1, 3)
    assert (spans["Hai"], spans["Ba"], table.rows) == ((2, 1), (3, 1), 4)


@pytest.mark.parametrize(("ordinal", "header"), [("STT", 2), ("Lớp", 2)])
def test_headers_of_two_rows(ordinal, header):
    sheet = Sheet()
    for x, y0 in ((85, 100), (185, 100), (285, 120), (385, 100)):
        sheet.rule(x, y0, x, 160)
    for y, x0 in ((100, 85), (120, 185), (140, 85), (160, 85)):
        sheet.rule(x0, y, 385, y)
    sheet.text(90, 125, ordinal, 12).text(200, 114, "Số tiết", 12).text(190, 134, "LT", 12).text(290, 134, "TH", 12)
    sheet.text(90, 154, "1", 12).text(190, 154, "7", 12).text(290, 154, "8", 12)
    assert tables(document(sheet))[0].header_rows == header


def test_tables_of_other_columns_stay_apart():
    assert len(over_two_pages([HEAD, ("1", "Một", "A")], [("2", "Hai", "B")], [85.0, 205.0, 325.0, 535.0])) == 2


def test_text_between_keeps_tables_apart():
    one, two = Sheet(), Sheet().text(LEFT, 60, "Bảng thứ hai:")
    fill(one, [660, 680, 700], [HEAD, ("1", "Một", "A")])
    fill(two, [80, 100], [("2", "Hai", "B")])
    assert len(tables(document(one, two))) == 2


def test_a_ruled_letterhead_is_read_as_a_letterhead():
    sheet = Sheet().grid([80, 280, 560], [40, 100])
    sheet.centred(180, 60, "PHÒNG Y", 11).centred(420, 60, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 11)
    sheet.centred(420, 78, "Độc lập - Tự do - Hạnh phúc", 11)
    blocks = document(sheet).pages[0].blocks
    assert [b.column for b in blocks if isinstance(b, Paragraph) and b.zone is Zone.BODY] == [0, 1, 1]


@pytest.mark.parametrize(("name", "number"), [("010", 3), ("021", 4), ("088", 1)])
def test_real_tables_as_pdfplumber_sees_them(shared, name, number):
    import pdfplumber

    from extract.pdf import read
    from extract.source import Source

    (path,) = (shared / "dispatches").glob(f"{name}_*.pdf")
    ours = [b for b in read(Source.open(path)).pages[number - 1].blocks if isinstance(b, Table)]
    with pdfplumber.open(path) as file:
        page = file.pages[number - 1]
        theirs = [found.extract() for found in page.find_tables()]
        page.close()
    assert [(t.rows, t.columns) for t in ours] == [(len(t), len(t[0])) for t in theirs]
    for table, other in zip(ours, theirs, strict=True):
        for cell in table.cells:
            assert cell.text.split() == (other[cell.row][cell.column] or "").split()
