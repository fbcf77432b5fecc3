import pytest

from extract.markdown import read
from extract.source import Empty, Source
from normalize.clean import build, items
from schemas.document import Document, Table


def document(text: str) -> Document:
    return read(Source("a.md", text.encode()))


def texts(text: str) -> list[str]:
    found = document(text)
    return build(items(found), found).content.split("\n")


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("# KẾ HOẠCH\n\nNội dung.", ["KẾ HOẠCH", "Nội dung."]),
        ("## I. Mục đích ##", ["I. Mục đích"]),
        ("KẾ HOẠCH\n===\nNội dung.", ["KẾ HOẠCH", "Nội dung."]),
        ("một\n\n---\n\nhai", ["một", "hai"]),
        ("- một\n- hai\n  * ba\n1. bốn\n2) năm\n1\\. sáu", ["- một", "- hai", "* ba", "1. bốn", "2) năm", "1. sáu"]),
        ("a) **Phòng A**: nộp\nb) Phòng B.", ["a) Phòng A: nộp", "b) Phòng B."]),
        ("*nghiêng* _nghiêng_ **đậm** ***cả hai*** ~~bỏ~~ `mã`", ["nghiêng nghiêng đậm cả hai bỏ mã"]),
        ("Số: ____/KH-UBND, tep_tin_a, 2 * 3 * 4", ["Số: ____/KH-UBND, tep_tin_a, 2 * 3 * 4"]),
        ("gửi [trang](http://x.vn/a_(b)) và <a@b.vn>, <https://x.vn>", ["gửi trang và a@b.vn, https://x.vn"]),
        ("![dấu](x.png)Sở&nbsp;A &amp; B", ["Sở A & B"]),
        ("> Trích.\n> Dẫn.", ["Trích.", "Dẫn."]),
        ("```\n# giữ nguyên *\n```", ["# giữ nguyên *"]),
        ("**Nơi nhận:**<br>- Như trên;<br>- Lưu: VT.", ["Nơi nhận:", "- Như trên;", "- Lưu: VT."]),
        ("<div align='center'>**TRƯỞNG PHÒNG**</div>", ["TRƯỞNG PHÒNG"]),
    ],
)
def test_marks_go_and_words_and_labels_stay(text, lines):
    assert texts(text) == lines


def test_wrapped_lines_are_joined_as_in_plain_text():
    wrapped = (
        "Các phòng, ban chuyên môn có trách nhiệm tổng hợp số liệu của đơn vị mình\n"
        "theo mẫu kèm theo và gửi về Văn phòng trước ngày 15 tháng 6 năm 2031 để\n"
        "tổng hợp chung."
    )
    assert len(texts(wrapped)) == 1


def test_what_marks_were_taken_off_stands_in_raw():
    [paragraph] = document("Nộp **trước ngày 5/6/2031**.").pages[0].blocks
    assert paragraph.lines[0].text == "Nộp trước ngày 5/6/2031."
    assert paragraph.lines[0].raw == "Nộp **trước ngày 5/6/2031**."


def test_headings_and_whole_bold_lines_are_bold():
    found = document("# Một\n\n**Hai**\n\nBa **bốn**").pages[0].blocks
    assert [block.lines[0].bold for block in found] == [True, True, False]


def test_pipe_tables():
    [table] = (
        document("| TT | Việc |\n|:--|:-:|\n| 1 | nộp **báo cáo**<br>và danh sách |\n| 2 | a \\| b |").pages[0].blocks
    )
    assert isinstance(table, Table)
    assert [cell.text for cell in table.cells] == ["TT", "Việc", "1", "nộp báo cáo\nvà danh sách", "2", "a | b"]
    assert (table.header_rows, table.ruled) == (1, True)


def test_a_letterhead_written_as_a_table_without_head():
    text = (
        "| | |\n|---|---|\n| UBND XÃ BẾN ĐÁ<br>Số: 7/UBND | **CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM**<br>"
        "Bến Đá, ngày 5 tháng 6 năm 2031 |"
    )
    assert [(b.column, b.text) for b in document(text).pages[0].blocks] == [
        (0, "UBND XÃ BẾN ĐÁ"),
        (0, "Số: 7/UBND"),
        (1, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        (1, "Bến Đá, ngày 5 tháng 6 năm 2031"),
    ]


def test_tables_written_as_web_pages():
    text = "Trước\n\n<table border=1>\n<tr><td>TT</td><td>Việc</td></tr>\n\n<tr><td>1</td><td>họp</td></tr>\n</table>\n\nSau"
    before, table, after = document(text).pages[0].blocks
    assert (before.text, after.text) == ("Trước", "Sau")
    assert isinstance(table, Table)
    assert [cell.text for cell in table.cells] == ["TT", "Việc", "1", "họp"]


def test_an_empty_file_is_refused():
    with pytest.raises(Empty):
        document("---\n\n")
