from functools import cache
from pathlib import Path

import pytest
from lxml import etree

from exporters.package import plain
from exporters.personal import masked
from exporters.registry import exporter
from schemas.facts import Citation, Evidence, Recipient, Role, Signature
from schemas.plan import Section
from tests.factories import make_header, make_plan, text_of

SCHEMAS = Path(__file__).parent / "schemas"
N = "{http://docs.oasis-open.org/legaldocml/ns/akn/3.0}"
ACT = """BỘ GIÁO DỤC VÀ ĐÀO TẠO
Số: 9/2024/TT-BGDĐT
THÔNG TƯ
Sửa đổi Quy chế
Căn cứ Nghị định số 86/2022/NĐ-CP ngày 24/10/2022 của Chính phủ;
Bộ trưởng ban hành Thông tư.
Chương I
QUY ĐỊNH CHUNG
Điều 1. Phạm vi
1. Thông tư này áp dụng cho trường học.
a) Trường công lập;
đ) Trường khác.
Điều 2. Hiệu lực
Thông tư này thay thế Thông tư số 3/2011/TT-BGDĐT ngày 28/01/2011.
Nơi nhận:
- Lưu: VT.
BỘ TRƯỞNG
Trần Văn Mẫu
PHỤ LỤC I
I. BIỂU MẪU
Mẫu báo cáo.
"""


@cache
def schema():
    return etree.XMLSchema(etree.parse(SCHEMAS / "akomantoso30.xsd"))


def parsed(*plans):
    root = etree.fromstring(exporter("akn")(list(plans)))
    schema().assertValid(root)
    return root


def text_in(root):
    for meta in list(root.iter(f"{N}meta")):
        meta.clear()
    return "".join("".join(root.itertext()).split())


def at(words, after=""):
    start = ACT.index(words, ACT.index(after))
    return Evidence(page=1, start=start, end=start + len(words), text=words)


def section(label, title, first, last, children=(), level=1):
    start, end = ACT.index(first), ACT.index(last) + len(last)
    return Section(label=label, title=title, level=level, path=label, start=start, end=end, children=list(children))


def make_act():
    clause = section("1", "Thông tư này áp dụng cho trường học.", "1. Thông tư này", "Trường khác.", level=3, children=[
        section("a", "Trường công lập", "a) Trường", "công lập;", level=4),
        section("đ", "Trường khác.", "đ) Trường", "Trường khác.", level=4),
    ])  # fmt: skip
    chapter = section("Chương I", "QUY ĐỊNH CHUNG", "Chương I", "ngày 28/01/2011.", children=[
        section("Điều 1", "Phạm vi", "Điều 1.", "Trường khác.", [clause], level=2),
        section("Điều 2", "Hiệu lực", "Điều 2.", "ngày 28/01/2011.", level=2),
    ])  # fmt: skip
    annex = section("PHỤ LỤC I", "PHỤ LỤC I", "PHỤ LỤC I", "Mẫu báo cáo.", children=[
        section("I", "BIỂU MẪU", "I. BIỂU", "Mẫu báo cáo.", level=2)
    ])  # fmt: skip
    return make_plan(
        text=text_of((ACT,)), outline=[chapter, annex], tasks=[], deadlines=[], schedule=[], findings=[],
        header=make_header(
            issuer="Bộ Giáo dục và Đào tạo", issuer_parent=None, number="9", number_symbol="9/2024/TT-BGDĐT",
            symbol="TT-BGDĐT", year=2024, doc_type="TT", doc_type_name="Thông tư", subject="Sửa đổi Quy chế",
            issued_on="2024-05-02", evidence=[at("Số: 9/2024/TT-BGDĐT"), at("THÔNG TƯ"), at("Sửa đổi Quy chế")],
        ),
        citations=[
            Citation(doc_type="NĐ", number_symbol="86/2022/NĐ-CP", year=2022, issued_on="2022-10-24", issuer="Chính phủ",
                     role=Role.LEGAL_BASIS, evidence=[at("Nghị định số 86/2022/NĐ-CP ngày 24/10/2022 của Chính phủ")]),
            Citation(doc_type="TT", number_symbol="3/2011/TT-BGDĐT", year=2011, issued_on="2011-01-28",
                     role=Role.REPLACES, evidence=[at("Thông tư số 3/2011/TT-BGDĐT ngày 28/01/2011")]),
        ],
        signature=Signature(position="BỘ TRƯỞNG", name="Trần Văn Mẫu", evidence=[at("BỘ TRƯỞNG"), at("Trần Văn Mẫu")]),
        distribution=[Recipient(name="Lưu: VT", evidence=[at("Lưu: VT")])],
    )  # fmt: skip


@pytest.mark.parametrize("make", [make_plan, make_act])
def test_it_is_valid_and_holds_the_whole_text_once_and_in_order(make):
    plan = make()
    assert text_in(parsed(plan)) == "".join(plain(plan.text.content).split())


def test_an_act_has_articles_clauses_and_points_with_their_ids():
    root = parsed(make_act())
    assert root[0].tag == f"{N}act"
    assert root[0].get("name") == "thongtu"
    point = root.find(f".//{N}point[@eId='chp_I__art_1__para_1__point_đ']")
    assert point.findtext(f"{N}num") == "đ)"
    assert "".join(point.find(f"{N}content").itertext()).strip() == "Trường khác."
    assert root.find(f".//{N}article[@eId='chp_I__art_2']").findtext(f"{N}heading") == "Hiệu lực"


def test_each_level_of_frbr_is_identified():
    found = parsed(make_act()).find(f".//{N}identification")
    work = "/akn/vn/act/thongtu/2024-05-02/9-2024-tt-bgddt"
    assert found.find(f"{N}FRBRWork/{N}FRBRuri").get("value") == work
    assert found.find(f"{N}FRBRWork/{N}FRBRthis").get("value") == f"{work}/!main"
    assert found.find(f"{N}FRBRWork/{N}FRBRnumber").get("value") == "9/2024/TT-BGDĐT"
    assert found.find(f"{N}FRBRExpression/{N}FRBRuri").get("value") == f"{work}/vie@2024-05-02"
    assert found.find(f"{N}FRBRExpression/{N}FRBRlanguage").get("language") == "vie"


def test_the_parts_of_a_document_stand_where_they_belong():
    root = parsed(make_act())
    says = {part: " ".join("".join(root.find(f".//{N}{part}").itertext()).split())
            for part in ("preface", "citations", "formula", "conclusions", "attachment")}  # fmt: skip
    assert says["preface"].endswith("THÔNG TƯ Sửa đổi Quy chế")
    assert says["citations"].startswith("Căn cứ Nghị định số 86/2022/NĐ-CP")
    assert says["formula"] == "Bộ trưởng ban hành Thông tư."
    assert says["conclusions"] == "Nơi nhận: - Lưu: VT. BỘ TRƯỞNG Trần Văn Mẫu"
    assert says["attachment"] == "PHỤ LỤC I I. BIỂU MẪU Mẫu báo cáo."
    assert root.findtext(f".//{N}conclusions//{N}person") == "Trần Văn Mẫu"


def test_a_citation_is_a_reference_at_its_own_place():
    refs = {ref.text: ref.get("href") for ref in parsed(make_act()).iter(f"{N}ref")}
    assert (
        refs["Nghị định số 86/2022/NĐ-CP ngày 24/10/2022 của Chính phủ"]
        == "/akn/vn/act/nghidinh/2022-10-24/86-2022-nd-cp"
    )


def test_a_place_in_a_document_is_in_the_reference():
    hrefs = [ref.get("href") for ref in parsed(make_plan()).iter(f"{N}ref")]
    assert any(href.endswith("/19-2019-tt-bgddt/~art_7__para_2") for href in hrefs)


def test_what_a_document_replaces_is_an_active_modification():
    mod = parsed(make_act()).find(f".//{N}activeModifications/{N}textualMod")
    assert mod.get("type") == "replacement"
    assert mod.find(f"{N}destination").get("href") == "/akn/vn/act/thongtu/2011-01-28/3-2011-tt-bgddt"
    root = parsed(make_act())
    assert root.find(f".//{N}ref[@eId='{mod.find(f'{N}source').get('href')[1:]}']") is not None


def test_in_a_collection_the_replaced_document_knows_it():
    old = make_act().model_copy(update={
        "id": "1" * 32, "citations": [],
        "header": make_act().header.model_copy(
            update={"number_symbol": "3/2011/TT-BGDĐT", "number": "3", "year": 2011, "issued_on": "2011-01-28"}),
    })  # fmt: skip
    root = parsed(old, make_act())
    mod = root.find(f".//{N}passiveModifications/{N}textualMod")
    assert mod.find(f"{N}source").get("href").startswith("/akn/vn/act/thongtu/2024-05-02/9-2024-tt-bgddt#component_2__")
    assert len(root.findall(f".//{N}component")) == 2


def test_a_dispatch_without_number_date_outline_or_signature_is_valid_too():
    plan = make_plan(
        header=make_header(number=None, number_symbol=None, issued_on="2024-03", issuer=None), signature=None
    )
    found = parsed(plan).find(f".//{N}FRBRWork")
    assert found.find(f"{N}FRBRdate").get("date") == "0001-01-01"
    assert "/2024-03/id-0000" in found.find(f"{N}FRBRuri").get("value")


def test_control_characters_and_masks_break_nothing():
    pages = ("\x0cGọi số 0912345678\x00 <&>\n", "II. Hai\n")
    text = text_of(pages)
    plan = masked(make_plan(text=text, tasks=[], deadlines=[], schedule=[], citations=[], findings=[],
                            signature=None, outline=[]))  # fmt: skip
    assert "0912345678" not in text_in(parsed(plan))
    assert text_in(parsed(plan)) == "".join(plain(plan.text.content).split())


def test_two_sections_with_one_number_have_two_ids():
    text = text_of(("1. Một\n1. Hai\n- Ba\n",))
    outline = [
        Section(label=label, title=title, level=1, path=label, start=a, end=b)
        for label, title, a, b in (("1", "Một", 0, 6), ("1", "Hai", 7, 13), ("-", "Ba", 14, 18))
    ]
    plan = make_plan(text=text, outline=outline, tasks=[], deadlines=[], schedule=[], citations=[], findings=[],
                     signature=None)  # fmt: skip
    ids = [e.get("eId") for e in parsed(plan).iter(f"{N}hcontainer")]
    assert ids == ["hcontainer_1", "hcontainer_1-2", "hcontainer_2"]


@pytest.mark.shared
def test_real_dispatches_are_valid_and_whole(shared):
    from congvan.pipeline import convert

    for path in sorted((shared / "seeds").glob("*.txt"))[:3]:
        for plan in map(masked, convert(path).plans):
            assert text_in(parsed(plan)) == "".join(plain(plan.text.content).split())
