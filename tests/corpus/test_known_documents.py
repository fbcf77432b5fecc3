"""Known legal documents: which day is theirs, what ended them, and how they are gathered."""

import pytest

from corpus.registry.endings import unique
from corpus.registry.known_documents import document_key, known_document, supersession
from corpus.registry.make_known_documents import Gathered, ending_rows, gather, known_rows


def test_a_document_of_the_field_and_what_ended_it():
    known = known_document("26/2012/TT-BGDĐT")
    assert known is not None and known.issued_on == "2012-07-10" and known.sure
    ended = supersession("26/2012/TT-BGDĐT")
    assert ended is not None and (ended.ended_on, ended.by) == ("2019-12-28", "19/2019/TT-BGDĐT")


def test_what_is_from_general_knowledge_only_hints():
    known = known_document("11/2019/TT-BGDĐT")
    assert known is not None and known.issued_on == "2019-08-26" and not known.sure


def test_public_texts_count_the_days():
    known = known_document("30/2020/NĐ-CP")
    assert known is not None and known.issued_on == "2020-03-05" and known.sure
    assert known.days["2020-03-05"] >= 3


def test_nobody_invents_a_document():
    assert known_document("9999/2031/TT-BGDĐT") is None
    assert supersession("9999/2031/TT-BGDĐT") is None


@pytest.mark.parametrize(
    ("symbol", "day", "key"),
    [
        ("19/2019/TT-BGDĐT", "2019-11-12", "19/2019/TT-BGDĐT"),
        ("404/QĐ-TTg", "2015-03-27", "404/QĐ-TTg@2015"),
        ("404/QĐ-TTg", None, "404/QĐ-TTg"),
    ],
)
def test_symbols_without_a_year_are_kept_by_year(symbol, day, key):
    assert document_key(symbol, day) == key


@pytest.mark.parametrize(
    ("symbol", "one"),
    [("12/2031/TT-BGDĐT", True), ("88/2014/QH13", True), ("12/KH-UBND", False), ("215/KH-SGDĐT", False)],
)
def test_local_symbols_tell_no_document(symbol, one):
    assert unique(symbol) is one


def test_a_text_is_read():
    found = Gathered()
    gather(
        [
            "Thông tư số 91/2031/TT-BGDĐT Quy định về đồ chơi ngày 05/02/2031 của Bộ Giáo dục và Đào tạo, "
            "có hiệu lực thi hành kể từ ngày 22/03/2031",
            "Thông tư này có hiệu lực thi hành kể từ ngày 22 tháng 3 năm 2031 và thay thế Thông tư số 17/2021/TT-BGDĐT "
            "ngày 08 tháng 4 năm 2021 của Bộ trưởng Bộ Giáo dục và Đào tạo quy định về đồ chơi; Thông tư số "
            "18/2021/TT-BGDĐT ngày 09 tháng 4 năm 2021 về trò chơi.",
            "Thông tư này có hiệu lực kể từ ngày 22 tháng 3 năm 2031, thay thế Điều 4 Thông tư số 19/2021/TT-BGDĐT.",
        ],
        found,
    )
    assert found.known["91/2031/TT-BGDĐT"].days == {"2031-02-05": 1}
    rows = [row.split("\t") for row in ending_rows(found)]
    assert rows == [
        ["17/2021/TT-BGDĐT", "2031-03-22", "91/2031/TT-BGDĐT"],
        ["18/2021/TT-BGDĐT", "2031-03-22", ""],  # nothing tells that it is of the same subject
    ]
    assert any(row.startswith("17/2021/TT-BGDĐT\t2021-04-08:1") for row in known_rows(found))


def _ended_by(*paragraphs):
    found = Gathered()
    gather(paragraphs, found)
    return [tuple(row.split("\t")[:2]) for row in ending_rows(found)]


_OWN = "Thông tư này có hiệu lực thi hành kể từ ngày 01 tháng 02 năm 2031."


@pytest.mark.parametrize(
    "sentence",
    [
        "Thông tư số 17/2021/TT-BGDĐT ngày 08/4/2021 về đồ chơi hết hiệu lực kể từ ngày Thông tư này có hiệu lực.",
        "Kể từ ngày Thông tư này có hiệu lực thì Thông tư số 17/2021/TT-BGDĐT ngày 08/4/2021 về đồ chơi hết hiệu lực.",
        "Thay thế: Thông tư số 17/2021/TT-BGDĐT ngày 08/4/2021 về đồ chơi.",
        "Bãi bỏ Thông tư số 17/2021/TT- BGDĐT ngày 08/4/2021 về đồ chơi.",
    ],
)
def test_what_a_sentence_ends(sentence):
    assert _ended_by(f"1. {_OWN} {sentence}") == [("17/2021/TT-BGDĐT", "2031-02-01")]


def test_lists_of_what_ends():
    assert _ended_by(
        f"{_OWN} Các văn bản sau đây hết hiệu lực kể từ ngày Thông tư này có hiệu lực thi hành:",
        "a) Thông tư số 17/2021/TT-BGDĐT ngày 08/4/2021 về đồ chơi;",
        "b) Khoản 2 Điều 3 Thông tư số 19/2021/TT-BGDĐT ngày 08/4/2021;",
        "c) Thông tư số 18/2021/TT-BGDĐT ngày 08/4/2021 về trò chơi.",
    ) == [("17/2021/TT-BGDĐT", "2031-02-01")]  # where an item is no whole document the list is left


def test_a_table_of_what_was_replaced():
    assert _ended_by(
        "Thông tư số 92/2031/TT-BGDĐT Về đồ chơi ngày 05/02/2031 của Bộ Giáo dục và Đào tạo, có hiệu lực kể từ ngày 22/03/2031",
        "Thông tư số 17/2021/TT-BGDĐT ngày 08/4/2021 về đồ chơi Được thay thế bởi Thông tư số 92/2031/TT-BGDĐT ngày 05/02/2031",
    ) == [("17/2021/TT-BGDĐT", "2031-03-22")]


@pytest.mark.parametrize(
    "sentence",
    [
        "Khoản 2 Điều 3 Thông tư số 17/2021/TT-BGDĐT ngày 08/4/2021 hết hiệu lực kể từ ngày Thông tư này có hiệu lực.",
        "Cụm từ “lớp” tại Thông tư số 17/2021/TT-BGDĐT được thay thế bởi cụm từ “nhóm”.",
        "Các nội dung về đồ chơi tại Thông tư số 17/2021/TT-BGDĐT hết hiệu lực một phần.",
    ],
)
def test_parts_end_no_document(sentence):
    assert _ended_by(f"1. {_OWN}", f"2. {sentence}") == []
