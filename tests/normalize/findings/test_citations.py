"""Cited documents against each other, the registry and the dispatch's day."""

import pytest

from tests.normalize.findings.cases import HEAD, codes, finding

BASIS = "Căn cứ {};\nSở Giáo dục và Đào tạo ban hành kế hoạch như sau:\n1. Các trường thực hiện."


def test_one_document_with_two_dates():
    body = (
        "Căn cứ Thông tư số 91/2021/TT-BGDĐT ngày 12/11/2021 của Bộ Giáo dục và Đào tạo;\n"
        "1. Các trường thực hiện Thông tư số 91/2021/TT-BGDĐT ngày 21/11/2021 của Bộ Giáo dục và Đào tạo."
    )
    assert "12/11/2021 và 21/11/2021" in finding("citation_conflict", body).message


@pytest.mark.parametrize(
    ("citation", "code"),
    [
        ("Thông tư số 91/2021/TT-BGDĐT ngày 12/11/2022 của Bộ Giáo dục và Đào tạo", "citation_conflict"),
        ("Nghị định số 30/2020/NĐ-CP ngày 15/3/2020 của Chính phủ", "citation_conflict"),
        ("Thông tư số 91/2021/TT-BGDĐT ngày 12/11/2021 của Bộ Nội vụ", "citation_conflict"),
        ("Thông tư số 91/2024/TT-BGDĐT ngày 12/11/2024 của Bộ Giáo dục và Đào tạo", "citation_future"),
        ("Thông tư số 26/2012/TT-BGDĐT ngày 10/7/2012 của Bộ Giáo dục và Đào tạo", "superseded_citation"),
        ("Nghị định số 85/NĐ-CP ngày 01/10/2015 của Chính phủ", "citation_malformed"),
        ("Tờ trình số 12/TTTr-SGDĐT ngày 05/01/2024 của Sở Giáo dục và Đào tạo", "citation_malformed"),
        ("Quyết định số 91/2021/TT-BGDĐT ngày 12/11/2021 của Bộ Giáo dục và Đào tạo", "citation_malformed"),
    ],
)
def test_a_fault_of_a_citation(citation, code):
    assert code in codes(BASIS.format(citation))


@pytest.mark.parametrize(
    "citation",
    [
        "Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ",
        "Thông tư số 19/2019/TT-BGDĐT ngày 12/11/2019 của Bộ Giáo dục và Đào tạo",
        "Thông tư số 91/2021/TT-BGDĐT ngày 12/11/2021 của Bộ Giáo dục và Đào tạo",
        "Kế hoạch số 12/KH-UBND ngày 05/01/2024 của UBND tỉnh Sông Hương; Kế hoạch số 12/KH-UBND ngày 09/01/2023 của "
        "UBND tỉnh Sông Hương",
        "Công văn số 12/CT-CS ngày 05/01/2024 của Cục Thuế",
        "ý kiến của Bộ Nội vụ tại Công văn số 12/BNV-TCCB ngày 05/01/2024, Bộ Tài chính tại Công văn số 55/BTC-HCSN",
        "Nghị quyết số 29-NQ/TW ngày 04/11/2013 của Ban Chấp hành Trung ương",
        "Quyết định số 404/QĐ-TTg ngày 27/3/2015 của Thủ tướng Chính phủ",
    ],
)
def test_citations_without_fault(citation):
    assert not [c for c in codes(BASIS.format(citation)) if "citation" in c]


def test_one_slip_is_told_once():
    told = codes(BASIS.format("Thông tư số 91/2023/TT-BGDĐT ngày 12/11/2024 của Bộ Giáo dục và Đào tạo"))
    assert told.count("citation_conflict") == 1 and "citation_future" not in told


def test_what_ended_after_the_dispatch_is_a_remark():
    head = HEAD.replace("ngày 04 tháng 3 năm 2024", "ngày 04 tháng 3 năm 2018")
    found = finding(
        "superseded_citation", BASIS.format("Thông tư số 26/2012/TT-BGDĐT ngày 10/7/2012 của Bộ GDĐT"), head
    )
    assert found.severity == "info"
    assert "19/2019/TT-BGDĐT" in found.message


def test_a_day_that_is_not_sure_is_a_hint():
    found = finding("citation_conflict", BASIS.format("Thông tư số 11/2019/TT-BGDĐT ngày 16/08/2019 của Bộ GDĐT"))
    assert found.severity == "info"
    assert "26/08/2019" in found.message


def test_a_document_replaced_in_part():
    body = (
        "1. Các trường thực hiện.\n"
        "Kế hoạch này thay thế Kế hoạch số 77/KH-SGDĐT ngày 14/9/2022 của Sở GDĐT đối với nội dung bồi dưỡng cấp THPT."
    )
    found = finding("partly_superseded", body)
    assert "77/KH-SGDĐT" in found.message and "cấp THPT" in found.message
    whole = body.replace(" đối với nội dung bồi dưỡng cấp THPT", "")
    assert "partly_superseded" not in codes(whole)


@pytest.mark.parametrize(
    ("words", "part"),
    [
        ("thay thế một phần Kế hoạch số 77/KH-SGDĐT", True),
        ("bãi bỏ Mục II Kế hoạch số 77/KH-SGDĐT", True),
        ("thay thế phần III của Kế hoạch số 77/KH-SGDĐT", True),
        ("thay thế Kế hoạch số 77/KH-SGDĐT", False),
        ("bãi bỏ Mục II Hướng dẫn này và thực hiện Kế hoạch số 77/KH-SGDĐT", False),
    ],
)
def test_a_part_that_is_named_before_its_document(words, part):
    assert ("partly_superseded" in codes(f"1. Kế hoạch này {words} ngày 14/9/2022 của Sở GDĐT.")) is part


@pytest.mark.parametrize(
    ("symbol", "wrong"),
    [
        ("01/12011/TT-BNV", True),
        ("274KH-UBND", True),
        ("22/2016TT-BNV", True),
        ("30-2020/NĐ-CP", True),
        ("115/2020/NĐCP", True),
        ("27/2020/TT/BNV", True),
        ("27/2020/TTBNV", True),
        ("32/2018/TT-BGĐDT", True),
        ("12/2003/QĐ/BNV", False),
        ("12/CT-CS", False),
        ("274/KH-UBND", False),
        ("01/2011/TT-BNV", False),
    ],
)
def test_misprinted_symbols(symbol, wrong):
    assert ("citation_malformed" in codes(BASIS.format(f"Văn bản số {symbol} ngày 05/01/2024"))) is wrong


def test_the_dispatch_s_own_symbol():
    head = HEAD.replace("KẾ HOẠCH\n", "TỜ TRÌNH\n").replace("215/KH-SGDĐT", "215/TT-SGDĐT")
    assert "Tờ trình" in finding("citation_malformed", "1. Các trường thực hiện.", head).message
    assert "citation_malformed" not in codes("1. Các trường thực hiện.", head.replace("TT-", "TTr-"))
