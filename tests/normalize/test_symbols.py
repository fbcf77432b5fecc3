"""Numbers and symbols: canonical spelling, what they tell, and what is none."""

import pytest

from normalize.symbols import parse_number_symbol

CANONICAL = [
    # printed, number_symbol, year, symbol, type, issuer, units
    ("3785 /KH-SGDĐT", "3785/KH-SGDĐT", None, "KH-SGDĐT", "KH", "SGDĐT", ()),
    ("Số: 95/GDĐT-BD", "95/GDĐT-BD", None, "GDĐT-BD", "CV", "GDĐT", ("BD",)),
    ("26 /2012/TT- BGDĐT", "26/2012/TT-BGDĐT", 2012, "TT-BGDĐT", "TT", "BGDĐT", ()),
    ("07/2031/TT–BGDĐT;", "07/2031/TT-BGDĐT", 2031, "TT-BGDĐT", "TT", "BGDĐT", ()),
    ("07/2031/TT\u2011BGDĐT", "07/2031/TT-BGDĐT", 2031, "TT-BGDĐT", "TT", "BGDĐT", ()),
    ("29 - NQ/TW", "29-NQ/TW", None, "NQ/TW", "NQ", "TW", ()),
    ("Số 05-CT/TW", "05-CT/TW", None, "CT/TW", "CT", "TW", ()),
    ("63-NĐ/CP", "63-NĐ/CP", None, "NĐ/CP", "NĐ", "CP", ()),
    ("36/CP", "36/CP", None, "CP", "NĐ", "CP", ()),
    ("242-HĐBT", "242-HĐBT", None, "HĐBT", "CV", "HĐBT", ()),
    ("88/2014/QH13", "88/2014/QH13", 2014, "QH13", None, "QH", ()),
    ("12/2022/UBTVQH15", "12/2022/UBTVQH15", 2022, "UBTVQH15", None, "UBTVQH", ()),
    ("09/2001/PL-UBTVQH10", "09/2001/PL-UBTVQH10", 2001, "PL-UBTVQH10", "PL", "UBTVQH", ()),
    ("2212/2022/HĐ-ABC-SGDĐT", "2212/2022/HĐ-ABC-SGDĐT", 2022, "HĐ-ABC-SGDĐT", "HĐ", "ABC", ("SGDĐT",)),
    ("187/PGD&ĐT", "187/PGD&ĐT", None, "PGD&ĐT", "CV", "PGD&ĐT", ()),
    ("18/SGDĐT-GDTrH&GDTX", "18/SGDĐT-GDTrH&GDTX", None, "SGDĐT-GDTrH&GDTX", "CV", "SGDĐT", ("GDTrH&GDTX",)),
    ("389/ NGCBQLCSGD – NG", "389/NGCBQLCSGD-NG", None, "NGCBQLCSGD-NG", "CV", "NGCBQLCSGD", ("NG",)),
    ("1307/TTTr-SGDĐT", "1307/TTr-SGDĐT", None, "TTr-SGDĐT", "TTr", "SGDĐT", ()),
    ("404/QD-TTG", "404/QĐ-TTg", None, "QĐ-TTg", "QĐ", "TTg", ()),
    ("19/2031/tt-bgdđt", "19/2031/TT-BGDĐT", 2031, "TT-BGDĐT", "TT", "BGDĐT", ()),
    ("30/2020/NĐ-CPng", "30/2020/NĐ-CP", 2020, "NĐ-CP", "NĐ", "CP", ()),
    ("12/NQ-HĐND/2016", "12/NQ-HĐND/2016", 2016, "NQ-HĐND/2016", "NQ", "HĐND", ()),
    ("1107/2003/LĐTBXH-QĐ", "1107/2003/LĐTBXH-QĐ", 2003, "LĐTBXH-QĐ", "QĐ", "LĐTBXH", ()),
    ("12a/KH-THPT", "12a/KH-THPT", None, "KH-THPT", "KH", "THPT", ()),
]


@pytest.mark.parametrize(("text", "number_symbol", "year", "symbol", "doc_type", "issuer", "units"), CANONICAL)
def test_reads_symbols(text, number_symbol, year, symbol, doc_type, issuer, units):
    found = parse_number_symbol(text)
    assert found is not None
    assert (found.number_symbol, found.year, found.symbol) == (number_symbol, year, symbol)
    assert (found.doc_type, found.issuer, found.units) == (doc_type, issuer, units)


@pytest.mark.parametrize("text", ["Số:      /KH-SGDĐT", "…/KH-SGDĐT", "số ..... /KH-SGDĐT", "Số:____/KH-SGDĐT"])
def test_blank_number_leaves_symbol(text):
    found = parse_number_symbol(text)
    assert found is not None
    assert (found.number, found.number_symbol, found.symbol) == (None, None, "KH-SGDĐT")


def test_joint_circular_names_all_issuers():
    found = parse_number_symbol("23/2015/TTLT-BGDĐT-BNV")
    assert found is not None
    assert found.issuers == ("BGDĐT", "BNV")
    assert found.doc_type == "TTLT"


def test_issuer_name_only_where_one_body_has_the_code():
    central, local = parse_number_symbol("30/2020/NĐ-CP"), parse_number_symbol("12/QĐ-UBND")
    assert central is not None and central.issuer_name == "Chính phủ"
    assert local is not None and local.issuer_name is None


@pytest.mark.parametrize(
    "text",
    ["3/4", "10/1", "12/11/2019", "0123/456", "24/24", "123/a", "số 12", "Số:3166 ĐẾN", "12-A", "", "GD-ĐT", "a/b/c"],
)
def test_other_things_are_none(text):
    assert parse_number_symbol(text) is None
