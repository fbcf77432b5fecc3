import io
import zipfile

import pytest
from docx import Document

from exporters.secrecy import Refused
from exporters.to_draft import draft
from exporters.word_parts import new_document
from normalize.calendars import is_working_day
from tests.exporters.golden import check, docx_text
from tests.factories import make_header, make_plan, make_task

UNIT = "Trường THPT Sông Hương"


def made(plan=None, **options):
    return draft(plan or make_plan(), options.pop("unit", UNIT), working=is_working_day, **options)


def rows(data):
    table = next(t for t in Document(io.BytesIO(data)).tables if len(t.columns) == 6)
    return [[cell.text for cell in row.cells] for row in table.rows]


def test_what_a_draft_says():
    check("du-thao-thpt.txt", docx_text(made()))


def test_the_same_plan_gives_the_same_bytes():
    assert made() == made()


def test_the_directive_is_the_first_basis_and_the_others_keep_their_pages():
    basis = [line for line in docx_text(made()).splitlines() if line.startswith("Căn cứ")]
    assert basis[0].startswith("Căn cứ Kế hoạch số 45/KH-SGDĐT ngày 04/03/2024 của Sở Giáo dục và Đào tạo")
    assert "tr.\N{NO-BREAK SPACE}1" in basis[1]
    assert basis[-1].split(" [")[0].endswith("bồi dưỡng nhà giáo.")


def test_own_days_stand_beside_the_directives_and_people_are_left_to_fill_in():
    report = next(row for row in rows(made()) if row[1].startswith("Gửi báo cáo về Phòng GDĐT"))
    assert report[2] == "…………"
    assert report[3] == "31/05/2024 (thứ Sáu)"  # two working days before Tuesday, 04/6
    assert "Hạn cuối: 04/06/2024" in report[4]
    assert report[5] == "III.2, tr.\N{NO-BREAK SPACE}2"


def test_a_margin_of_none_keeps_the_directives_days():
    report = next(row for row in rows(made(margin=0)) if row[1].startswith("Gửi báo cáo về Phòng GDĐT"))
    assert report[3] == "04/06/2024 (thứ Ba)"


def test_a_negative_margin_is_refused():
    with pytest.raises(ValueError, match="later than the directive"):
        made(margin=-1)


def test_what_has_no_sure_day_is_to_be_checked():
    found = rows(made())
    at = next(n for n, row in enumerate(found) if row[0].startswith("Cần kiểm tra"))
    late = next(row for row in found[at:] if "mỗi mô đun" in row[1])
    assert late[3] == late[4] == "“chậm nhất 10 ngày sau mỗi mô đun”"
    assert "Cần kiểm tra" in late[1]
    assert next(row for row in found[at:] if "vướng mắc" in row[1])[3] == "…………"
    assert "NHỮNG ĐIỂM CẦN KIỂM TRA" in docx_text(made())


def test_every_page_is_marked_as_a_draft():
    section = Document(io.BytesIO(made())).sections[0]
    for part in (section.header, section.first_page_header, section.footer, section.first_page_footer):
        assert "DỰ THẢO" in "".join(paragraph.text for paragraph in part.paragraphs)


def test_a_secret_directive_gives_no_draft():
    with pytest.raises(Refused):
        made(make_plan(header=make_header(secrecy="MẬT")), show_personal=True)


def test_personal_data_are_masked():
    plan = make_plan(tasks=[make_task(action="Gọi số 0912345678.", actor=UNIT)], deadlines=[])
    assert "0912345678" not in docx_text(made(plan))
    assert "0912345678" in docx_text(made(plan, show_personal=True))


def test_a_unit_that_is_asked_nothing_is_told_so():
    assert "Không thấy việc nào" in docx_text(made(make_plan(tasks=[], deadlines=[])))


def test_it_is_a4_with_the_decrees_margins():
    section = Document(io.BytesIO(made())).sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert (round(section.left_margin.mm), round(section.right_margin.mm)) == (30, 15)


def test_an_offices_own_template_is_filled():
    form = new_document(landscape=False)
    form.add_paragraph("{%p for v in viec %}")
    form.add_paragraph("{{ v.noi_dung }} – {{ v.han_don_vi }}")
    form.add_paragraph("{%p endfor %}")
    out = io.BytesIO()
    form.save(out)
    assert "Gửi báo cáo về Phòng GDĐT trước ngày 05/6/2024. – 31/05/2024 (thứ Sáu)" in docx_text(
        made(template=out.getvalue())
    )


def test_nothing_of_the_machine_is_in_the_file():
    with zipfile.ZipFile(io.BytesIO(made())) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
