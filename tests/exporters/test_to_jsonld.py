import json

from exporters.registry import exporter
from schemas.facts import Citation, Evidence, Role
from tests.exporters.test_to_akn import make_act
from tests.factories import make_deadline, make_header, make_plan, make_task, text_of

# Names of schema.org that are used: Legislation, CreativeWork, Thing, Action, Organization, Person, Place.
TERMS = {
    "legislationIdentifier", "legislationType", "legislationDate", "legislationPassedBy", "legislationJurisdiction",
    "legislationApplies", "legislationRepeals", "legislationAmends", "legislationCorrects", "isBasedOn", "citation",
    "name", "headline", "identifier", "inLanguage", "locationCreated", "accountablePerson", "jobTitle",
    "parentOrganization", "potentialAction", "agent", "actionStatus", "endTime",
}  # fmt: skip


def said(*plans):
    return json.loads(exporter("jsonld")(list(plans)))


def terms(value):
    if isinstance(value, list):
        return {name for part in value for name in terms(part)}
    if isinstance(value, dict):
        inner = {key: part for key, part in value.items() if not key.startswith("@")}
        return set(inner) | {name for part in inner.values() for name in terms(part)}
    return set()


def test_it_says_what_the_document_is():
    found = said(make_plan())
    assert found["@type"] == "Legislation"
    assert found["legislationIdentifier"] == "45/KH-SGDĐT"
    assert found["legislationDate"] == "2024-03-04"
    assert found["legislationPassedBy"]["parentOrganization"]["name"] == "UBND tỉnh Sông Hương"
    assert found["accountablePerson"] == {"@type": "Person", "name": "Lê Văn Mẫu", "jobTitle": "PHÓ GIÁM ĐỐC"}


def test_only_names_of_schema_org_are_used():
    assert terms([said(make_plan()), said(make_act())]) <= TERMS


def test_the_basis_stands_once_and_what_is_implemented_apart():
    found = said(make_plan())
    basis = [ref.get("legislationIdentifier") or ref["name"] for ref in found["isBasedOn"]]
    assert basis == ["19/2019/TT-BGDĐT", "Luật Giáo dục"]
    assert [ref["legislationIdentifier"] for ref in found["legislationApplies"]] == ["12/KH-UBND"]


def test_a_document_has_one_id_wherever_it_is_named():
    new = make_act()
    old = new.model_copy(update={
        "citations": [],
        "header": new.header.model_copy(update={"number_symbol": "3/2011/TT-BGDĐT", "issued_on": "2011-01-28"}),
    })  # fmt: skip
    assert said(new)["legislationRepeals"][0]["@id"] == said(old)["@id"]
    assert said(new)["@id"] != said(old)["@id"]


def test_several_documents_are_a_graph():
    assert len(said(make_plan(), make_act())["@graph"]) == 2
    assert said()["@graph"] == []


def test_a_letter_of_correction_corrects():
    text = text_of(("V/v đính chính Quyết định số 9/QĐ-SGDĐT\nNội dung.\n",))
    where = Evidence(page=1, start=4, end=text.content.index("\n"), text=text.content[4 : text.content.index("\n")])
    cited = Evidence(page=1, start=15, end=where.end, text=text.content[15 : where.end])
    plan = make_plan(
        text=text, tasks=[], deadlines=[], schedule=[], findings=[], signature=None,
        header=make_header(subject="đính chính Quyết định số 9/QĐ-SGDĐT", evidence=[where]),
        citations=[Citation(doc_type="QĐ", number_symbol="9/QĐ-SGDĐT", role=Role.REFERENCE, evidence=[cited])],
    )  # fmt: skip
    found = said(plan)
    assert [ref["legislationIdentifier"] for ref in found["legislationCorrects"]] == ["9/QĐ-SGDĐT"]
    assert "citation" not in found


def test_a_task_ends_at_the_last_moment_in_time():
    deadlines = [make_deadline(), make_deadline(id="d2", due="2024-05-31", time="17:00")]
    tasks = [make_task(deadlines=["d1"]), make_task(id="t2", deadlines=["d2"]), make_task(id="t3")]
    actions = said(make_plan(tasks=tasks, deadlines=deadlines))["potentialAction"]
    assert [action.get("endTime") for action in actions] == [
        "2024-06-08T23:59:59+07:00",
        "2024-05-31T17:00:00+07:00",
        None,
    ]


def test_no_network_is_needed_to_read_it():
    assert said(make_plan())["@context"]["@vocab"] == "https://schema.org/"
