import pytest

from extract.soft_breaks import paragraphs
from schemas.document import Line


@pytest.mark.parametrize(
    ("lines", "count"),
    [
        (["Về việc tổ chức", "hội thi năm 2031"], 1),
        (["Về việc tổ chức", "Hội thi năm 2031"], 1),
        (["Nơi nhận:", "- Như trên;", "- Lưu: VT."], 3),
        (["Nộp báo cáo.", "Lập danh sách."], 2),
        (["Các đơn vị gồm:", "phòng A và phòng B"], 1),
        (["Họp tại phòng A", "1. Thành phần", "a) Ông B"], 3),
        ([], 0),
    ],
)
def test_which_lines_are_paragraphs(lines, count):
    assert len(list(paragraphs([Line(text) for text in lines]))) == count


def test_another_weight_is_another_paragraph():
    assert len(list(paragraphs([Line("KẾ HOẠCH", bold=True, size=14.0), Line("tổ chức", size=14.0)]))) == 2
