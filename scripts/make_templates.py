"""Make the sample Word templates in `samples/mau/`: run from the repository's root.

    python -m scripts.make_templates [FOLDER]

Writes `mau-danh-muc.docx` and `mau-phieu.docx` (the same bytes every time), which an office may change in Word as it
likes; `docs/templates.md` names what may stand between the braces.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path

from docx.document import Document
from docx.shared import Mm, Pt

from exporters.package import repack
from exporters.word_parts import add, add_row, add_table, center, new_document, rule_under, write

_HEADS = ("TT", "Nội dung công việc", "Nơi nhận kết quả", "Thời hạn", "Người phụ trách", "Nguồn")
_CELLS = ("{{ v.tt }}", "{{ v.noi_dung }}", "{{ v.gui_den }}", "{{ v.han_cuoi or v.thoi_han }}", "", "{{ v.nguon }}")
_WIDTHS = (12, 92, 46, 40, 40, 22)


def main(folder: Path = Path("samples/mau")) -> None:
    """Write both templates into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "mau-danh-muc.docx").write_bytes(_bytes(_checklist(), "Mẫu danh mục việc"))
    (folder / "mau-phieu.docx").write_bytes(_bytes(_slip(), "Mẫu phiếu giải quyết văn bản đến"))


def _checklist() -> Document:
    document = new_document(landscape=True)
    add(document.add_paragraph(), "{{ don_vi or 'TRƯỜNG …………………………' }}", bold=True)
    add(center(document.add_paragraph()), "BẢNG PHÂN CÔNG CÔNG VIỆC", bold=True, size=14)
    add(center(document.add_paragraph()), "Thực hiện {{ ten_van_ban }}", italic=True)
    rule_under(document.add_paragraph(), 100)
    _line(document, "Trích yếu: {{ trich_yeu }}")
    _line(document, "1. Việc cần làm")
    _table(document, "viec")
    _line(document, "2. Việc phải đối chiếu với văn bản trước khi giao")
    _table(document, "can_kiem_tra")
    _line(document, "3. Căn cứ")
    _line(document, "{%p for c in can_cu %}")
    _line(document, "- {{ c.noi_dung }};")
    _line(document, "{%p endfor %}")
    _signature(document, 252, "HIỆU TRƯỞNG")
    return document


def _slip() -> Document:
    document = new_document(landscape=False)
    add(document.add_paragraph(), "{{ don_vi or 'TRƯỜNG …………………………' }}", bold=True)
    add(center(document.add_paragraph()), "PHIẾU GIẢI QUYẾT VĂN BẢN ĐẾN", bold=True, size=14)
    add(center(document.add_paragraph()), "{{ ten_van_ban }}: {{ trich_yeu }}")
    add(center(document.add_paragraph()), "Số đến: {{ so_den or '……' }}; ngày đến: {{ ngay_den or '……' }}")
    rule_under(document.add_paragraph(), 60)
    for text in (
        "1. Ý kiến của lãnh đạo cơ quan, tổ chức: …………………………………………",
        "2. Ý kiến của lãnh đạo đơn vị: …………………………………………",
        "3. Ý kiến đề xuất của người giải quyết:",
        "{%p for v in viec %}",
        "- {{ v.noi_dung }} ({{ v.thoi_han or 'không ghi thời hạn' }})",
        "{%p endfor %}",
    ):
        _line(document, text)
    _signature(document, 165, "NGƯỜI GIẢI QUYẾT")
    return document


def _table(document: Document, name: str) -> None:
    """Add a table with a row for each of the context's `name`: docxtpl repeats what stands between the two {%tr rows."""
    table = add_table(document, _WIDTHS)
    for texts in (_HEADS, ("{%tr for v in " + name + " %}",), _CELLS, ("{%tr endfor %}",)):
        head = texts is _HEADS
        for cell, text in zip(add_row(table, head=head).cells, texts, strict=False):
            write(cell, [(text, head, False)], centered=head)


def _line(document: Document, text: str) -> None:
    paragraph = add(document.add_paragraph(), text)
    paragraph.paragraph_format.first_line_indent = Mm(10)
    paragraph.paragraph_format.space_before = Pt(4)


def _signature(document: Document, width: float, who: str) -> None:
    cells = add_row(add_table(document, (width / 2, width / 2), ruled=False)).cells
    write(cells[1], [(who, True, False), ("(Ký, ghi rõ họ tên)", False, True)], centered=True)


def _bytes(document: Document, title: str) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return repack(out.getvalue(), title=title, subject="Mẫu Word của congvan")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
