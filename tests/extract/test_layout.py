import pytest

from extract.layout import Grid, GridCell, blocks, is_letterhead, is_sign_off, table
from schemas.document import Line, Paragraph, Table


def cell(text: str, row: int, column: int, **spans: int) -> GridCell:
    paragraphs = tuple(Paragraph((Line(line),)) for line in text.split("\n") if line)
    return GridCell(paragraphs, row, column, **spans)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", True),
        ("Cộng hoà xã hội chủ nghĩa Việt Nam", True),
        ("Độc lập – Tự do – Hạnh phúc", True),
        ("Độc lập-Tự do-Hạnh phúc", True),
        ("ĐẢNG CỘNG SẢN VIỆT NAM", True),
        ("Đảng Cộng sản Việt Nam lãnh đạo", False),
        ("Cộng hòa Pháp", False),
    ],
)
def test_letterheads_are_told_by_words_that_stand_nowhere_else(text, expected):
    assert is_letterhead(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Nơi nhận:\n- Như trên;", True), ("NƠI NHẬN", True), ("Nơi nhận văn bản", False), ("Tại nơi nhận:", False)],
)
def test_sign_offs_open_with_the_list_of_recipients(text, expected):
    assert is_sign_off(text) is expected


def test_a_layout_in_one_row_is_read_by_columns_but_not_cut_into_lines():
    two = Paragraph((Line("Về việc tổ chức"), Line("hội thi")))
    found = blocks(Grid((GridCell((two,), 0, 0), cell("Ghi chú", 0, 1)), ruled=False))
    assert [(block.column, len(block.lines)) for block in found] == [(0, 2), (1, 1)]


def test_lines_of_a_letterhead_are_paragraphs_but_for_the_subject():
    left = Paragraph(tuple(map(Line, ("UBND XÃ BẾN ĐÁ", "Số 7/UBND", "V/v họp", "giao ban"))))
    right = cell("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 0, 1)
    found = blocks(Grid((GridCell((left,), 0, 0), right)))
    assert [block.text for block in found][:3] == ["UBND XÃ BẾN ĐÁ", "Số 7/UBND", "V/v họp giao ban"]


def test_an_empty_grid_is_nothing():
    assert blocks(Grid(())) == []
    assert blocks(Grid((cell("", 0, 0), cell("", 0, 1)))) == []


def test_rows_and_columns_in_which_no_cell_begins_are_dropped():
    grid = Grid((cell("a", 0, 0, row_span=2), cell("b", 0, 2, row_span=2), cell("c", 2, 0, column_span=3)))
    made = table(grid)
    assert (made.rows, made.columns) == (2, 2)
    assert [(c.row, c.column, c.row_span, c.column_span) for c in made.cells] == [
        (0, 0, 1, 1),
        (0, 1, 1, 1),
        (1, 0, 1, 2),
    ]


def test_a_nested_table_is_flattened_and_a_framed_one_is_not():
    inner = Table(table(Grid((cell("x", 0, 0), cell("y", 1, 1)))).cells, 2, 2)
    framed = Grid((GridCell((inner,), 0, 0),))
    assert blocks(framed) == [inner]
    beside = table(Grid((GridCell((inner,), 0, 0), cell("z", 1, 1))))
    assert [c.text for c in beside.cells] == ["x\ny", "z"]
