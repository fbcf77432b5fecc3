from lxml import etree

from exporters.registry import exporter
from exporters.to_edxml import NAMESPACE
from schemas.facts import Citation, Recipient, Role
from tests.factories import evidence, make_deadline, make_header, make_plan, text_of


def message(**changes):
    root = etree.fromstring(exporter("edxml")([make_plan(**changes)]))
    return root.find(".//{*}MessageHeader")


def said(found, path):
    return [element.text or "" for element in found.findall("/".join(f"{{{NAMESPACE}}}{n}" for n in path.split("/")))]


def test_the_header_says_what_the_dispatch_says():
    found = message()
    assert said(found, "From/OrganName") == ["Sở Giáo dục và Đào tạo"]
    assert said(found, "From/OrganizationInCharge") == ["UBND tỉnh Sông Hương"]
    assert said(found, "Code/CodeNumber") + said(found, "Code/CodeNotation") == ["45", "KH-SGDĐT"]
    assert said(found, "PromulgationInfo/PromulgationDate") == ["2024/03/04"]
    assert said(found, "SignerInfo/Competence") == ["KT. GIÁM ĐỐC"]
    assert said(found, "OtherInfo/PageAmount") == ["2"]


def test_what_is_compulsory_and_not_known_stands_empty_and_the_rest_is_left_out():
    header = make_header(number=None, number_symbol=None, issued_on="2024-03", issuer_parent=None, place=None)
    found = message(header=header, signature=None)
    assert said(found, "Code/CodeNumber") == said(found, "PromulgationInfo/PromulgationDate") == [""]
    assert said(found, "SignerInfo/FullName") == said(found, "DocumentId") == said(found, "From/OrganId") == [""]
    assert said(found, "From/OrganizationInCharge") == said(found, "SignerInfo/Position") == []
    assert said(found, "OtherInfo/Priority") == said(found, "Content") == []


def test_the_fourteen_parts_stand_in_the_order_of_the_standard():
    order = [
        "From", "To", "Code", "PromulgationInfo", "DocumentType", "Subject", "SignerInfo", "DueDate", "ToPlaces",
        "OtherInfo", "ResponseFor", "DocumentId",
    ]  # fmt: skip
    text = text_of()
    found = message(
        header=make_header(to=["Các Phòng GDĐT;"]),
        deadlines=[make_deadline()],
        distribution=[Recipient(name="Lưu: VT", evidence=[evidence(text, "Văn phòng Sở")])],
        citations=[
            Citation(role=Role.ANSWERS, number_symbol="7/CV-X", evidence=[evidence(text, "Quy chế")], issued_on="2024-03-01")
        ],
    )  # fmt: skip
    assert [etree.QName(part).localname for part in found] == order
    assert said(found, "ResponseFor/PromulgationDate") == ["2024/03/01"]
    assert said(found, "To/OrganName") == ["Các Phòng GDĐT"]


def test_a_due_date_stands_only_where_there_is_one_and_it_is_sure():
    assert said(message(deadlines=[make_deadline()]), "DueDate") == ["2024/06/08"]
    assert said(message(deadlines=[make_deadline(), make_deadline(id="d2", due="2024-06-01")]), "DueDate") == []
    assert said(message(deadlines=[make_deadline(qualifier="end")]), "DueDate") == []
    assert said(message(deadlines=[]), "DueDate") == []


def test_it_is_marked_as_an_unsigned_draft():
    data = exporter("edxml")([make_plan()])
    root = etree.fromstring(data)
    reason = root.find(".//{*}Bussiness/{*}BussinessDocReason").text
    assert "chưa ký số" in reason
    assert any("chưa ký số" in comment.text for comment in root.iter(etree.Comment))
    assert b"Signature" not in data


def test_urgency_is_the_standards_code():
    assert said(message(header=make_header(urgency="Hoả tốc")), "OtherInfo/Priority") == ["3"]
