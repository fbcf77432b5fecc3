from schemas.document import Table
from tests.extract.word import BORDERS, blocks, item, level, lists, p, table, tc, texts, tr

BOLD = "<w:b/>"


def only(body: str, **parts: str) -> Table:
    [found] = blocks(body, **parts)
    assert isinstance(found, Table)
    return found


def places(found: Table) -> list[tuple[str, int, int, int, int]]:
    return [(c.text, c.row, c.column, c.row_span, c.column_span) for c in found.cells]


def test_merged_cells_stand_once_with_their_spans():
    found = only(
        table(
            tr(tc(p("TT"), '<w:vMerge w:val="restart"/>'), tc(p("Số lượng"), '<w:gridSpan w:val="2"/>')),
            tr(tc(p(), "<w:vMerge/>"), "Nam", "Nữ"),
            tr("1", "2", "3"),
        )
    )
    assert places(found) == [
        ("TT", 0, 0, 2, 1),
        ("Số lượng", 0, 1, 1, 2),
        ("Nam", 1, 1, 1, 1),
        ("Nữ", 1, 2, 1, 1),
        ("1", 2, 0, 1, 1),
        ("2", 2, 1, 1, 1),
        ("3", 2, 2, 1, 1),
    ]
    assert (found.rows, found.columns, found.ruled) == (3, 3, True)


def test_rows_may_begin_late_and_old_files_merge_sideways():
    found = only(
        table(
            tr("a", "b", "c"),
            tr("d", "e", props='<w:gridBefore w:val="1"/>'),
            tr(tc(p("f"), '<w:hMerge w:val="restart"/>'), tc(p(), '<w:hMerge w:val="continue"/>'), "g"),
        )
    )
    assert places(found)[3:] == [("d", 1, 1, 1, 1), ("e", 1, 2, 1, 1), ("f", 2, 0, 1, 2), ("g", 2, 2, 1, 1)]


def test_deleted_rows_and_cells_are_left_out():
    found = only(table(tr("a", "b"), tr("c", "d", props="<w:del/>"), tr("e", tc(p("f"), "<w:cellDel/>"), "g")))
    assert [c.text for c in found.cells] == ["a", "b", "e", "g"]


def test_edges_dragged_by_a_hair_are_one_column():
    grid = "".join(f'<w:gridCol w:w="{w}"/>' for w in (2000, 15, 3000))
    found = only(
        table(
            tr("a", tc(p("b"), '<w:gridSpan w:val="2"/>')),
            tr(tc(p("c"), '<w:gridSpan w:val="2"/>'), "d"),
            grid=grid,
        )
    )
    assert [(c.row, c.column, c.column_span) for c in found.cells] == [(0, 0, 1), (0, 1, 1), (1, 0, 1), (1, 1, 1)]


def test_columns_that_no_cell_begins_are_dropped():
    found = only(table(tr("a", "b"), tr("c", tc(p("d"), '<w:gridSpan w:val="2"/>'))))
    assert (found.columns, found.cells[-1].column_span) == (2, 1)


def test_a_nested_table_becomes_paragraphs_of_its_cell():
    inner = table(tr("x", "y"), tr("z", "t"))
    found = only(table(tr("a", tc(p("trước") + inner + p("sau"))), tr("b", "c")))
    assert found.cells[1].text == "trước\nx\ny\nz\nt\nsau"


def test_cells_keep_lists_counted_down_the_column():
    rows = [tr(tc(item("", 1)), name) for name in ("Một", "Hai")]
    found = only(table(tr("TT", "Tên"), *rows), numbering=lists(level(0, "%1")))
    assert [c.text for c in found.cells if c.column == 0] == ["TT", "1", "2"]


def test_header_rows_by_the_file_or_by_looks():
    body = [tr("1", "a", "b"), tr("2", "c", "d")]
    marked = only(table(tr("TT", "Việc", "Hạn", props="<w:tblHeader/>"), *body))
    bold = only(table(tr(*(tc(p(t, run=BOLD)) for t in ("TT", "Việc", "Hạn"))), *body))
    centred = only(table(tr(*(tc(p(t, '<w:jc w:val="center"/>')) for t in ("TT", "Việc", "Hạn"))), *body))
    shaded = only(table(tr(*(tc(p(t), '<w:shd w:fill="D9D9D9"/>') for t in ("TT", "Việc", "Hạn"))), *body))
    plain = only(table(tr("TT", "Việc", "Hạn"), *body))
    assert [t.header_rows for t in (marked, bold, centred, shaded, plain)] == [1, 1, 1, 1, 0]


def test_a_header_takes_in_merged_rows_and_the_row_that_counts_columns():
    def head(text: str, props: str = "") -> str:
        return tc(p(text, run=BOLD), props)

    found = only(
        table(
            tr(head("TT", '<w:vMerge w:val="restart"/>'), head("Số lượng", '<w:gridSpan w:val="2"/>')),
            tr(tc(p(), "<w:vMerge/>"), head("Nam"), head("Nữ")),
            tr("(1)", "(2)", "(3)"),
            tr("1", "4", "5"),
        )
    )
    assert found.header_rows == 3


def test_a_title_across_the_table_ends_its_header():
    found = only(
        table(
            tr("Giờ", "Việc", props="<w:tblHeader/>"),
            tr(tc(p("Buổi sáng"), '<w:gridSpan w:val="2"/>'), props="<w:tblHeader/>"),
            tr("7h", "họp"),
        )
    )
    assert found.header_rows == 1


def test_lines_by_table_style_by_cell_and_none():
    styles = (
        '<w:style w:type="table" w:styleId="Luoi"><w:tblPr><w:tblBorders>'
        + BORDERS
        + "</w:tblBorders></w:tblPr></w:style>"
        '<w:style w:type="table" w:styleId="Con"><w:basedOn w:val="Luoi"/></w:style>'
    )
    rows = "".join(tr("a", "b") for _ in range(3))
    styled = f'<w:tbl><w:tblPr><w:tblStyle w:val="Con"/></w:tblPr>{rows}</w:tbl>'
    lined = "".join(f'<w:{s} w:val="single"/>' for s in ("top", "bottom"))
    by_cell = table(*[tr(*(tc(p("a"), f"<w:tcBorders>{lined}</w:tcBorders>") for _ in "ab"))] * 3, borders="")
    underlined = table(
        tr(tc(p("a"), '<w:tcBorders><w:bottom w:val="single"/></w:tcBorders>'), "b"),
        tr("c", "d"),
        tr("e", "f"),
        borders="",
    )
    white = table(rows, borders=BORDERS.replace("w:sz", 'w:color="FFFFFF" w:sz'))
    made = [only(styled, styles=styles), only(by_cell), only(underlined), only(white)]
    assert [t.ruled for t in made] == [True, True, False, False]


LEFT = p("UBND XÃ BẾN ĐÁ") + p("Số: 7/UBND-VX")
RIGHT = p("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM") + p("Bến Đá, ngày 5 tháng 6 năm 2031")


def test_a_letterhead_is_read_column_by_column_even_with_lines():
    for borders in ("", BORDERS):
        found = blocks(table(tr(tc(LEFT), tc(RIGHT)), tr("V/v họp giao ban", ""), borders=borders))
        assert [(b.column, b.text) for b in found] == [
            (0, "UBND XÃ BẾN ĐÁ"),
            (0, "Số: 7/UBND-VX"),
            (0, "V/v họp giao ban"),
            (1, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
            (1, "Bến Đá, ngày 5 tháng 6 năm 2031"),
        ]


def test_a_row_across_a_letterhead_is_no_column():
    across = tr(tc(p("KẾ HOẠCH"), '<w:gridSpan w:val="2"/>'))
    found = blocks(table(tr(tc(LEFT), tc(RIGHT)), across, borders=""))
    assert [(b.column, b.text) for b in found][-1] == (None, "KẾ HOẠCH")


def test_a_sign_off_is_two_columns_and_an_empty_one_between_does_not_count():
    left = p("Nơi nhận:") + p("- Như trên;")
    found = blocks(table(tr(tc(left), "", tc(p("CHỦ TỊCH"))), tr("", "", "Trần Thị Năm"), borders=""))
    assert [(b.column, b.text) for b in found] == [
        (0, "Nơi nhận:"),
        (0, "- Như trên;"),
        (1, "CHỦ TỊCH"),
        (1, "Trần Thị Năm"),
    ]


def test_a_frame_is_what_it_holds_and_an_unruled_list_of_pairs_stays_a_table():
    assert [b.text for b in blocks(table(tr(tc(p("Mẫu 1") + p("ghi chú")))))] == ["Mẫu 1", "ghi chú"]
    pairs = only(table(tr("Thời gian:", "8 giờ"), tr("Địa điểm:", "Phòng họp"), borders=""))
    assert not pairs.ruled
    assert texts(table(tr("Thời gian:", "8 giờ"), tr("Địa điểm:", "Phòng họp"), borders="")) == [
        "Thời gian:\t8 giờ",
        "Địa điểm:\tPhòng họp",
    ]
