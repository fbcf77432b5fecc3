"""Dispatches of invented offices, in the true form, for tests of structure; tables of a `Document` from plain lines."""

from __future__ import annotations

from schemas.document import Annotation, Box, Document, Line, Page, Paragraph


def document(*pages: str, annotations: tuple[Annotation, ...] = ()) -> Document:
    """A document with one paragraph a line of each page's text."""
    made = tuple(
        Page(
            number,
            tuple(Paragraph((Line(line.strip()),)) for line in page.strip("\n").split("\n") if line.strip()),
            annotations=tuple(a for a in annotations if a.page == number),
        )
        for number, page in enumerate(pages, start=1)
    )
    return Document("thu.txt", "0" * 64, "text/plain", made, paged=len(made) > 1)


def boxed(lines: list[tuple[str, Box]], annotations: tuple[Annotation, ...] = ()) -> Document:
    """A one-page document whose lines have boxes, each a paragraph."""
    blocks = tuple(Paragraph((Line(text, box),)) for text, box in lines)
    return Document("thu.pdf", "0" * 64, "application/pdf", (Page(1, blocks, 595, 842, annotations=annotations),))


PLAN = """
UBND TỈNH HÒA SƠN
SỞ GIÁO DỤC VÀ ĐÀO TẠO
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 412/KH-SGDĐT
Hòa Sơn, ngày 05 tháng 9 năm 2024
KẾ HOẠCH
Kiểm tra thư viện trường học
năm học 2024-2025
Căn cứ Thông tư số 16/2022/TT-BGDĐT ngày 22/11/2022 của Bộ Giáo dục và Đào tạo;
Sở Giáo dục và Đào tạo xây dựng kế hoạch như sau:
I. MỤC ĐÍCH
1. Đánh giá đúng thực trạng.
2. Giúp các trường khắc phục.
II. TỔ CHỨC THỰC HIỆN
1. Các phòng GDĐT
a) Chọn trường để kiểm tra;
b) Báo cáo về Sở trước ngày 20/10/2024.
2. Các trường
- Chuẩn bị hồ sơ;
+ Sổ tài sản;
+ Sổ mượn;
- Bố trí người làm việc./.
Nơi nhận:
- Bộ GDĐT (để b/c);
- Các phòng GDĐT (để t/h);
- Lưu: VT, GDTrH (02 bản).
KT. GIÁM ĐỐC
PHÓ GIÁM ĐỐC
(Đã ký)
Trần Thị Minh Khuê
"""

LETTER = """
UBND HUYỆN LÂM THƯỢNG
PHÒNG GIÁO DỤC & ĐÀO TẠO
Số: 77/PGD&ĐT-TH
V/v rà soát thiết bị dạy học
lớp 5
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Lâm Thượng, ngày 11 tháng 4 năm 2024
Kính gửi:
- Hiệu trưởng các trường tiểu học;
- Trung tâm Văn hóa huyện.
Phòng Giáo dục và Đào tạo đề nghị các trường rà soát thiết bị, gửi danh sách trước ngày 25/4/2024./.
Nơi nhận:
- Như trên;
- Lưu: VT.
TRƯỞNG PHÒNG
Lò Văn Páo
"""

REPORT = """
Số: 15/TTr-SGDĐT
Hòa Sơn, ngày 02 tháng 8 năm 2024
TỜ TRÌNH
Về việc phê duyệt Kế hoạch kiểm tra thư viện
Căn cứ chức năng, nhiệm vụ được giao,
Sở Giáo dục và Đào tạo kính trình Ủy ban nhân dân tỉnh xem xét./.
Nơi nhận:
- UBND tỉnh;
- Lưu: VT.
GIÁM ĐỐC
Nông Thị Hiền
"""

FORM = """
Mẫu số 01
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
TRƯỜNG …………
Số: …/BC-…
………, ngày … tháng … năm …
BÁO CÁO
Kết quả kiểm tra thư viện
Kính gửi: Sở Giáo dục và Đào tạo
I. Số liệu
1. Số đầu sách: …
HIỆU TRƯỞNG
(Ký tên, đóng dấu)
"""
