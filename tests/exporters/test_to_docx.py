import io
import zipfile

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn

from exporters.to_docx import export
from exporters.word_parts import FONT
from tests.factories import make_header, make_plan, make_task


@pytest.fixture(scope="module")
def document():
    return Document(io.BytesIO(export([make_plan()])))


def _rows(document, head):
    """The rows of the table whose head row holds `head`, each cell's text once."""
    table = next(t for t in document.tables if any(head == c.text for c in t.rows[0].cells))
    return table, [[c.text for c in {cell._tc: cell for cell in row.cells}.values()] for row in table.rows]


def test_page_is_as_the_decree_asks(document):
    section = document.sections[0]
    assert section.orientation == WD_ORIENT.LANDSCAPE
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (297, 210)
    assert 20 <= section.top_margin.mm <= 25
    assert 20 <= section.bottom_margin.mm <= 25
    assert 30 <= round(section.left_margin.mm, 1) <= 35
    assert 15 <= round(section.right_margin.mm, 1) <= 20


def test_font_is_times_new_roman_13_or_14_and_smaller_only_in_tables(document):
    normal = document.styles["Normal"]
    assert (normal.font.name, normal.font.size.pt) == (FONT, 13)
    for fonts in document.styles.element.find(qn("w:docDefaults")).iter(qn("w:rFonts")):
        assert set(fonts.attrib.values()) == {FONT}
    sizes = {run.font.size.pt for p in document.paragraphs for run in p.runs if run.font.size}
    assert sizes <= {13, 14}


def test_pages_are_numbered_in_the_top_margin_from_the_second(document):
    section = document.sections[0]
    assert section.different_first_page_header_footer
    assert "PAGE" in section.header._element.xml
    assert not section.first_page_header.paragraphs[0].text


def test_table_heads_are_repeated_and_short_rows_kept_whole(document):
    ruled = [t for t in document.tables if t.style.name == "Table Grid"]
    assert len(ruled) == 3
    for table in ruled:
        first, *others = table.rows
        assert first._tr.trPr.find(qn("w:tblHeader")) is not None
        assert all(row._tr.trPr.find(qn("w:tblHeader")) is None for row in others)
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
        assert round(sum(column.width.mm for column in table.columns)) == 252


def test_a_very_long_row_may_break():
    action = "Rà soát " * 200
    document = Document(io.BytesIO(export([make_plan(tasks=[make_task(action=action)], deadlines=[])])))
    table, _ = _rows(document, "Gửi đến")
    assert table.rows[-1]._tr.trPr is None or table.rows[-1]._tr.trPr.find(qn("w:cantSplit")) is None


def test_a_task_can_be_ticked_and_says_its_last_day(document):
    _, rows = _rows(document, "Gửi đến")
    assert rows[1] == ["1. Các Phòng GDĐT"]
    number, box, what, send, when, in_charge, where = rows[2]
    assert (number, box, in_charge) == ("1", "☐", "")
    assert what.startswith("Báo cáo kết quả")
    assert send == "Sở GDĐT\ntieuhoc@songhuong.example.vn\nBiểu mẫu: Phụ lục 2"
    assert when == "“trước ngày 09/6/2024”\nHạn cuối: 08/06/2024 (thứ Bảy)\nNên xong: 07/06/2024 (thứ Sáu)"
    assert where.replace("\N{NO-BREAK SPACE}", " ") == "III.1, tr. 2"
    assert rows[3] == ["Không ghi thời hạn"]


def test_what_must_be_checked_stands_apart_with_its_reason(document):
    _, rows = _rows(document, "Vì sao cần kiểm tra")
    assert [row[0] for row in rows[1:]] == ["7", "8", "9"]
    assert rows[3][5] == "Chưa rõ đơn vị thực hiện"


def test_the_calendar_of_a_source_without_pages_has_no_pages():
    plan = make_plan()
    source = plan.source.model_copy(update={"pages": None, "page_range": None})
    bare = plan.model_copy(update={"source": source})
    _, rows = _rows(Document(io.BytesIO(export([bare]))), "Địa điểm")
    assert rows[1] == [
        "20/05/2024", "Tập huấn báo cáo viên", "Phòng Giáo dục Trung học", "Trường THPT Sông Hương", "",
    ]  # fmt: skip


def test_title_names_unit_and_dispatch():
    texts = [p.text for p in Document(io.BytesIO(export([make_plan()], unit="Phòng GDĐT"))).paragraphs]
    assert texts[:3] == [
        "DANH MỤC VIỆC CẦN LÀM",
        "Dành cho: Phòng GDĐT",
        "(theo Kế hoạch số 45/KH-SGDĐT ngày 04/03/2024 của Sở Giáo dục và Đào tạo)",
    ]


def test_the_mark_of_urgency_stands_first():
    header = make_header(urgency="Hỏa tốc")
    texts = [p.text for p in Document(io.BytesIO(export([make_plan(header=header)]))).paragraphs]
    assert texts[:2] == ["HỎA TỐC", "DANH MỤC VIỆC CẦN LÀM"]


def test_nothing_found_is_said():
    texts = [p.text for p in Document(io.BytesIO(export([make_plan(tasks=[], deadlines=[])]))).paragraphs]
    assert "Không tìm thấy việc nào có đơn vị thực hiện rõ ràng." in texts


def test_control_characters_do_not_break_the_file():
    plan = make_plan(tasks=[make_task(action="Gửi\x0c báo\x00 cáo")], deadlines=[])
    _, rows = _rows(Document(io.BytesIO(export([plan]))), "Gửi đến")
    assert rows[-1][2] == "Gửi báo cáo"


def test_package_bears_no_time_and_no_preview():
    with zipfile.ZipFile(io.BytesIO(export([make_plan()]))) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not any("thumbnail" in name for name in package.namelist())
        assert b"thumbnail" not in package.read("_rels/.rels")
        core = package.read("docProps/core.xml").decode()
    assert "45/KH-SGDĐT" in core
    assert "created" not in core


def test_words_take_the_room_of_what_there_is_not(document):
    table, rows = _rows(document, "Gửi đến")
    assert rows[4] == ["2", "☐", "Chỉ đạo các trường trực thuộc xây dựng kế hoạch bồi dưỡng.", "", rows[4][-1]]
    assert table.rows[4].cells[2]._tc is table.rows[4].cells[4]._tc


def test_the_picture_of_time_limits_says_what_it_shows(document):
    properties = document.inline_shapes[0]._inline.docPr
    assert properties.get("descr").startswith("Trục thời gian: 3 ngày có việc đến hạn, từ 31/05/2024 đến 08/06/2024")
    assert round(document.inline_shapes[0].width.mm) == 252


def test_fewer_days_than_a_picture_needs_give_none():
    assert not Document(io.BytesIO(export([make_plan(tasks=[], deadlines=[])]))).inline_shapes
