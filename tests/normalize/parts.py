"""Plans of dispatches written in a few lines, for tests of finders: an invented office, the true form."""

from normalize.parse import parse
from schemas.document import Document, Line, Page, Paragraph

HEAD = """SỞ GIÁO DỤC VÀ ĐÀO TẠO SÔNG HƯƠNG
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 215/KH-SGDĐT
Sông Hương, ngày 04 tháng 3 năm 2024
KẾ HOẠCH
Bồi dưỡng giáo viên năm 2024"""
TAIL = """Nơi nhận:
- Như trên;
- Lưu: VT.
KT. GIÁM ĐỐC
PHÓ GIÁM ĐỐC
Trần Thị Mẫu"""


def document(body: str, head: str = HEAD) -> Document:
    """A document of one page with `body` between letterhead and closing, a paragraph a line."""
    lines = f"{head}\n{body}\n{TAIL}".split("\n")
    page = Page(1, tuple(Paragraph((Line(line),)) for line in lines if line.strip()))
    return Document("kế hoạch.txt", "0" * 64, "text/plain", (page,), paged=False)


def plan(body: str, head: str = HEAD):
    """The one plan of such a document."""
    (found,) = parse(document(body, head))
    return found
