"""Citations whole: type, issuer, subject, provisions, short forms, evidence, confidence. All offices are invented."""

import time

import pytest

from normalize.citations import find_citations
from normalize.clean import plain
from schemas.plan import Header

OWN = Header(
    number="901",
    symbol="KH-SGDĐT",
    number_symbol="901/KH-SGDĐT",
    doc_type="KH",
    issued_on="2031-05-06",
    issuer="Sở Giáo dục và Đào tạo",
    issuer_parent="UBND tỉnh Hoa Sen",
)


def find(text, own=OWN):
    return find_citations(plain(text), None, own)


@pytest.mark.parametrize(
    ("text", "doc_type"),
    [
        ("Quyết định số 5/QĐ-UBND", "QĐ"),
        ("Công văn số 5/UBND-VX", "CV"),
        ("văn bản số 445/GDĐT-TC", "CV"),
        ("văn bản số 5/KH-SGDĐT", "KH"),
        ("Đề án số 5/QĐ-UBND", "QĐ"),
        ("Luật số 43/2019/QH14", "L"),
        ("Nghị quyết số 88/2014/QH13", "NQ"),
        ("các Nghị quyết số 88/2014/QH13, số 51/2017/QH14", "NQ"),
        ("Theo số 88/2014/QH13", None),
        ("Nghị quyết số 55/2010/QH12 về miễn thuế; số 28/2016/QH14 về giảm thuế", "NQ"),
        ("Công văn số 12/CV-SGDĐT", "CV"),
        ("Thông tư liên tịch số 23/2031/TTLT-BGDĐT-BNV", "TTLT"),
        ("Pháp lệnh Ưu đãi người có công với cách mạng", "PL"),
        ("Quyết định số 5/KH-UBND", "QĐ"),
        ("5/KH-UBND", "KH"),
    ],
)
def test_type(text, doc_type):
    assert find(text)[-1].doc_type == doc_type


@pytest.mark.parametrize(
    ("text", "issuer"),
    [
        ("Thông tư số 7/2031/TT-BGDĐT ngày 1/2/2031 của Bộ trưởng Bộ GD&ĐT", "Bộ Giáo dục và Đào tạo"),
        ("Thông tư số 7/2031/TT-BGDĐT ngày 1/2/2031 của của Bộ Giáo dục Đào tạo", "Bộ Giáo dục và Đào tạo"),
        ("Thông tư số 7/2031/TT-BGDĐT", "Bộ Giáo dục và Đào tạo"),
        ("Quyết định số 4/QĐ-TTg", "Thủ tướng Chính phủ"),
        ("Công văn số 5/UBND-VX ngày 1/2/2031 của UBND tỉnh Hoa Sen về việc thi", "UBND tỉnh Hoa Sen"),
        ("Công văn số 5/UBND-VX ngày 1/2/2031 của UBND tỉnh về việc thi", "UBND tỉnh Hoa Sen"),
        ("Công văn số 5/UBND-VX", None),
        ("Công văn số 5/SGDĐT-VP của Sở GDĐT Hoa Sen tổ chức thi", "Sở Giáo dục và Đào tạo Hoa Sen"),
        ("Công văn số 5/BGDĐT-VP của Bộ GDĐT, Sở GDĐT yêu cầu", "Bộ Giáo dục và Đào tạo"),
        (
            "Thông tư liên tịch số 5/2031/TTLT-BYT-BTC của Bộ Y tế, Bộ Tài chính về giá",
            "Bộ Y tế và Bộ Tài chính",
        ),
        ("Nghị quyết số 29-NQ/TW ngày 4/11/2031 của BCH TW Đảng", "Ban Chấp hành Trung ương Đảng"),
        ("Luật Giáo dục ngày 14/6/2019", "Quốc hội"),
        ("theo Bộ luật Lao động của Công ty Hoa Sen", "Quốc hội"),
        (
            "Thông tư liên tịch số 5/2031/TTLT-BYT-BTC của Bộ trưởng Bộ Y tế, Bộ trưởng Bộ Tài chính",
            "Bộ Y tế và Bộ Tài chính",
        ),
        (
            "Công văn số 5/CNGCB-NG ngày 1/2/2031 của Cục Nhà giáo và Cán bộ quản lý cơ sở giáo dục về việc tập huấn",
            "Cục Nhà giáo và Cán bộ quản lý cơ sở giáo dục",
        ),
    ],
)
def test_issuer(text, issuer):
    assert find(text)[0].issuer == issuer


def test_issuer_of_another_mention_of_the_same_document():
    found = find(
        "Công văn số 5/HVSP-ĐT ngày 1/2/2031 của Học viện Sư phạm Hoa Sen về thi. Thực hiện Công văn 5/HVSP-ĐT."
    )
    assert [c.issuer for c in found] == ["Học viện Sư phạm Hoa Sen"] * 2


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("Công văn số 5/UBND-VX ngày 1/2/2031 của UBND tỉnh về việc tổ chức hội thi; Công văn", "tổ chức hội thi"),
        ("Thông tư số 7/2031/TT-BGDĐT ban hành Quy chế thi. Các đơn vị", "ban hành Quy chế thi"),
        ("Thực hiện Công văn số 5/UBND-VX về việc nghỉ lễ, Sở GDĐT yêu cầu", "nghỉ lễ"),
        (
            "Nghị định số 5/2031/NĐ-CP quy định chi tiết một số điều của Luật Giáo dục; Thông tư số 7/2031/TT-BGDĐT",
            "quy định chi tiết một số điều của Luật Giáo dục",
        ),
        (
            "Thông tư số 8/2031/TT-BGDĐT sửa đổi, bổ sung một số điều của Quy chế thi ban hành kèm theo "
            "Thông tư số 7/2031/TT-BGDĐT",
            "sửa đổi, bổ sung một số điều của Quy chế thi",
        ),
        (
            "Quyết định số 5/QĐ-UBND phê duyệt Đề án (giai đoạn 2031-2035), theo Công văn số 6/UBND-VX",
            "phê duyệt Đề án (giai đoạn 2031-2035)",
        ),
        ("Thông tư số 7/2031/TT-BGDĐT, các trường báo cáo", None),
    ],
)
def test_subject(text, subject):
    assert find(text)[0].subject == subject


PROVISIONS = [
    ("Khoản 2 Điều 7 Thông tư số 7/2031/TT-BGDĐT", [("7", "2", None, None)]),
    ("tại Điều 12, 13, 14 Thông tư số 7/2031/TT-BGDĐT", [(a, None, None, None) for a in ("12", "13", "14")]),
    (
        "điểm a, b khoản 3 Điều 5 và Điều 6 của Nghị định số 5/2031/NĐ-CP",
        [("5", "3", "a", None), ("5", "3", "b", None), ("6", None, None, None)],
    ),
    ("khoản 1, khoản 2 Điều 5 Luật Giáo dục", [("5", "1", None, None), ("5", "2", None, None)]),
    ("điểm đ khoản 1 Điều 22 Luật Giáo dục", [("22", "1", "đ", None)]),
    ("Điều 22 khoản 1 Luật Giáo dục", [("22", "1", None, None)]),
    ("Phụ lục II ban hành kèm theo Thông tư số 7/2031/TT-BGDĐT", [(None, None, None, "II")]),
    ("Điều 5 Quy chế thi ban hành kèm theo Thông tư số 7/2031/TT-BGDĐT", [("5", None, None, None)]),
    ("một số điều của Luật Giáo dục", []),
]


@pytest.mark.parametrize(("text", "expected"), PROVISIONS, ids=[p[0][:40] for p in PROVISIONS])
def test_provisions(text, expected):
    found = find(text)[0].provisions
    assert [(p.article, p.clause, p.point, p.annex) for p in found] == expected


FULL = "Thực hiện Quyết định số 4660/QĐ-BGDĐT ngày 4/12/2031 của Bộ GDĐT phê duyệt Đề án bồi dưỡng.\n"


@pytest.mark.parametrize(
    "text",
    [
        "theo Quyết định 4660 nói trên",
        "theo Quyết định số 4660,",
        "nội dung Đề án 4660 của Bộ",
        "theo Quyết định nêu trên",
    ],
)
def test_short_form_resolved(text):
    short = find(FULL + text)[-1]
    assert (short.number_symbol, short.issued_on, short.short) == ("4660/QĐ-BGDĐT", "2031-12-04", True)


def test_this_means_the_document_just_cited():
    found = find("Thông tư số 7/2031/TT-BGDĐT ngày 1/2/2031 quy định hồ sơ. Thông tư này có hiệu lực từ 1/3/2031.")
    assert [(c.number_symbol, c.short) for c in found] == [("7/2031/TT-BGDĐT", False), ("7/2031/TT-BGDĐT", True)]


def test_this_means_the_dispatch_itself():
    own = Header(number="7", doc_type="TT", number_symbol="7/2031/TT-BGDĐT", symbol="TT-BGDĐT")
    found = find("Căn cứ Thông tư số 6/2031/TT-BGDĐT. Thông tư này có hiệu lực từ ngày ký.", own)
    assert [c.number_symbol for c in found] == ["6/2031/TT-BGDĐT"]


def test_two_antecedents_resolve_nothing():
    text = "Thông tư số 7/2031/TT-BGDĐT; Thông tư số 8/2031/TT-BGDĐT. Thông tư này mới."
    assert [c.short for c in find(text)] == [False, False]


def test_this_in_the_sentence_of_one_of_several():
    text = "Nghị định số 3/2031/NĐ-CP cũ. Điều 4 Nghị định số 5/2031/NĐ-CP nêu: thời hạn theo Điều 6 Nghị định này."
    assert [c.number_symbol for c in find(text)] == ["3/2031/NĐ-CP", "5/2031/NĐ-CP", "5/2031/NĐ-CP"]


def test_defined_short_name_holds_from_there_on():
    text = (
        "Nghị định số 30/2030/NĐ-CP cũ; Nghị định số 30/2031/NĐ-CP về công tác văn thư (sau đây gọi là Nghị định 30).\n"
        "Các đơn vị thực hiện Nghị định 30."
    )
    assert [c.number_symbol for c in find(text)][2:] == ["30/2031/NĐ-CP"] * 2


@pytest.mark.parametrize(
    ("text", "number_symbol"),
    [
        ("Nghị định 30/2031 của Chính phủ", "30/2031/NĐ-CP"),
        ("Thông tư 19/2031 của Bộ GDĐT", "19/2031/TT-BGDĐT"),
        ("Công văn số 12 ngày 3/4/2031 của Sở Nội vụ", "12"),
    ],
)
def test_short_form_that_tells_itself(text, number_symbol):
    assert [c.number_symbol for c in find(text)] == [number_symbol]


def test_evidence_is_the_mention():
    text = "Căn cứ Thông tư số 7/2031/TT-BGDĐT ngày 1/2/2031 của Bộ GDĐT về thi cử;"
    evidence = find(text)[0].evidence[0]
    assert evidence.text == "Thông tư số 7/2031/TT-BGDĐT ngày 1/2/2031 của Bộ GDĐT"
    assert text[evidence.start : evidence.end] == evidence.text


def test_date_after_the_subject_is_evidence_too():
    found = find("Quyết định số 5/QĐ-UBND phê duyệt Đề án ngày 4/5/2031 của UBND tỉnh Hoa Sen")[0]
    assert [e.text for e in found.evidence] == ["Quyết định số 5/QĐ-UBND", "ngày 4/5/2031 của UBND tỉnh Hoa Sen"]


def test_confidence_falls_with_doubt():
    whole, odd, bare = find(
        "Quyết định số 5/QĐ-UBND ngày 1/2/2031; Kế hoạch số 7/QĐ-UBND ngày 1/2/2031 nêu ở 6/QĐ-UBND"
    )
    assert whole.evidence[0].confidence == 0.99
    assert bare.evidence[0].confidence < 0.95
    assert odd.evidence[0].confidence < 0.9


def test_order_and_determinism():
    text = "Công văn số 5/UBND-VX. Luật Giáo dục. Thông tư số 7/2031/TT-BGDĐT. Theo Công văn 5."
    starts = [c.evidence[0].start for c in find(text)]
    assert starts == sorted(starts)
    assert find(text) == find(text)


def test_time_is_linear_in_the_text():
    line = "Căn cứ Thông tư số {}/2031/TT-BGDĐT ngày 1/2/2031 của Bộ GDĐT về việc {} theo Thông tư này;\n"
    body = "".join(line.format(i % 90 + 1, "bồi dưỡng giáo viên " * 4) for i in range(1500))
    start = time.process_time()
    assert len(find(body)) >= 1500
    assert time.process_time() - start < 8
