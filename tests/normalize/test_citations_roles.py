"""What a cited document is to the dispatch. Sentences are of our own invention."""

import pytest

from normalize.citations import find_citations
from normalize.clean import plain
from schemas.plan import Header

OWN = Header(number="901", symbol="KH-SGDĐT", number_symbol="901/KH-SGDĐT", doc_type="KH", issued_on="2031-05-06")


def roles(text):
    return [(c.number_symbol or c.name, c.role) for c in find_citations(plain(text), None, OWN)]


CASES = [
    ("Căn cứ Thông tư số 7/2031/TT-BGDĐT;", ["legal_basis"]),
    (
        "Căn cứ Kế hoạch số 4/KH-BGDĐT ngày 2/1/2031 của Bộ GDĐT tổ chức bồi dưỡng triển khai chương trình, "
        "Công văn số 5/BGDĐT-GDTrH ngày 3/1/2031 của Bộ GDĐT về việc bồi dưỡng; Công văn 6/BGDĐT-VP",
        ["legal_basis"] * 3,
    ),
    ("Căn cứ Quy chế tuyển sinh ban hành kèm theo Thông tư số 7/2031/TT-BGDĐT;", ["legal_basis"]),
    (
        "Căn cứ Thông tư số 8/2031/TT-BGDĐT sửa đổi, bổ sung một số điều của Quy chế ban hành kèm theo "
        "Thông tư số 7/2031/TT-BGDĐT;",
        ["legal_basis", "attaches"],
    ),
    ("Thực hiện Công văn số 5/UBND-VX ngày 1/2/2031 của UBND tỉnh Hoa Sen, Sở GDĐT yêu cầu:", ["implements"]),
    ("Triển khai Nghị quyết số 9-NQ/TU và Quyết định số 4/QĐ-TTg", ["implements", "implements"]),
    ("đánh giá theo quy định tại khoản 2 Điều 7 Thông tư số 7/2031/TT-BGDĐT", ["implements"]),
    ("Nội dung được quy định tại các thông tư số 7/2031/TT-BGDĐT, số 8/2031/TT-BGDĐT", ["reference", "reference"]),
    ("Theo đề nghị của Giám đốc Sở Nội vụ tại Tờ trình số 5/TTr-SNV", ["implements"]),
    ("Thông qua nội dung trình tại Tờ trình số 5/TTr-SNV nêu trên", ["reference"]),
    ("Phúc đáp Công văn số 5/UBND-VX", ["answers"]),
    ("Sở GDĐT nhận được Công văn số 5/UBND-VX", ["answers"]),
    ("Xét Tờ trình số 5/TTr-SNV", ["answers"]),
    (
        "Căn cứ Nghị định số 5/2031/NĐ-CP;\nXét Tờ trình số 5/TTr-SNV;\nCăn cứ chức năng của Sở;\n"
        "Theo đề nghị của Giám đốc Sở Nội vụ tại Tờ trình số 6/TTr-SNV.",
        ["legal_basis"] * 3,
    ),
    ("Căn cứ Nghị định số 5/2031/NĐ-CP; Xét Tờ trình số 5/TTr-SNV", ["legal_basis", "legal_basis"]),
    ("Căn cứ Nghị định số 5/2031/NĐ-CP; thực hiện Công văn số 6/UBND-VX;", ["legal_basis", "implements"]),
    (
        "Thực hiện Kế hoạch số 5/KH-UBND của UBND tỉnh về triển khai thực hiện Nghị quyết số 9-NQ/TU, "
        "theo Công văn số 6/UBND-VX",
        ["implements", "reference", "implements"],
    ),
    (
        "Căn cứ Thông tư số 8/2031/TT-BGDĐT sửa đổi, bổ sung một số điều của Thông tư số 7/2031/TT-BGDĐT;",
        ["legal_basis", "reference"],
    ),
    ("Công văn số 8/UBND-VX thay thế Công văn số 7/UBND-VX", ["reference", "reference"]),
    ("Thực hiện Công văn số 8/UBND-VX, thay thế Công văn số 7/UBND-VX", ["implements", "replaces"]),
    ("Kế hoạch này thay thế Kế hoạch số 5/KH-SGDĐT", ["replaces"]),
    ("Bãi bỏ Quy định ban hành kèm theo Quyết định số 5/QĐ-UBND", ["replaces"]),
    ("Thông tư số 7/2031/TT-BGDĐT hết hiệu lực kể từ ngày ký", ["replaces"]),
    (
        "Kế hoạch này thay thế:\n- Kế hoạch số 5/KH-SGDĐT;\n- Kế hoạch số 6/KH-SGDĐT.",
        ["replaces", "replaces"],
    ),
    ("Sửa đổi, bổ sung một số điều của Quyết định số 5/QĐ-UBND", ["amends"]),
    ("góp ý dự thảo Quyết định sửa đổi, bổ sung một số điều của Quyết định số 5/QĐ-UBND", ["reference"]),
    ("Điều lệ ban hành kèm theo Thông tư số 7/2031/TT-BGDĐT", ["attaches"]),
    ("(đính kèm Công văn số 5/UBND-VX)", ["attaches"]),
    (
        "Căn cứ Luật Giáo dục ngày 14/6/2019 được sửa đổi, bổ sung bởi Luật số 5/2031/QH19;",
        ["legal_basis", "legal_basis"],
    ),
    ("Căn cứ pháp lý:\n- Luật Giáo dục năm 2019;\n- Nghị định số 5/2031/NĐ-CP;", ["legal_basis", "legal_basis"]),
    (
        "1. Quán triệt các văn bản chỉ đạo\nTiếp tục phổ biến tới toàn thể giáo viên.\n"
        "Quyết định số 5/QĐ-UBND ngày 6/9/2031 về Đề án dạy học.\nKế hoạch số 6/KH-UBND ngày 7/9/2031.",
        ["implements", "implements"],
    ),
    ("Bộ đã ban hành Công văn số 5/BGDĐT-VP hướng dẫn. Nghị định số 6/2031/NĐ-CP là mới.", ["reference", "reference"]),
    ("Điều 5 Quy chế thi ban hành kèm theo Thông tư số 7/2031/TT-BGDĐT", ["attaches"]),
    ("Sở theo dõi việc gửi Báo cáo số 5/BC-UBND", ["reference"]),
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[c[0][:50] for c in CASES])
def test_role(text, expected):
    assert [role for _, role in roles(text)] == expected
