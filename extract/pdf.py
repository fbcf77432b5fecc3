"""Reading PDF with a text layer: `read` gives the `Document`, page by page, without ever changing the file.

pdfium reads the text (fast); lines become paragraphs by where they stand (`paragraphs`), what is set in columns is read
column by column (`columns`), ruled tables cell by cell (`pdf_tables`), stamped numbers and dates come into the lines whose
gaps they fill (`pdf_annotations`). pdfium is not made for threads: a process must read one file at a time.
"""

from __future__ import annotations

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from extract.pdf_flow import Draft, flow
from extract.pdf_page import read_page
from extract.quality import LOW_QUALITY_TEXT, NO_TEXT_LAYER, Quality
from extract.source import Damaged, Empty, Encrypted, Source
from schemas.document import Document, Problem

MEDIA_TYPE = "application/pdf"
_UNREADABLE = "unreadable_page"
_AT_ONCE = 64  # pages
_MESSAGES = {
    NO_TEXT_LAYER: "Trang {page} là ảnh, không có lớp chữ; cần nhận dạng chữ (OCR) mới đọc được.",
    LOW_QUALITY_TEXT: "Trang {page} có lớp chữ kém; cần nhận dạng chữ (OCR) lại hoặc đối chiếu với bản gốc.",
    _UNREADABLE: "Trang {page} bị hỏng, không đọc được; các trang khác vẫn được đọc. Hãy xin lại tệp từ nơi gửi.",
}


def read(source: Source) -> Document:
    """The document in a PDF file.

    Raises `Empty` for a file without bytes, or whose pages hold nothing at all; `Encrypted` where a password is asked
    for; `Damaged` where the file can't be opened. A page that can't be read comes out empty and is named in `problems`.
    """
    if not source.data:
        raise Empty("Tệp rỗng (0 byte). Hãy tải hoặc sao chép lại tệp.")
    drafts, problems = _drafts(source)
    if not drafts or all(draft.blank for draft in drafts):
        raise Empty("Tệp PDF không có chữ và không có hình. Hãy kiểm tra lại tệp gốc hoặc xin lại từ nơi gửi.")
    if all(problem.code == _UNREADABLE for problem in problems) and len(problems) == len(drafts):
        raise Damaged("Tệp PDF bị hỏng: không đọc được trang nào. Hãy xin lại tệp từ nơi gửi.")
    return Document(source.name, source.sha256, MEDIA_TYPE, tuple(flow(drafts)), problems=tuple(problems))


def _open(source: Source) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(source.data)
    except pdfium.PdfiumError as error:
        if error.err_code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY):
            raise Encrypted(
                "Tệp PDF có mật khẩu. Hãy mở tệp bằng mật khẩu, in hoặc lưu lại thành tệp PDF không có mật khẩu rồi thử lại."
            ) from error
        raise Damaged(
            "Tệp PDF bị hỏng hoặc không phải PDF. Hãy thử mở tệp bằng trình đọc PDF; nếu không mở được, xin lại từ nơi gửi."
        ) from error


def _drafts(source: Source) -> tuple[list[Draft], list[Problem]]:
    """All pages; the file is opened anew every so often, since pdfium keeps what it has seen of it in memory."""
    drafts: list[Draft] = []
    problems: list[Problem] = []
    count = 1
    while len(drafts) < count:
        document = _open(source)
        try:
            count = len(document)
            for index in range(len(drafts), min(len(drafts) + _AT_ONCE, count)):
                draft, problem = _draft(document, index)
                drafts.append(draft)
                problems.extend(problem)
        finally:
            document.close()
    return drafts, problems


def _draft(document: pdfium.PdfDocument, index: int) -> tuple[Draft, list[Problem]]:
    number = index + 1
    try:
        draft = read_page(document, index)
    except Exception as error:  # whatever breaks on a page must not cost the others
        draft = Draft(number, quality=Quality(0.0, f"không đọc được trang ({type(error).__name__})", _UNREADABLE))
    code = draft.quality.code
    return draft, [Problem(code, _MESSAGES[code].format(page=number), number)] if code else []
