"""The citation graph: resolved in either order of arrival, never by guess; parts; conflicts of dates; pictures."""

import itertools
import xml.etree.ElementTree as ET

import networkx as nx
import pytest

from corpus.store.drawing import draw
from corpus.store.graph import as_networkx
from tests.corpus.store.dispatches import add, citation, dispatch

CIRCULAR = dispatch(
    "19/2019/TT-BGDĐT",
    "2019-11-12",
    "Quy chế bồi dưỡng",
    issuer="Bộ Giáo dục và Đào tạo",
    issuer_parent=None,
    doc_type="TT",
)
PLAN = dispatch(
    citations=[
        citation("Thông tư số 19/2019/TT-BGDĐT ngày 12/11/2019", "19/2019/TT-BGDĐT", issued_on="2019-11-12", year=2019,
                 role="legal_basis", provisions=[{"article": "7", "clause": "2"}])
    ]
)  # fmt: skip
LATER = dispatch(
    "80/KH-SGDĐT",
    "2025-03-01",
    "Kế hoạch mới",
    body="Kế hoạch này thay thế",
    citations=[
        citation("Kế hoạch số 45/KH-SGDĐT ngày 04/3/2024 của Sở GDĐT đối với nội dung cấp THCS, THPT", "45/KH-SGDĐT",
                 issued_on="2024-03-04", issuer="Sở GDĐT", role="replaces")
    ],
)  # fmt: skip


@pytest.mark.parametrize("order", list(itertools.permutations((CIRCULAR, PLAN, LATER))))
def test_citations_are_resolved_in_any_order_of_arrival(store, order):
    add(store, *order)
    assert store.plan(PLAN.id).citations[0].target == CIRCULAR.id
    assert store.plan(LATER.id).citations[0].target == PLAN.id
    nodes, edges = store.graph()
    assert len(nodes) == 3
    assert {(e.source, e.target, e.role, e.part) for e in edges} == {
        (PLAN.id, CIRCULAR.id, "legal_basis", "khoản 2 Điều 7"),
        (LATER.id, PLAN.id, "replaces", None),
    }


def test_what_is_replaced_is_told_with_the_part(store):
    words = "Kế hoạch số 45/KH-SGDĐT ngày 04/3/2024 của Sở GDĐT"
    body = f"(Kế hoạch này thay thế {words} đối với nội dung liên quan đến cấp THCS, THPT. Cấp Tiểu học theo kế hoạch sau)."
    later = dispatch("80/KH-SGDĐT", "2025-03-01", body=body).model_copy()
    start = body.index(words)
    evidence = {"page": 1, "start": start, "end": start + len(words), "text": words}
    cited = {"number_symbol": "45/KH-SGDĐT", "issued_on": "2024-03-04", "role": "replaces", "evidence": [evidence]}
    later = later.model_validate(later.model_dump() | {"citations": [cited]})
    add(store, PLAN, later)
    (edge,) = [e for e in store.graph([PLAN.id])[1] if e.role == "replaces"]
    assert edge.part == "đối với nội dung liên quan đến cấp THCS, THPT"


@pytest.mark.parametrize(
    ("values", "resolved"),
    [
        ({"issued_on": "2024-03-04"}, True),  # the same day: no other office would have to be named
        ({"issued_on": "2024-03-04", "issuer": "Sở GDĐT tỉnh Sông Hương"}, True),
        ({"issued_on": "2024-03-04", "issuer": "Sở GDĐT tỉnh Sông Đà"}, False),  # another province's
        ({"issued_on": "2023-03-04"}, False),  # another year's
        ({"issued_on": "2024-03-05"}, False),
        ({}, False),  # no year: never
        ({"issued_on": "2024"}, True),  # the office's own
        ({"issued_on": "2024", "issuer": "Sở GDĐT tỉnh Sông Hương"}, True),
    ],
)
def test_a_local_number_is_resolved_only_where_it_is_sure(store, values, resolved):
    citing = dispatch(
        "90/SGDĐT-VP", "2024-05-01", "Nhắc", citations=[citation("Kế hoạch số 45/KH-SGDĐT", "45/KH-SGDĐT", **values)]
    )
    add(store, citing, PLAN)
    assert (store.plan(citing.id).citations[0].target == PLAN.id) is resolved


def test_another_office_needs_the_full_date(store):
    citing = dispatch("9/GDĐT", "2024-05-01", "Nhắc", issuer="Phòng GDĐT Phú Lộc", issuer_parent="UBND huyện Phú Lộc",
                      citations=[citation("Kế hoạch 45/KH-SGDĐT năm 2024", "45/KH-SGDĐT", issued_on="2024", issuer="Sở GDĐT")])  # fmt: skip
    add(store, PLAN, citing)
    assert store.plan(citing.id).citations[0].target is None


def test_an_office_of_another_province_means_its_own_department(store):
    words = citation("Kế hoạch 45/KH-SGDĐT ngày 04/3/2024", "45/KH-SGDĐT", issued_on="2024-03-04")
    citing = dispatch("9/UBND-VX", "2024-05-01", issuer="UBND tỉnh Sông Đà", issuer_parent=None, citations=[words])
    add(store, PLAN, citing)
    assert store.plan(citing.id).citations[0].target is None


def test_two_offices_with_one_number_and_date_are_not_told_apart_by_guess(store):
    other = dispatch(issuer_parent="UBND tỉnh Sông Đà", body="Sở khác.")
    citing = dispatch(
        "9/GDĐT",
        "2024-05-01",
        issuer="Phòng GDĐT",
        citations=[citation("Kế hoạch 45/KH-SGDĐT", "45/KH-SGDĐT", issued_on="2024-03-04")],
    )
    add(store, PLAN, other, citing)
    assert store.plan(citing.id).citations[0].target is None


def test_mentions_of_unknown_year_are_never_one_document(store):
    for number in (1, 2):
        add(
            store,
            dispatch(f"{number}/A", f"2024-01-0{number}", citations=[citation("Công văn 77/SGDĐT-VP", "77/SGDĐT-VP")]),
        )
    nodes, edges = store.graph()
    assert len({e.target for e in edges}) == 2
    assert len(nodes) == 4


def test_a_short_mention_takes_the_date_of_the_full_one(store):
    words = ("Kế hoạch số 77/KH-UBND ngày 01/02/2024", "Kế hoạch số 77/KH-UBND;")
    add(
        store,
        dispatch(
            citations=[citation(words[0], "77/KH-UBND", issued_on="2024-02-01"), citation(words[1], "77/KH-UBND")]
        ),
    )
    assert len({e.target for e in store.graph()[1]}) == 1


def test_a_replaced_version_leaves_no_dangling_target(store):
    add(store, PLAN, CIRCULAR)
    store.add([CIRCULAR], program_version="2.0.0")
    assert store.plan(PLAN.id).citations[0].target == CIRCULAR.id


def test_dates_that_disagree_are_told_over_the_whole_store(store):
    wrong = dispatch(
        "9/GDĐT",
        "2024-05-01",
        citations=[citation("Thông tư 19/2019/TT-BGDĐT ngày 21/11/2019", "19/2019/TT-BGDĐT", issued_on="2019-11-21")],
    )
    add(store, PLAN, wrong)
    (conflict,) = store.conflicts()
    assert (conflict.document, conflict.own, conflict.dates) == ("19/2019/TT-BGDĐT", None, ("2019-11-12", "2019-11-21"))
    (finding,) = [f for f in store.plan(wrong.id).findings if f.code == "citation_conflict"]
    assert "45/KH-SGDĐT là 12/11/2019" in finding.message
    add(store, CIRCULAR)
    assert store.conflicts()[0].own == "2019-11-12"
    assert store.plan(wrong.id).citations[0].target == CIRCULAR.id
    assert [f for f in store.plan(PLAN.id).findings if f.code == "citation_conflict"]


def test_local_numbers_of_two_provinces_are_no_conflict(store):
    for number, province in enumerate(("Sông Hương", "Sông Đà"), start=1):
        cited = citation(
            f"Kế hoạch số 5/KH-UBND ngày 0{number}/02/2024",
            "5/KH-UBND",
            issued_on=f"2024-02-0{number}",
            issuer=f"UBND tỉnh {province}",
        )
        add(store, dispatch(f"{number}/A", "2024-05-01", citations=[cited]))
    assert store.conflicts() == []


def test_graphml_and_picture(store):
    add(store, CIRCULAR, PLAN, LATER)
    nodes, edges = store.graph()
    graph = as_networkx(nodes, edges)
    assert nx.has_path(graph, LATER.id, CIRCULAR.id)
    read = nx.parse_graphml("\n".join(nx.generate_graphml(graph)))
    assert sorted(read.nodes) == sorted(graph.nodes)
    picture = ET.fromstring(draw(nodes, edges, "A & B"))
    texts = [node.text for node in picture.iter("{http://www.w3.org/2000/svg}text")]
    assert {"A & B", "45/KH-SGDĐT", "19/2019/TT-BGDĐT", "thay thế"} <= set(texts)
    lefts = {
        group.find("{*}text").text: float(group.find("{*}rect").get("x"))
        for group in picture.iter("{http://www.w3.org/2000/svg}g")
    }
    assert lefts["19/2019/TT-BGDĐT"] < lefts["45/KH-SGDĐT"] < lefts["80/KH-SGDĐT"]
    assert draw(nodes, edges) == draw(nodes, edges)


def test_documents_that_cite_each_other_are_drawn(store):
    one = dispatch(
        "1/A", "2024-01-01", citations=[citation("Công văn 2/A ngày 02/01/2024", "2/A", issued_on="2024-01-02")]
    )
    two = dispatch(
        "2/A", "2024-01-02", citations=[citation("Công văn 1/A ngày 01/01/2024", "1/A", issued_on="2024-01-01")]
    )
    add(store, one, two)
    nodes, edges = store.graph()
    assert len(edges) == 2
    assert draw(nodes, edges).count("<rect") == 4  # the ground, the legend's sign, two boxes
