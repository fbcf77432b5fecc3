"""Make the samples in `samples/` that are Office files: run from the repository's root.

    python -m scripts.make_samples [FOLDER]

Writes `ke-hoach-boi-duong.docx` and `mau/danh-sach-mau.xlsx` (the same bytes every time) and, by way of LibreOffice,
`cong-van-bao-cao.pdf`. They, and the two text samples beside them, are our own writing in the form of Nghị định 30/2020/NĐ-CP, of
people, offices and a province that do not exist («tỉnh Sông Hương»); the legal documents that they cite do.
"""

# ruff: noqa: E501  the dispatches' paragraphs stand as they are printed, one a line
from __future__ import annotations

import io
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from exporters.package import repack
from exporters.word_parts import add, add_row, add_table, center, new_document, rule_under, write
from scripts.sample_roster import sample_roster

NATION = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
OFFICE = ("UBND TỈNH SÔNG HƯƠNG", "SỞ GIÁO DỤC VÀ ĐÀO TẠO")

PLAN_BASIS = """
Căn cứ Luật Giáo dục ngày 14 tháng 6 năm 2019;
Căn cứ Thông tư số 17/2019/TT-BGDĐT ngày 01 tháng 11 năm 2019 của Bộ trưởng Bộ Giáo dục và Đào tạo ban hành Chương trình bồi dưỡng thường xuyên giáo viên cơ sở giáo dục phổ thông;
Căn cứ Thông tư số 18/2019/TT-BGDĐT ngày 01 tháng 11 năm 2019 của Bộ trưởng Bộ Giáo dục và Đào tạo ban hành Chương trình bồi dưỡng thường xuyên cán bộ quản lý cơ sở giáo dục phổ thông;
Căn cứ Thông tư số 19/2019/TT-BGDĐT ngày 12 tháng 11 năm 2019 của Bộ trưởng Bộ Giáo dục và Đào tạo ban hành Quy chế bồi dưỡng thường xuyên giáo viên, cán bộ quản lý cơ sở giáo dục mầm non, cơ sở giáo dục phổ thông và giáo viên trung tâm giáo dục thường xuyên;
Thực hiện Kế hoạch số 96/KH-UBND ngày 22 tháng 3 năm 2024 của Ủy ban nhân dân tỉnh Sông Hương về nâng cao chất lượng đội ngũ nhà giáo giai đoạn 2024 - 2026.
"""

PLAN_AIMS = """
Sở Giáo dục và Đào tạo (GDĐT) ban hành Kế hoạch bồi dưỡng thường xuyên (BDTX) cán bộ quản lý (CBQL), giáo viên (GV) cơ sở giáo dục phổ thông năm học 2024 - 2025 như sau:
# I. MỤC ĐÍCH, YÊU CẦU
1. Giúp CBQL, GV cập nhật kiến thức, kỹ năng chuyên môn, nghiệp vụ đáp ứng yêu cầu thực hiện Chương trình giáo dục phổ thông 2018.
2. Việc bồi dưỡng phải thiết thực, tiết kiệm, lấy tự học, tự bồi dưỡng làm chính; không tổ chức bồi dưỡng trùng lặp nội dung giữa các đợt.
# II. ĐỐI TƯỢNG BỒI DƯỠNG
Toàn bộ CBQL, GV đang công tác tại các trường tiểu học (TH), trung học cơ sở (THCS), trung học phổ thông (THPT) trên địa bàn tỉnh. Miễn bồi dưỡng đối với GV nghỉ hưu trong năm học 2024 - 2025.
# III. NỘI DUNG, THỜI LƯỢNG
Thời lượng bồi dưỡng là 120 tiết/năm học, gồm 03 chương trình, mỗi chương trình 40 tiết. Mỗi GV chọn ít nhất 02 mô đun của Chương trình bồi dưỡng 03 theo bảng sau:
"""

MODULES = (
    ("Mô đun", "Tên mô đun", "Lý thuyết", "Thực hành", "Tổng số tiết"),
    ("GVPT 05", "Sử dụng phương pháp dạy học và giáo dục phát triển phẩm chất, năng lực học sinh", "16", "24", "40"),
    ("GVPT 06", "Kiểm tra, đánh giá học sinh theo hướng phát triển phẩm chất, năng lực", "16", "24", "40"),
    ("GVPT 07", "Tư vấn và hỗ trợ học sinh trong hoạt động dạy học và giáo dục", "16", "24", "40"),
)

SCHEDULE = (
    ("Thời gian", "Nội dung", "Đơn vị thực hiện", "Địa điểm"),
    ("Ngày 19/10/2024", "Tập huấn giảng viên nguồn", "Phòng Giáo dục Trung học", "Trường THPT Sông Hương"),
    ("Từ 04/11/2024 đến 16/11/2024", "Bồi dưỡng tập trung đợt 1, cấp THCS và THPT", "Phòng Giáo dục Trung học", "Trường THPT Đồi Thông"),
    ("Từ 10/02/2025 đến 22/02/2025", "Bồi dưỡng tập trung đợt 2, cấp TH", "Phòng Giáo dục Tiểu học - Mầm non", "Trường TH Lê Minh Họa"),
)  # fmt: skip

PLAN_DUTIES = """
# V. TỔ CHỨC THỰC HIỆN
## 1. Phòng Giáo dục Trung học, Sở GDĐT
- Chủ trì, phối hợp với Phòng Giáo dục Tiểu học - Mầm non xây dựng tài liệu bồi dưỡng, hoàn thành trước ngày 15/10/2024.
- Tổng hợp kết quả BDTX toàn tỉnh, tham mưu Giám đốc Sở báo cáo Bộ GDĐT chậm nhất ngày 30/6/2025.
## 2. Văn phòng Sở
Chủ trì, phối hợp với các Phòng GDĐT tổng hợp dự toán kinh phí bồi dưỡng gửi Sở Tài chính trong tháng 10 năm 2024.
## 3. Các Phòng GDĐT
- Chỉ đạo các trường TH, THCS trực thuộc xây dựng kế hoạch BDTX; phê duyệt kế hoạch BDTX của các trường trước ngày 30/9/2024.
- Lập danh sách CBQL, GV tham gia bồi dưỡng theo Phụ lục I, gửi về Sở GDĐT trước 17 giờ 00 ngày 04/10/2024 qua địa chỉ thư điện tử boiduong@songhuong.example.vn.
- Báo cáo kết quả BDTX năm học 2024 - 2025 của các trường TH, THCS về Sở GDĐT trước ngày 09/6/2025 theo Phụ lục II (báo cáo cấp TH gửi đến tieuhoc@songhuong.example.vn; báo cáo cấp THCS gửi đến trunghoc@songhuong.example.vn).
## 4. Các cơ sở giáo dục cấp TH, THCS, THPT
- Xây dựng kế hoạch BDTX của đơn vị và hướng dẫn GV xây dựng kế hoạch BDTX cá nhân trước ngày 20/9/2024.
- Rà soát, đăng ký nhu cầu bồi dưỡng của năm học tiếp theo với cơ quan quản lý trực tiếp trước ngày 15/5 hằng năm.
- Nhập kết quả bồi dưỡng vào cơ sở dữ liệu ngành chậm nhất 05 ngày làm việc kể từ ngày kết thúc mỗi đợt bồi dưỡng.
- Báo cáo kết quả BDTX chậm nhất ngày 31/5/2025: các trường TH, THCS gửi về Phòng GDĐT; các trường THPT gửi về Sở GDĐT (qua Phòng Giáo dục Trung học).
- Thực hiện chế độ, chính sách đối với CBQL, GV tham gia BDTX theo quy định.
## 5. Cán bộ quản lý, giáo viên
Hoàn thành kế hoạch BDTX cá nhân; nộp bài thu hoạch cho tổ chuyên môn vào cuối tháng 4 năm 2025.
Trên đây là Kế hoạch BDTX CBQL, GV cơ sở giáo dục phổ thông năm học 2024 - 2025. Trong quá trình thực hiện, nếu có khó khăn, vướng mắc, các đơn vị phản ánh về Sở GDĐT (qua Phòng Giáo dục Trung học, điện thoại 0200.3812345) để được hướng dẫn./.
"""

LETTER = """
Thực hiện Quyết định số 131/QĐ-TTg ngày 25 tháng 01 năm 2022 của Thủ tướng Chính phủ phê duyệt Đề án “Tăng cường ứng dụng công nghệ thông tin và chuyển đổi số trong giáo dục và đào tạo giai đoạn 2022 - 2025, định hướng đến năm 2030” và Quyết định số 4725/QĐ-BGDĐT ngày 30 tháng 12 năm 2022 của Bộ trưởng Bộ Giáo dục và Đào tạo ban hành Bộ chỉ số đánh giá mức độ chuyển đổi số của cơ sở giáo dục phổ thông và giáo dục thường xuyên.
Để đánh giá kết quả chuyển đổi số năm học 2024 - 2025, Sở Giáo dục và Đào tạo (GDĐT) yêu cầu Trưởng phòng GDĐT các huyện, thành phố; Hiệu trưởng các trường THPT, THCS&THPT; Giám đốc Trung tâm GDTX tỉnh thực hiện các nội dung sau:
## 1. Rà soát, cập nhật dữ liệu
a) Rà soát hạ tầng công nghệ thông tin, đường truyền Internet của đơn vị; lập danh mục thiết bị hư hỏng, không sử dụng được.
b) Cập nhật đầy đủ hồ sơ trường, lớp, đội ngũ và học sinh trên cơ sở dữ liệu ngành trước ngày 06/10/2024. Sau ngày 06/10/2024, hệ thống sẽ khóa chức năng chỉnh sửa.
## 2. Tự đánh giá mức độ chuyển đổi số
a) Các cơ sở giáo dục tự đánh giá theo Quyết định 4725/QĐ-BGDĐT, hoàn thành trong tháng 10 năm 2024.
b) Phòng GDĐT các huyện, thành phố kiểm tra ít nhất 20% số trường trực thuộc, gửi biên bản kiểm tra về Sở GDĐT chậm nhất 10 ngày sau khi kết thúc kiểm tra.
## 3. Chế độ báo cáo
a) Phòng GDĐT các huyện, thành phố tổng hợp báo cáo của các trường trực thuộc, các trường THPT, THCS&THPT và Trung tâm GDTX tỉnh báo cáo trực tiếp về Sở GDĐT trước 16 giờ 30 ngày 08/11/2024 (theo mẫu trên hệ thống báo cáo), đồng thời gửi bản mềm đến địa chỉ cntt@songhuong.example.vn.
b) Định kỳ trước ngày 25 hằng tháng, các đơn vị báo cáo số liệu học bạ số trên hệ thống quản lý văn bản.
## 4. Phân công theo dõi
Phòng Kế hoạch - Tài chính, Sở GDĐT chủ trì, phối hợp với Văn phòng Sở và Thanh tra Sở theo dõi, đôn đốc các đơn vị; tổng hợp, trình Giám đốc Sở báo cáo Bộ GDĐT chậm nhất ngày 30/11/2024.
Nhận được Công văn này, yêu cầu các đơn vị nghiêm túc triển khai thực hiện. Mọi vướng mắc, đề nghị liên hệ Phòng Kế hoạch - Tài chính, điện thoại 0200.3812346, thư điện tử cntt@songhuong.example.vn./.
"""


def main(folder: Path = Path("samples")) -> None:
    """Write the samples into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "ke-hoach-boi-duong.docx").write_bytes(_bytes(_plan(), "Kế hoạch bồi dưỡng thường xuyên"))
    (folder / "mau").mkdir(exist_ok=True)
    (folder / "mau" / "danh-sach-mau.xlsx").write_bytes(sample_roster())
    letter = _bytes(_letter(), "Công văn báo cáo chuyển đổi số")
    (folder / "cong-van-bao-cao.pdf").write_bytes(_pdf(letter))


def _plan() -> Document:
    document = new_document(landscape=False)
    _letterhead(document, "Số: 2168/KH-SGDĐT", "Sông Hương, ngày 12 tháng 9 năm 2024")
    add(center(_spaced(document, before=12)), "KẾ HOẠCH", bold=True, size=14)
    title = "Bồi dưỡng thường xuyên cán bộ quản lý, giáo viên cơ sở giáo dục phổ thông năm học 2024 - 2025"
    add(center(document.add_paragraph()), title, bold=True)
    rule_under(document.add_paragraph(), 60)
    _body(document, PLAN_BASIS, italic=True)
    _body(document, PLAN_AIMS)
    _grid(document, MODULES, (24, 73, 20, 20, 28))
    _body(document, "# IV. TIẾN ĐỘ THỰC HIỆN")
    _grid(document, SCHEDULE, (38, 52, 40, 35))
    _body(document, PLAN_DUTIES)
    recipients = (
        "Bộ GDĐT (để b/c);",
        "UBND tỉnh (để b/c);",
        "Giám đốc, các Phó Giám đốc Sở;",
        "Các Phòng GDĐT (để t/h);",
        "Các trường THPT, THCS&THPT (để t/h);",
        "Lưu: VT, GDTrH.",
    )
    _closing(document, recipients, ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"), "Trần Minh Họa")
    return document


def _letter() -> Document:
    document = new_document(landscape=False)
    about = "V/v báo cáo kết quả ứng dụng công nghệ thông tin, chuyển đổi số năm học 2024 - 2025"
    _letterhead(document, "Số: 2305/SGDĐT-KHTC", "Sông Hương, ngày 27 tháng 9 năm 2024", about)
    add(_indented(document, before=12), "Kính gửi:").paragraph_format.left_indent = Mm(30)
    for name in ("Phòng GDĐT các huyện, thành phố;", "Các trường THPT, THCS&THPT;", "Trung tâm GDTX tỉnh."):
        add(_indented(document), f"- {name}").paragraph_format.left_indent = Mm(45)
    _body(document, LETTER)
    recipients = ("Như trên;", "UBND tỉnh (để b/c);", "Giám đốc Sở (để b/c);", "Lưu: VT, KHTC.")
    _closing(document, recipients, ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"), "Trần Minh Họa")
    return document


def _letterhead(document: Document, number: str, place_and_date: str, about: str | None = None) -> None:
    """Write the two columns of the letterhead: office and number; nation, place and date (Phụ lục I, IV)."""
    table = add_table(document, (68, 97), ruled=False)
    left, right = add_row(table).cells
    write(left, [(OFFICE[0], False, False), (OFFICE[1], True, False)], centered=True)
    write(right, [(NATION[0], True, False), (NATION[1], True, False)], centered=True)
    for cell, indent in ((left, 20), (right, 18)):
        for paragraph in cell.paragraphs:
            paragraph.runs[0].font.size = Pt(12 if paragraph.text.isupper() else 13)
        rule_under(cell.add_paragraph(), indent)
    left, right = add_row(table).cells
    write(left, [(number, False, False), *([(about, False, False)] if about else [])], centered=True)
    write(right, [(place_and_date, False, True)], centered=True)


def _body(document: Document, text: str, *, italic: bool = False) -> None:
    """Write paragraphs, one a line; `#` and `##` begin headings."""
    for line in text.strip().splitlines():
        heading = line.startswith("#")
        paragraph = add(_indented(document), line.lstrip("# "), bold=heading, italic=italic)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
        paragraph.paragraph_format.keep_with_next = heading


def _indented(document: Document, before: float = 0) -> Paragraph:
    paragraph = _spaced(document, before)
    paragraph.paragraph_format.first_line_indent = Mm(12.7)
    return paragraph


def _spaced(document: Document, before: float = 0) -> Paragraph:
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.space_before, paragraph.paragraph_format.space_after = Pt(before), Pt(6)
    return paragraph


def _grid(document: Document, rows: Sequence[Sequence[str]], widths: Sequence[float]) -> None:
    table = add_table(document, widths)
    for number, texts in enumerate(rows):
        for cell, text in zip(add_row(table, head=number == 0).cells, texts, strict=True):
            write(cell, [(text, number == 0, False)], centered=number == 0 or text.isdigit())
    document.add_paragraph().paragraph_format.space_after = Pt(6)


def _closing(document: Document, recipients: Sequence[str], capacity: Sequence[str], name: str) -> None:
    left, right = add_row(add_table(document, (85, 80), ruled=False)).cells
    write(left, [("Nơi nhận:", True, True), *((f"- {line}", False, False) for line in recipients)])
    write(right, [(line, True, False) for line in capacity], centered=True)
    for paragraph in left.paragraphs:
        paragraph.runs[0].font.size = Pt(12 if paragraph.text == "Nơi nhận:" else 11)
        paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(0)
    _sign(right, name)


def _sign(cell: _Cell, name: str) -> None:
    cell.add_paragraph().paragraph_format.space_before = Pt(48)
    add(center(cell.add_paragraph()), name, bold=True)


def _bytes(document: Document, title: str) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return repack(out.getvalue(), title=title, subject="Văn bản mẫu của congvan; cơ quan không có thật")


def _pdf(docx: bytes) -> bytes:
    """Print a Word file to PDF with LibreOffice, in a profile of its own."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "cong-van-bao-cao.docx")
        source.write_bytes(docx)
        profile = Path(folder, "profile").as_uri()
        command = [
            "soffice",
            f"-env:UserInstallation={profile}",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            folder,
        ]
        subprocess.run([*command, str(source)], check=True, capture_output=True, timeout=180)
        return source.with_suffix(".pdf").read_bytes()


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:2]))
