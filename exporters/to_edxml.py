"""A draft of an edXML header (QCVN 102:2016/BTTTT; Quyết định 28/2018/QĐ-TTg): unsigned, not for sending as it is.

It says what the dispatch itself says. Elements that every header has (codes of offices, number, date, type, subject,
signer, `DocumentId`) stand empty where the dispatch does not tell, for staff or their system to fill; all others are
left out. There is no `edXMLBody`, no `DigitalSignature` and no `Timestamp`: those come into being on sending.
"""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from exporters.limits import SURE
from exporters.package import plain
from exporters.tables import doc_type_names
from exporters.wording import day_of, one_line
from schemas.facts import Role
from schemas.plan import Plan

NAMESPACE = "http://www.mic.gov.vn/TBT/QCVN_102_2016"
_UNSIGNED = "Bản nháp do máy lập từ nội dung văn bản: chưa ký số, chưa gửi. Đối chiếu và điền phần còn trống."
_PRIORITIES = ("THƯỜNG", "KHẨN", "THƯỢNG KHẨN", "HỎA TỐC", "HỎA TỐC HẸN GIỜ")  # OtherInfo/Priority: 0 to 4
_NEW_DOCUMENT = "0"  # BussinessDocType: văn bản điện tử mới


def export(plans: Sequence[Plan]) -> bytes:
    """Return an edXML file with the header of each plan; one plan is the rule, since a message carries one document."""
    root = etree.fromstring(f'<edXML xmlns="{NAMESPACE}"/>')
    root.append(etree.Comment(f" {_UNSIGNED} "))
    for plan in plans:
        header = _add(_add(root, "edXMLEnvelope"), "edXMLHeader")
        _message(_add(header, "MessageHeader"), plan)
        business = _add(_add(header, "TraceHeaderList"), "Bussiness")  # the standard's own spelling
        _add(business, "BussinessDocType", _NEW_DOCUMENT)
        _add(business, "BussinessDocReason", _UNSIGNED)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _message(message: etree._Element, plan: Plan) -> None:
    """Write the fourteen parts of a MessageHeader in the order of the standard."""
    header, sign = plan.header, plan.signature
    _office(_add(message, "From"), header.issuer, header.issuer_parent)
    for name in header.to or [n for n in _places(plan) if not n.startswith("Lưu")]:
        _office(_add(message, "To"), name)
    code = _add(message, "Code")
    _add(code, "CodeNumber", header.number)
    _add(code, "CodeNotation", header.symbol)
    promulgation = _add(message, "PromulgationInfo")
    _add(promulgation, "Place", header.place)
    _add(promulgation, "PromulgationDate", _date(header.issued_on))
    kind = _add(message, "DocumentType")
    _add(kind, "Type", None)  # senders disagree on the codes: not ours to choose
    _add(kind, "TypeName", header.doc_type_name or doc_type_names().get(header.doc_type or ""))
    _add(message, "Subject", header.subject)
    signer = _add(message, "SignerInfo")
    if sign:
        _maybe(signer, "Competence", " ".join(part for part in (sign.capacity, sign.on_behalf) if part))
        _maybe(signer, "Position", sign.position)
    _add(signer, "FullName", sign.name if sign else None)
    _maybe(message, "DueDate", _due(plan))
    if places := _places(plan):
        to_places = _add(message, "ToPlaces")
        for place in places:
            _add(to_places, "Place", place)
    _other(_add(message, "OtherInfo"), plan)
    for answered in plan.citations:
        if answered.role == Role.ANSWERS and answered.number_symbol and not answered.short:
            response = _add(message, "ResponseFor")
            _add(response, "OrganId", None)
            _add(response, "Code", answered.number_symbol)
            _add(response, "PromulgationDate", _date(answered.issued_on))
            _add(response, "DocumentId", None)
    _add(message, "DocumentId", None)  # «OrganId,yyyy/MM/dd,số/ký hiệu»: it begins with a code that no dispatch prints


def _office(element: etree._Element, name: str | None, parent: str | None = None) -> None:
    _add(element, "OrganId", None)  # mã định danh, Quyết định 20/2020/QĐ-TTg: known to the systems, not to the paper
    _maybe(element, "OrganizationInCharge", parent)
    _add(element, "OrganName", name.rstrip(" .;,") if name else None)


def _other(other: etree._Element, plan: Plan) -> None:
    urgency = one_line(plan.header.urgency or "").upper().replace("HOẢ", "HỎA")
    if urgency in _PRIORITIES:
        _add(other, "Priority", str(_PRIORITIES.index(urgency)))
    if plan.source.page_range:
        first, last = plan.source.page_range
        _add(other, "PageAmount", str(last - first + 1))


def _places(plan: Plan) -> list[str]:
    """Return the lines of Nơi nhận, without those that repeat «Kính gửi»."""
    return [one_line(line.name) for line in plan.distribution if not line.name.casefold().startswith("như ")]


def _due(plan: Plan) -> str | None:
    """Return the one day by which the dispatch wants all that it wants; None where there are several, or none for sure."""
    days = {deadline.due for deadline in plan.deadlines}
    sure = all(d.evidence[0].confidence >= SURE and not d.qualifier and not d.recurrence for d in plan.deadlines)
    return _date(days.pop()) if len(days) == 1 and sure else None


def _date(edtf: str | None) -> str | None:
    """`yyyy/MM/dd`, None where no single day is known."""
    day = day_of(edtf)
    return f"{day.year:04d}/{day:%m/%d}" if day else None


def _maybe(parent: etree._Element, name: str, text: str | None) -> None:
    if text:
        _add(parent, name, text)


def _add(parent: etree._Element, name: str, text: str | None = None) -> etree._Element:
    child = etree.SubElement(parent, f"{{{NAMESPACE}}}{name}")
    if text:
        child.text = plain(one_line(text))
    return child
