from exporters.to_md import escape, export
from tests.factories import make_plan, make_task

GOLDEN = """# DANH MỤC VIỆC CẦN LÀM

*(theo Kế hoạch số 45/KH-SGDĐT ngày 04/03/2024 của Sở Giáo dục và Đào tạo)*

- Loại văn bản: Kế hoạch
- Số, ký hiệu: 45/KH-SGDĐT
- Ngày ban hành: 04/03/2024
- Cơ quan ban hành: Sở Giáo dục và Đào tạo (UBND tỉnh Sông Hương)
- Trích yếu: Bồi dưỡng thường xuyên năm học 2023-2024
- Năm học: 2023 - 2024
- Người ký: Lê Văn Mẫu, KT. GIÁM ĐỐC, PHÓ GIÁM ĐỐC
- Tệp nguồn: kế hoạch 45.pdf, 2 trang
- Chất lượng đọc: đọc từ lớp chữ của tệp PDF, chất lượng chữ 99%

## Căn cứ

- Thông tư số 19/2019/TT-BGDĐT ngày 12/11/2019 của Bộ Giáo dục và Đào tạo ban hành Quy chế bồi dưỡng thường xuyên (tr. 1)
- Luật Giáo dục ngày 14/06/2019 (tr. 1)
- Kế hoạch số 12/KH-UBND ngày 15/01/2024 của Ủy ban nhân dân tỉnh Sông Hương về bồi dưỡng nhà giáo (tr. 1)

## Việc cần làm

### 1. Các Phòng GDĐT

- [ ] **1.** Báo cáo kết quả thực hiện về Sở GDĐT (qua email tieuhoc@songhuong.example.vn) trước ngày 09/6/2024 theo Phụ lục 2.
  - Thời hạn: “trước ngày 09/6/2024”; **Hạn cuối: 08/06/2024 (thứ Bảy)**; Nên xong: 07/06/2024 (thứ Sáu)
  - Gửi đến: Sở GDĐT; tieuhoc@songhuong.example.vn; Biểu mẫu: Phụ lục 2
  - Nguồn: III.1, tr. 2

*Không ghi thời hạn*

- [ ] **2.** Chỉ đạo các trường trực thuộc xây dựng kế hoạch bồi dưỡng.
  - Nguồn: III.1, tr. 2

### 2. Các cơ sở giáo dục cấp TH, THCS, THPT

- [ ] **3.** Gửi báo cáo về Phòng GDĐT trước ngày 05/6/2024.
  - Thời hạn: “trước ngày 05/6/2024”; **Hạn cuối: 04/06/2024 (thứ Ba)**
  - Gửi đến: Phòng GDĐT
  - Nguồn: III.2, tr. 2
- [ ] **4.** Đăng ký mô đun trước ngày 15/5 hằng năm.
  - Thời hạn: “trước ngày 15/5 hằng năm”; **Hạn cuối: 14/5 hằng năm**
  - Nguồn: III.2, tr. 2

### 3. Văn phòng Sở

- [ ] **5.** Chủ trì, phối hợp với các Phòng GDĐT tổng hợp kinh phí trước 17 giờ 00 ngày 31/5/2024.
  - Thời hạn: “trước 17 giờ 00 ngày 31/5/2024”; **Hạn cuối: 17 giờ 00, 31/05/2024 (thứ Sáu)**
  - Phối hợp: các Phòng GDĐT
  - Nguồn: III.3, tr. 2

*Không ghi thời hạn*

- [ ] **6.** Hoàn thành báo cáo tổng hợp.
  - Nguồn: III.3, tr. 2

## Cần kiểm tra

"""


def test_golden():
    text = export([make_plan()]).decode().replace("\N{NO-BREAK SPACE}", " ")
    assert text.startswith(GOLDEN)
    assert text.endswith("phải đối chiếu với văn bản gốc trước khi sử dụng.*\n")


def test_english_changes_headings_only():
    text = export([make_plan()], lang="en").decode()
    assert "## Tasks" in text
    assert "**Last day: 08/06/2024 (thứ Bảy)**" in text
    assert "Báo cáo kết quả thực hiện về Sở GDĐT" in text


def test_markup_in_a_dispatch_is_shown_as_it_is():
    assert escape("a*b_c|d <x> [y](z) `q` # ~") == r"a\*b\_c\|d \<x\> \[y\](z) \`q\` \# \~"
    assert escape("- gạch đầu dòng") == r"\- gạch đầu dòng"
    assert escape("1. Mục") == r"1\. Mục"
    assert escape("a\nb\x0c c") == "a b c"
    action = "Gửi | <script>alert(1)</script>\n# không phải tiêu đề"
    text = export([make_plan(tasks=[make_task(action=action)], deadlines=[])]).decode()
    assert r"Gửi \| \<script\>alert(1)\</script\> \# không phải tiêu đề" in text
