"""Tables kept in columns by runs of spaces."""

from extract.text_aligned import aligned_tables, lines_of
from schemas.document import Line


def tables(text):
    return aligned_tables([Line(line) for line in text.strip("\n").split("\n")])


def rows(text):
    (table,) = tables(text)
    return [line.split("\t") for line in lines_of(table)]


HOURS = """
  TT   Mã mô đun  Tên mô đun                      Số tiết           Tổng
                                          Lý thuyết   Thực hành
  1    GVPT 03    Xây dựng kế hoạch       8           12            20
                  chuyên môn của tổ
  2    GVPT 07    Hỗ trợ học sinh         16          24            40
"""


def test_a_head_over_two_columns_and_a_cell_of_two_lines():
    assert rows(HOURS) == [
        ["TT", "Mã mô đun", "Tên mô đun", "Số tiết", "Tổng"],
        ["Lý thuyết", "Thực hành"],
        ["1", "GVPT 03", "Xây dựng kế hoạch chuyên môn của tổ", "8", "12", "20"],
        ["2", "GVPT 07", "Hỗ trợ học sinh", "16", "24", "40"],
    ]
    (table,) = tables(HOURS)
    assert table.grid.header_rows == 2
    assert [c.column_span for c in table.grid.cells if c.row == 0] == [1, 1, 1, 2, 1]


def test_a_blank_cell_keeps_its_place():
    text = """
  Ngày         Buổi     Bài thi       Thời gian
  03/6/2031    Sáng     Ngữ văn       120 phút
               Chiều    Tiếng Anh     60 phút
"""
    (table,) = tables(text)
    assert [c.column for c in table.grid.cells if c.row == 2] == [1, 2, 3]


def test_the_paragraph_below_is_no_row():
    (table,) = tables(HOURS + "\n       IV. ĐÁNH GIÁ\n       1. Hình thức: trực tuyến.")
    assert table.end == 5


def test_running_text_is_no_table():
    assert tables("Thực hiện  Kế hoạch số 12  về việc  bồi dưỡng\nSở GDĐT đề nghị  các đơn vị gửi  báo cáo") == []
    assert tables("Nơi nhận:          GIÁM ĐỐC\n- Như trên;") == []
