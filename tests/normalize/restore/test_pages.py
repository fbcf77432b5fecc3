"""Documents: which pages are restored, and what their lines keep."""

from normalize.restore import needs_restoring, restore_document
from schemas.document import Cell, Document, Line, Page, Paragraph, Table

BAD = (
    "Can ctr Thong tu s6 19/2019/TT-BGDDT ngay 12/11/2019 cia B6 Gido duc va",
    "Dao tao ban hanh Quy ché boi dudng thuong xuyén gido vién, can b6 quan",
    "ly co so gido duc;",
)
GOOD = ("Phòng Giáo dục và Đào tạo đề nghị các trường báo cáo kết quả bồi dưỡng", "thường xuyên trước ngày 05/6/2024.")


def page(number, rows):
    return Page(number, (Paragraph(tuple(Line(row) for row in rows)),))


def document(*pages):
    return Document("a.txt", "0" * 64, "text/plain", pages)


def test_only_pages_that_lost_their_marks_need_it():
    assert needs_restoring(page(1, BAD))
    assert not needs_restoring(page(1, GOOD))
    assert not needs_restoring(page(1, ("2023", "12/4")))
    assert not needs_restoring(page(1, ("The committee reviews the annual budget of the school every year.",) * 3))


def test_lines_keep_what_stood_there():
    before = document(page(1, GOOD), page(2, BAD))
    after = restore_document(before)
    assert after.pages[0] is before.pages[0]
    lines = after.pages[1].blocks[0].lines
    assert lines[0].text == "Căn cứ Thông tư số 19/2019/TT-BGDĐT ngày 12/11/2019 của Bộ Giáo dục và"
    assert lines[1].text.startswith("Đào tạo ban hành Quy chế bồi dưỡng thường xuyên giáo viên, cán bộ quản")
    assert lines[0].raw == BAD[0]
    assert 0 < lines[0].confidence < 1
    assert "phục hồi" in after.pages[1].why


def test_tables_are_restored_too():
    cell = Cell((Paragraph(tuple(Line(row) for row in BAD)),), 0, 0)
    after = restore_document(document(Page(1, (Table((cell,), 1, 1),))))
    assert after.pages[0].blocks[0].cells[0].paragraphs[0].lines[0].text.startswith("Căn cứ Thông tư")


def test_a_good_document_is_the_same_object():
    before = document(page(1, GOOD))
    assert restore_document(before) is before
