"""The finders as spaCy components: anybody's pipeline can use them, and they find what the road finds."""

import pytest

from normalize.tokenizer import vietnamese

TEXT = (
    "Căn cứ Thông tư số 19/2019/TT-BGDĐT ngày 12/11/2019 của Bộ Giáo dục và Đào tạo;\n"
    "IV. Tổ chức thực hiện\n"
    "1. Các Phòng GDĐT\n"
    "- Gửi báo cáo về Sở GDĐT (email: vanthu@songhuong.edu.vn) trước ngày 20/3/2024."
)


@pytest.fixture(scope="module")
def doc():
    return vietnamese()(TEXT)


def test_tokens_give_the_text_back(doc):
    assert doc.text == TEXT
    words = [token.text for token in doc]
    assert "19/2019/TT-BGDĐT" in words
    assert "vanthu@songhuong.edu.vn" in words
    assert "20/3/2024" in words


@pytest.mark.parametrize("text", ["", " ", "a  b\t\tc\n\n", "  đầu dòng", "05/3/2020, 1.500.000 đồng."])
def test_any_text_is_tokenised_whole(text):
    assert vietnamese(components=())(text).text == text


def test_facts_are_spans(doc):
    assert [span.text for span in doc.spans["congvan_deadlines"]] == ["trước ngày 20/3/2024"]
    assert doc.spans["congvan_citations"][0].text.startswith("Thông tư số 19/2019/TT-BGDĐT")
    assert [task.actor.name for task in doc._.congvan["tasks"]] == ["Các Phòng GDĐT"]
    assert doc._.congvan["deadlines"][0].actor == "Các Phòng GDĐT"


def test_components_one_by_one_find_the_same(doc):
    chain = vietnamese(("congvan_header", "congvan_citations", "congvan_deadlines", "congvan_tasks"))
    other = chain(TEXT)
    for kind in ("citations", "deadlines", "tasks"):
        assert other._.congvan[kind] == doc._.congvan[kind]


def test_entry_points_name_the_factories():
    from importlib.metadata import entry_points

    names = {point.name for point in entry_points(group="spacy_factories")}
    assert {"congvan", "congvan_header", "congvan_citations", "congvan_deadlines", "congvan_tasks"} <= names
