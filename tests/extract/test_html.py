import pytest

from extract.html import read
from extract.source import Empty, Source
from normalize.clean import build, items
from schemas.document import Align, Document, Table, Zone


def page(body: str, head: str = "") -> Document:
    return read(Source("a.html", f"<html><head>{head}</head><body>{body}</body></html>".encode()))


def texts(body: str) -> list[str]:
    found = page(body)
    return build(items(found), found).content.split("\n")


def only(body: str) -> Table:
    [found] = page(body).pages[0].blocks
    assert isinstance(found, Table)
    return found


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ("<p>một\n  dòng</p><p>hai</p>", ["một dòng", "hai"]),
        ("trần <div>trong <b>khối</b></div> sau", ["trần", "trong khối", "sau"]),
        ("<p>Bộ&nbsp;&amp; S&#7903;</p>", ["Bộ & Sở"]),
        ("<p>Nơi nhận:<br>- Như trên;<br/>- Lưu: VT.</p>", ["Nơi nhận:", "- Như trên;", "- Lưu: VT."]),
        ("<p>Về việc tổ chức<br>hội thi</p>", ["Về việc tổ chức hội thi"]),
        ("<script>x</script><style>y</style><nav>menu</nav><p>thân</p><!-- chú thích -->", ["thân"]),
        ("<p style='display:none'>ẩn</p><p hidden>ẩn</p><p>hiện</p>", ["hiện"]),
        ("<p>giữ <del>bỏ</del><ins>thêm</ins></p>", ["giữ thêm"]),
        ("<p style='text-transform:uppercase'>kế hoạch</p>", ["KẾ HOẠCH"]),
        ("<p>năm 2031<sup>1</sup></p>", ["năm 2031[1]"]),
        ("<ol><li>một<li>hai</ol>", ["1. một", "2. hai"]),
        ("<ol type=I start=3><li>một<li value=7>hai<li>ba</ol>", ["III. một", "VII. hai", "VIII. ba"]),
        ("<ol style='list-style-type:lower-alpha'><li><p>một</p><p>thêm</p></li></ol>", ["a. một", "thêm"]),
        ("<ol reversed><li>một<li>hai</ol>", ["2. một", "1. hai"]),
        ("<ul><li>một<ul><li>hai</ul></ul>", ["• một", "• hai"]),
        ("<ul style='list-style:none'><li>- một</ul>", ["- một"]),
        ("<pre>- Như trên;\n- Lưu: VT.</pre>", ["- Như trên;", "- Lưu: VT."]),
        ("<div>menu</div><main><p>thân</p></main>", ["thân"]),
    ],
)
def test_what_a_browser_prints(body, lines):
    assert texts(body) == lines


def test_looks_are_inherited():
    body = (
        "<div align=center style='font-size:13pt'><b>đậm</b><p><i>nghiêng</i></p>"
        "<p style='text-align:right;font-size:16px'>vừa <b>đậm</b></p></div><h2>mục</h2>"
    )
    found = [(b.align, b.lines[0].bold, b.lines[0].italic, b.lines[0].size) for b in page(body).pages[0].blocks]
    assert found == [
        (Align.CENTER, True, False, 13.0),
        (Align.CENTER, False, True, 13.0),
        (Align.RIGHT, False, False, 12.0),
        (None, True, False, None),
    ]


def test_a_table_with_spans_and_a_head():
    found = only(
        "<table border=1><tfoot><tr><td colspan=2>Cộng<td>9</tfoot>"
        "<thead><tr><th rowspan=2>TT<th colspan=2>Số lượng<tr><th>Nam<th>Nữ</thead>"
        "<tbody><tr><td>1<td>4<td>5</table>"
    )
    places = [(c.text, c.row, c.column, c.row_span, c.column_span) for c in found.cells]
    assert places == [
        ("TT", 0, 0, 2, 1),
        ("Số lượng", 0, 1, 1, 2),
        ("Nam", 1, 1, 1, 1),
        ("Nữ", 1, 2, 1, 1),
        ("1", 2, 0, 1, 1),
        ("4", 2, 1, 1, 1),
        ("5", 2, 2, 1, 1),
        ("Cộng", 3, 0, 1, 2),
        ("9", 3, 2, 1, 1),
    ]
    assert (found.header_rows, found.ruled) == (2, True)


@pytest.mark.parametrize(
    ("attributes", "cell", "ruled"),
    [
        ("border=1", "td", True),
        ("border=0", "td", False),
        ("", "td style='border:solid windowtext 1.0pt'", True),
        ("style='border-collapse:collapse;border:none'", "td style='border:none;padding:0'", False),
        ("class='table-bordered'", "td", True),
        ("", "td", True),
    ],
)
def test_lines_of_a_table(attributes, cell, ruled):
    rows = "".join(f"<tr><{cell}>{i}<{cell}>b<{cell}>c</tr>" for i in "123")
    assert only(f"<table {attributes}>{rows}</table>").ruled is ruled


def test_a_table_without_lines_in_two_columns_is_read_by_rows():
    assert not only("<table><tr><td>Thời gian:<td>8 giờ<tr><td>Địa điểm:<td>Phòng họp</table>").ruled


def test_a_letterhead_is_read_column_by_column():
    body = (
        "<table><tr><td>UBND XÃ BẾN ĐÁ<br>Số: 7/UBND-VX<td><b>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</b><br>"
        "Bến Đá, ngày 5 tháng 6 năm 2031</table>"
        "<p>UBND XÃ BẾN ĐÁ&nbsp;&nbsp;&nbsp;&nbsp;CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</p>"
    )
    assert [block.column for block in page(body).pages[0].blocks] == [0, 0, 1, 1, 0, 1]


def test_a_sites_own_head_and_foot_are_apart():
    found = page("<header>Cổng thông tin</header><p>thân</p><footer>Liên hệ</footer>").pages[0].blocks
    assert [block.zone for block in found] == [Zone.HEADER, Zone.BODY, Zone.FOOTER]


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ("<meta charset=windows-1258>", "cp1258"),
        ("<meta http-equiv=Content-Type content='text/html; charset=utf-16le'>", "utf-16"),
        ("", "utf-8"),
    ],
)
def test_encodings_by_the_page_or_by_trial(head, encoding):
    words = "Kế hoạch số 5".replace("ế", "ê\u0301").replace("ạ", "a\u0323").replace("ố", "ô\u0301")
    data = f"<html><head>{head}</head><body><p>{words}</p></body></html>".encode(encoding)
    assert read(Source("a.html", data)).pages[0].blocks[0].text == "Kế hoạch số 5"


def test_xhtml_with_a_declaration():
    data = '<?xml version="1.0" encoding="UTF-8"?>\n<html xmlns="http://www.w3.org/1999/xhtml"><body><p>Đề án</p></body></html>'
    assert read(Source("a.xhtml", data.encode())).pages[0].blocks[0].text == "Đề án"


def test_a_page_without_text_is_refused():
    with pytest.raises(Empty, match="Trang web"):
        page("<script>x</script>")
