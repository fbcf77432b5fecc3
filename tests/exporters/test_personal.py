import pytest

from exporters.personal import MASKED, masked
from schemas.facts import Contact
from schemas.plan import PageText, Text
from tests.factories import evidence, make_header, make_plan, make_task


def _plan(content, **changes):
    pages = [PageText(page=1, start=0, end=len(content), method="text-layer", quality=0.99)]
    text = Text(content=content, method="text-layer", quality=0.99, pages=pages)
    bare = {"citations": [], "deadlines": [], "tasks": [], "schedule": [], "findings": [], "signature": None}
    return make_plan(text=text, header=make_header(), **(bare | changes))


def _shown(content):
    return masked(_plan(content)).text.content


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("điện thoại 0912.345.678 gặp", "điện thoại 091•.•••.••• gặp"),
        ("ĐT: 0912345678 - 0987 654 321.", "ĐT: 091••••••• - 098• ••• •••."),
        ("+84 912 345 678", "+84 9•• ••• •••"),
        ("Zalo: 09 12 34 56 78", "Zalo: •• •• •• •• ••"),
        ("0123 4567 890", "012• •••• •••"),
        ("nguyenvana@gmail.com", "n•••••••••@gmail.com"),
        ("CCCD số 079085012345", "CCCD số ••••••••••••"),
        ("số CMND: 271234567 cấp", "số CMND: ••••••••• cấp"),
        ("bà Trần Thị Mẫu sinh ngày 12/5/1980 tại", "bà Trần Thị Mẫu sinh ngày ••/•/•••• tại"),
        ("Ngày sinh: 01/02/1975", "Ngày sinh: ••/••/••••"),
        ("TT\tHọ tên\tNgày sinh\n1\tTrần Mẫu\t03/4/1979", "TT\tHọ tên\tNgày sinh\n1\tTrần Mẫu\t••/•/••••"),
    ],
)
def test_what_is_a_persons_is_masked_and_keeps_its_place(text, shown):
    assert _shown(text) == shown
    assert len(shown) == len(text)
    assert MASKED.search(shown)


@pytest.mark.parametrize(
    "text",
    [
        "điện thoại 0200.3812345",
        "(028) 38 291 875",
        "ĐT: 08.38291875",
        "tổng đài 1900 6868",
        "đường dây nóng 0912345678",
        "tieuhoc@songhuong.example.vn",
        "pgdquan1.songhuong@gmail.com",
        "c1.anbinh@songhuong.edu.vn",
        "tài khoản 079085012345 tại Kho bạc",
        "1.500.000.000 đồng",
        "03 24 15 33 20",
        "trước ngày 09/6/2024",
        "Tuyển sinh ngày 01/6/2024",
        "trẻ em sinh năm 2018",
        "Công văn số 0912345678/SGDĐT",
        "Ngày sinh hoạt chuyên môn: 05/3/2024",
        "- • gạch đầu dòng",
    ],
)
def test_what_an_office_publishes_and_what_only_looks_like_it_stays(text):
    assert _shown(text) == text
    assert not MASKED.search(text)


def test_every_text_of_a_plan_is_masked_and_evidence_stays_true():
    content = "Gửi về bà Trần Thị Mẫu sinh ngày 12/5/1980, điện thoại 0912.345.678 trước ngày 20/3/2024."
    plan = _plan(content)
    task = make_task(action=content).model_copy(update={"evidence": [evidence(plan.text, content)]})
    phone = Contact(kind="phone", value="0912.345.678", evidence=[evidence(plan.text, "0912.345.678")])
    hidden = masked(_plan(content, tasks=[task], contacts=[phone]))
    assert "1980" not in hidden.model_dump_json()
    assert "345.678" not in hidden.model_dump_json()
    assert hidden.contacts[0].value == "091•.•••.•••"
    for fact in (*hidden.tasks, *hidden.contacts):
        where = fact.evidence[0]
        assert hidden.text.content[where.start : where.end] == where.text
    assert "20/3/2024" in hidden.tasks[0].action


def test_a_plan_without_personal_data_is_itself():
    plan = make_plan()
    assert masked(plan) is plan


def test_dates_of_documents_and_limits_are_no_birth_dates():
    plan = make_plan()
    text = plan.text.model_copy(update={"content": plan.text.content + "Ngày sinh\n"})
    assert "12/11/2019" in masked(plan.model_copy(update={"text": text})).text.content
