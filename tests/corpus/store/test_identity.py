"""Numbers, offices and years: what is one document."""

import pytest

from corpus.store.identity import Name, national, same_office, work, year_known
from corpus.store.words import number_key, number_keys


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("26 /2012/TT- BGDĐT", "26/2012/tt-bgddt"),
        ("389/ NGCBQLCSGD – NG", "389/ngcbqlcsgd-ng"),
        ("05/KH-UBND", "5/kh-ubnd"),
        ("98/BNN&PTNT", "98/bnnptnt"),
    ],
)
def test_number_keys(written, key):
    assert number_key(written) == key
    assert number_keys(written)[0] == key


@pytest.mark.parametrize(
    ("cited", "issuer", "parent", "same"),
    [
        ("Sở GDĐT tỉnh Sông Hương", "Sở Giáo dục và Đào tạo", "UBND tỉnh Sông Hương", True),
        ("Sở GDĐT tỉnh Sông Đà", "Sở Giáo dục và Đào tạo", "UBND tỉnh Sông Hương", False),
        ("Sở GDĐT", "Sở Giáo dục và Đào tạo", "UBND tỉnh Sông Hương", None),
        ("Sở Y tế", "Sở Giáo dục và Đào tạo", "UBND tỉnh Sông Hương", False),
        ("UBND tỉnh Sông Hương", "Ủy ban nhân dân tỉnh Sông Hương", None, True),
        ("UBND tỉnh", "Ủy ban nhân dân tỉnh", None, None),
        ("Bộ GDĐT", "Bộ Giáo dục và Đào tạo", None, True),
        (None, "Sở Giáo dục và Đào tạo", None, None),
    ],
)
def test_offices(cited, issuer, parent, same):
    assert same_office(cited, issuer, parent) is same


@pytest.mark.parametrize(
    ("key", "code"),
    [
        ("19/2019/tt-bgddt", "BGDĐT"),
        ("30/2020/nd-cp", "CP"),
        ("88/2014/qh13", "QH"),
        ("3785/kh-sgddt", None),
        ("5/kh-ubnd", None),
    ],
)
def test_symbols_of_bodies_of_which_there_is_one(key, code):
    assert national(key) == code


def test_the_year_is_that_of_the_symbol_before_that_of_the_date():
    assert year_known("17/2012/tt-bgddt", "2013-04-16") == 2012
    assert year_known("5/kh-ubnd", "2024-02") == 2024
    assert year_known("5/kh-ubnd", None) is None


def test_one_key_for_one_work():
    def name(key, year, day=None, issuer=None):
        return work(Name(key, year, day, issuer))

    assert name("19/2019/tt-bgddt", 2019, "2019-11-12") == name("19/2019/tt-bgddt", 2019, None)
    assert name("5/kh-ubnd", 2024, "2024-02-01") != name("5/kh-ubnd", 2024, "2024-02-02")
    assert name("5/kh-ubnd", None) is None
