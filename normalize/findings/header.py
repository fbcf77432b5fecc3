"""What the head and the foot of a dispatch lack: letterhead, number, day, signer; and its marks of secrecy."""

from __future__ import annotations

from collections.abc import Iterator

from normalize.closing import person_name
from normalize.findings.base import View, finding, vietnamese
from schemas.document import Annotation
from schemas.facts import Finding

_LINE = 8.0  # points within which two notes stand on one line
_NORMATIVE = frozenset({"L", "PL", "HP"})  # their texts are spread without the sheet that was signed


def find_header_faults(view: View) -> Iterator[Finding]:
    """Find letterhead, number, day and signer that are missing, a day filled in beside another, marks of secrecy."""
    header = view.plan.header
    if header.secrecy:
        yield finding(
            "secrecy_mark",
            f"Văn bản đóng dấu «{header.secrecy}»: không đưa lên mạng, không gửi cho công cụ hay người không có trách nhiệm.",
            "header.secrecy",
            header.evidence[:1],
        )
    if view.plan.text.content.strip():
        yield from _letterhead(view)
        yield from _number(view)
        yield from _day(view)
        yield from _by_hand(view)
        yield from _printed(view)
        yield from _signer(view)


def _letterhead(view: View) -> Iterator[Finding]:
    header = view.plan.header
    if view.readable and not (header.issuer or header.number_symbol or header.symbol or header.issued_on):
        yield finding(
            "missing_letterhead",
            "Không thấy phần đầu văn bản: không có tên cơ quan ban hành, số, ký hiệu và ngày ban hành "
            "(Nghị định 30/2020/NĐ-CP, Điều 8).",
            "header",
        )


def _blank(view: View) -> bool:
    """Whether an empty slot is sure to be empty: a PDF or picture may show in it what is written by hand or stamped."""
    return view.clean and view.plan.text.method in ("plain", "word")


def _number(view: View) -> Iterator[Finding]:
    header = view.plan.header
    if header.number or (header.number_symbol and not header.symbol):
        return
    if header.symbol and _blank(view):
        message = f"Văn bản chưa có số (ô số trước ký hiệu {header.symbol} để trống)."
    elif header.symbol:
        message = (
            f"Không đọc được số trước ký hiệu {header.symbol} (để trống, viết tay hoặc đóng dấu); hãy xem bản gốc."
        )
    elif view.readable and header.doc_type not in _NORMATIVE:
        message = f"Không {'thấy' if _blank(view) else 'đọc được'} số, ký hiệu của văn bản."
    else:
        return
    slot = _slot(view, "unread-number")
    yield finding(
        "missing_number", message, "header.number", header.evidence[:1], picture=slot.picture if slot else None
    )


def _slot(view: View, kind: str) -> Annotation | None:
    """The first slot of the letterhead that was read as a picture in this way."""
    return next((one for one in view.part.annotations if one.kind == kind), None)


def _by_hand(view: View) -> Iterator[Finding]:
    """A number, or a day and month, that were read from a clerk's hand."""
    header = view.plan.header
    number, day = _slot(view, "handwritten-number"), _slot(view, "handwritten-date")
    if number and header.number:
        message = f"Số {header.number} được đọc từ chữ viết tay hoặc in mờ; hãy đối chiếu với ảnh."
        yield finding("handwritten", message, "header.number", header.evidence[:1], picture=number.picture)
    if day and header.issued_on and len(header.issued_on) == 10:
        message = f"Ngày ban hành {vietnamese(header.issued_on)} có chỗ đọc từ chữ viết tay hoặc in mờ; hãy đối chiếu với ảnh."
        yield finding("handwritten", message, "header.issued_on", header.evidence[:1], picture=day.picture)


def _day(view: View) -> Iterator[Finding]:
    header = view.plan.header
    slot = _slot(view, "unread-date")
    shown = slot.picture if slot else None
    if header.issued_on is None:
        yield finding(
            "missing_date",
            "Không thấy ngày ban hành của văn bản." if view.readable else "Không đọc được ngày ban hành của văn bản.",
            "header.issued_on",
            header.evidence[:1],
            picture=shown,
        )
    elif len(header.issued_on) < 10:
        lacks = "ngày" if len(header.issued_on) == 7 else "ngày, tháng"
        told = f"{'tháng' if len(header.issued_on) == 7 else 'năm'} {vietnamese(header.issued_on)}"
        how = f"để trống {lacks}" if _blank(view) else f"không đọc được {lacks} (để trống hoặc viết tay)"
        yield finding(
            "partial_date",
            f"Ngày ban hành {how}, chỉ biết {told}; thời hạn tính từ ngày ban hành chưa xác định được.",
            "header.issued_on",
            header.evidence[:1],
            picture=shown,
        )


def _printed(view: View) -> Iterator[Finding]:
    """A day that was filled in beside the number when the file was signed, over another that is printed."""
    header = view.plan.header
    notes = [(n.page, n.box[1], n.text) for n in view.part.annotations if n.kind == "signature" and n.text and n.box]
    number = next(((page, top) for page, top, text in notes if text == header.number), None)
    if number is None or view.issued is None:
        return
    beside = [
        text
        for page, top, text in notes
        if page == number[0] and abs(top - number[1]) < _LINE and text != header.number
    ]
    days = [int(text) for text in beside if text.isdigit() and 0 < int(text) <= 31]
    if days and view.issued.day not in days and days != [view.issued.month]:
        yield finding(
            "date_conflict",
            f"Ngày ban hành in là {vietnamese(header.issued_on)} nhưng ngày điền khi ký số là {days[0]:02}; hãy xem bản gốc.",
            "header.issued_on",
            header.evidence[:1],
        )


def _signer(view: View) -> Iterator[Finding]:
    """An office without a name under it; a name in a picture of the signature is no fault, so PDFs of scans are not judged."""
    signature = view.plan.signature
    if not view.clean or signature is None or signature.name or not signature.position or _person(view):
        return
    draft = "" if signature.signed else "; có thể là bản thảo"
    yield finding(
        "missing_signer",
        f"Không thấy họ tên người ký dưới chức vụ «{signature.position}»{draft}.",
        "signature.name",
        signature.evidence[:1],
    )


def _person(view: View) -> bool:
    """Whether the foot of the dispatch ends any line with what reads as a person's name."""
    foot = view.part.content[view.zones.closing[0] : view.zones.closing[1]]
    words = (line.split() for line in foot.splitlines())
    return any(person_name(" ".join(line[-count:])) for line in words for count in (2, 3, 4) if len(line) >= count)
