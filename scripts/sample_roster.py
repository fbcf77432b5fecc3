"""The sample roster: invented teachers and managers of invented schools, for the sample plan of regular training."""

from __future__ import annotations

import io

from openpyxl import Workbook

from congvan.reports.cells import print_setup, set_widths, table
from exporters.package import repack

_HEAD = ("Mã", "Họ và tên", "Đơn vị", "Vai trò", "Cấp học", "Môn", "Mô đun GVPT 05", "Mô đun GVPT 06", "Mô đun GVPT 07",
         "Thực hiện đầy đủ quy định của khóa bồi dưỡng", "Sắp nghỉ hưu")  # fmt: skip
_WIDTHS = (10, 26, 30, 10, 10, 16, 11, 11, 11, 18, 12)
_THPT, _THCS, _BOTH = "Trường THPT Sông Hương", "Trường THCS Đồi Thông", "Trường TH&THCS Lê Minh Họa"
_PEOPLE = (
    ("SH01", "Trần Thị Mẫu", _THPT, "CBQL", "THPT", "", "8", "7,5", "9", "có", ""),
    ("SH02", "Nguyễn Văn Thử", _THPT, "GV", "THPT", "Toán", "7", "6,5", "8", "có", ""),
    ("SH03", "Lê Thị Ví Dụ", _THPT, "GV", "THPT", "Ngữ văn", "Đạt", "Đạt", "Đạt", "có", ""),
    ("SH04", "Phạm Văn Giả Định", _THPT, "GV", "THPT", "Vật lí", "4,5", "7", "6", "có", ""),
    ("SH05", "Hoàng Thị Minh Họa", _THPT, "GV", "THPT", "Lịch sử", "", "", "", "", "x"),
    ("DT01", "Võ Văn Chẳng Hạn", _THCS, "CBQL", "THCS", "", "9", "8", "8,5", "có", ""),
    ("DT02", "Đặng Thị Tưởng", _THCS, "GV", "THCS", "Tiếng Anh", "8", "8", "", "có", ""),
    ("DT03", "Bùi Văn Hình", _THCS, "GV", "THCS", "Tin học", "5", "5", "5", "có", ""),
    ("DT04", "Đỗ Thị Dung", _THCS, "GV", "THCS", "Địa lí", "6", "7", "7", "không", ""),
    ("MH01", "Hồ Văn Mường", _BOTH, "GV", "TH", "", "7", "8", "9", "có", ""),
    ("MH02", "Ngô Thị Tượng", _BOTH, "GV", "THCS", "Hóa học", "Không đạt", "Đạt", "Đạt", "có", ""),
    ("MH03", "Dương Văn Trưng", _BOTH, "GV", "TH", "", "10", "9,5", "9", "có", ""),
)


def sample_roster() -> bytes:
    """Return the roster as a workbook, the same bytes every time."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Danh sách"
    table(sheet, 1, _HEAD, [[value or None for value in row] for row in _PEOPLE], _WIDTHS)
    set_widths(sheet, _WIDTHS)
    print_setup(sheet, 1)
    out = io.BytesIO()
    book.save(out)
    return repack(
        out.getvalue(), title="Danh sách mẫu", subject="Danh sách mẫu của congvan; người và trường không có thật"
    )
