"""What a dispatch points at within itself."""

import pytest

from tests.normalize.findings.cases import codes, finding

PLAN = """I. Mục đích
1. Nâng cao năng lực giáo viên.
2. Nội dung
a) Mô đun 4.
b) Mô đun 5.
II. Tổ chức thực hiện
1. Các trường THPT triển khai các nội dung nêu tại {}.
2. Các trường THCS báo cáo về Sở."""


@pytest.mark.parametrize(
    ("reference", "dangling"),
    [
        ("Mục I.2b của Kế hoạch này", False),
        ("Mục I.2.b Kế hoạch này", False),
        ("Mục II Kế hoạch này", False),
        ("Mục I.3 của Kế hoạch này", True),
        ("Mục IV Kế hoạch này", True),
        ("Mục IV", True),
        ("Mục IV Công văn số 12/SGDĐT-GDTrH ngày 05/01/2024", False),
        ("Điều 21 Nghị định này", False),
        ("Công văn số 12/SGDĐT-GDTrH ngày 05/01/2024, Mục IV", False),
        ("mục 2, phần I của Kế hoạch này", False),
        ("khoản 5 Mục II của Kế hoạch này", True),
        ("điểm 4 Mục I", True),
    ],
)
def test_sections(reference, dangling):
    assert ("dangling_reference" in codes(PLAN.format(reference))) is dangling


@pytest.mark.parametrize(
    ("words", "missing"),
    [
        ("theo mẫu tại Phụ lục 5 đính kèm", "Phụ lục 5"),
        ("theo danh sách tại Phụ lục 1, 2 và 6a đính kèm", "Phụ lục 1, 2, 6a"),
        ("(có danh sách kèm theo)", "danh sách kèm theo"),
        ("theo biểu mẫu gửi kèm Kế hoạch này", "biểu mẫu gửi kèm"),
        ("; gửi kèm Kế hoạch này là mẫu báo cáo", "mẫu báo cáo"),
        ("(phụ lục 4)", "Phụ lục 4"),
        ("theo Phụ lục I Thông tư số 19/2019/TT-BGDĐT", None),
        ("theo Phụ lục 1, Phụ lục 3 của Công văn số 55/BGDĐT-GDTrH", None),
        ("(Mẫu số 02 - Phụ lục số 02 Thông tư số 24/2024/TT-BYT)", None),
        ("(theo mẫu số 02 của Phụ lục I Thông tư số 03/2025/TT-BNV)", None),
        ("theo Thông tư số 22/2021/TT-BGDĐT (Phụ lục 1)", None),
        ("theo Phụ lục I ban hành kèm theo Thông tư số 19/2019/TT-BGDĐT", None),
        ("theo Phụ lục III của Nghị định số 30/2020/NĐ-CP", None),
        ("theo Quy chế ban hành kèm theo Quyết định số 12/QĐ-SGDĐT", None),
    ],
)
def test_annexes(words, missing):
    body = f"1. Các trường gửi danh sách giáo viên về Sở {words}."
    if missing:
        assert missing in finding("annex_missing", body).message
    else:
        assert "annex_missing" not in codes(body)


def test_an_annex_that_is_there(monkeypatch):
    from tests.normalize.parts import TAIL

    monkeypatch.setattr(
        "tests.normalize.parts.TAIL", f"{TAIL}\nPHỤ LỤC 5\nDANH SÁCH GIÁO VIÊN\n(Kèm theo Kế hoạch số 215/KH-SGDĐT)"
    )
    assert "annex_missing" not in codes("1. Các trường gửi danh sách về Sở theo mẫu tại Phụ lục 5 đính kèm.")
    assert "Phụ lục 6" in finding("annex_missing", "1. Các trường gửi danh sách về Sở theo Phụ lục 6 đính kèm.").message


@pytest.mark.parametrize(
    ("text", "open_"),
    [
        ("Các đơn vị báo cáo về Sở (qua Phòng Tổ chức cán bộ để được hướng dẫn.", True),
        ("Các đơn vị báo cáo về Sở (qua Phòng Tổ chức cán bộ) để được hướng dẫn.", False),
        ("a) Các đơn vị báo cáo về Sở (mẫu 1) và 2) lưu hồ sơ.", False),
        ("(1) Đăng nhập hệ thống (mô đun 4, 5, 9); tự nghiên cứu.", False),
    ],
)
def test_brackets(text, open_):
    assert ("unbalanced_brackets" in codes(f"1. Yêu cầu\n{text}")) is open_


@pytest.mark.parametrize(
    "line", ["Mẫu số 2. Quyết định cử giáo viên", "- Mẫu số 03. Biểu rà soát xã", "Phụ lục số III"]
)
def test_a_form_that_opens_a_paragraph_is_the_form_itself(line):
    assert "annex_missing" not in codes(f"1. Các trường báo cáo về Sở.\n{line}")


def test_a_paragraph_that_a_page_cut_is_no_open_bracket():
    assert "unbalanced_brackets" not in codes("1. Yêu cầu\nThực hiện Chỉ thị của Sở (sau đây gọi là Chỉ thị số")


def test_a_bracket_that_the_next_paragraph_closes():
    assert "unbalanced_brackets" not in codes(
        "1. Yêu cầu\nCác đơn vị báo cáo về Sở (qua thư điện tử\nhoặc qua bưu điện) để tổng hợp."
    )


@pytest.mark.parametrize(
    "sentence",
    [
        "Các trường tổng hợp số liệu theo Biểu 2 gửi về Sở.",
        "Các trường đăng ký danh hiệu (Mẫu 4) về Sở.",
        "Kinh phí chi tiết theo dự toán đính kèm.",
        "Danh sách học viên (đính kèm).",
        "Đính kèm: Danh sách giáo viên tham gia; lịch học.",
        "Các trường nhập số liệu vào Bảng 3 (đính kèm) và gửi về Sở.",
        "Kết quả ghi vào phiếu đánh giá (Phiếu số 2 đính kèm).",
    ],
)
def test_forms_and_lists_in_other_words(sentence):
    assert "annex_missing" in codes(f"1. {sentence}")


@pytest.mark.parametrize(
    "sentence",
    [
        "Điểm được ghi vào bảng điểm cấp kèm theo bằng tốt nghiệp.",
        "Các trường nộp báo cáo kèm theo minh chứng.",
        "Đánh giá theo biểu 5 tiêu chí của trường.",
    ],
)
def test_what_is_attached_to_something_else(sentence):
    assert "annex_missing" not in codes(f"1. {sentence}")
