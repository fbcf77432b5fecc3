import pytest

from exporters.checklist import checklist
from schemas.facts import Actor, ActorKind
from schemas.plan import PageText
from tests.factories import PAGES, make_deadline, make_header, make_plan, make_task, text_of


def _names(made):
    """What stands where: per group its title, its dated and its undated tasks by their first words."""
    return [(g.title, [_short(i) for i in g.dated], [_short(i) for i in g.undated]) for g in made.groups]


def _short(item):
    return " ".join(item.what.split()[:3])


def _one(**task):
    """The checklist of a plan with a single task, and its deadline d1."""
    return checklist(make_plan(tasks=[make_task(**task)], deadlines=[make_deadline()] if "deadlines" in task else []))


def test_tasks_stand_with_their_unit_by_date_then_undated():
    assert _names(checklist(make_plan())) == [
        ("Các Phòng GDĐT", ["Báo cáo kết"], ["Chỉ đạo các"]),
        ("Các cơ sở giáo dục cấp TH, THCS, THPT", ["Gửi báo cáo", "Đăng ký mô"], []),
        ("Văn phòng Sở", ["Chủ trì, phối"], ["Hoàn thành báo"]),
    ]


def test_every_task_stands_in_one_place_and_is_numbered():
    plan = make_plan()
    made = checklist(plan)
    lines = [i for g in made.groups for i in (*g.dated, *g.undated)] + list(made.to_check)
    assert [line.number for line in lines] == list(range(1, len(plan.tasks) + 1))
    assert sorted(line.what for line in lines) == sorted(task.action for task in plan.tasks)


def test_what_is_doubtful_stands_apart_and_says_why():
    why = {_short(item): " ".join(item.doubts) for item in checklist(make_plan()).to_check}
    assert set(why) == {"Rà soát danh", "Nộp bài thu", "Quá trình thực"}
    assert "cuối tháng 5" in why["Rà soát danh"]
    assert "Điều 146" in why["Rà soát danh"]
    assert "mỗi mô đun" in why["Nộp bài thu"]
    assert "chưa rõ đơn vị" in why["Quá trình thực"]


def test_units_spelt_in_two_ways_are_one_group():
    tasks = [make_task(id="t1", actor="Các Phòng GD&ĐT"), make_task(id="t2", actor="Các phòng Giáo dục và Đào tạo")]
    assert len(checklist(make_plan(tasks=tasks)).groups) == 1


def test_a_part_of_a_body_is_named_with_the_body():
    principal = Actor(name="Hiệu trưởng", kind=ActorKind.PERSON, parent="Các trường tiểu học")
    assert _one(actor=principal).groups[0].title == "Hiệu trưởng (Các trường tiểu học)"


def test_a_part_of_a_body_concerns_whom_the_body_concerns():
    principal = Actor(name="Hiệu trưởng", kind=ActorKind.PERSON, parent="Các trường tiểu học")
    plan = make_plan(tasks=[make_task(actor=principal)], deadlines=[])
    assert checklist(plan, "Trường Tiểu học An Bình").groups
    assert not checklist(plan, "Trường THPT Sông Hương").groups


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"due": None, "date": "2024-06-01", "bound": "from"}, "thời điểm bắt đầu"),
        ({"due": None, "anchor": "nhận được công văn", "offset": "P5D"}, "nhận được công văn"),
        ({"due": None}, "chưa tính được"),
        ({"due": "2024-01-31"}, "trước ngày ban hành"),
        ({"qualifier": "end"}, "ước chừng"),
    ],
)
def test_a_time_limit_that_is_not_firm_puts_its_task_apart(changes, why):
    made = checklist(make_plan(tasks=[make_task(deadlines=["d1"])], deadlines=[make_deadline(**changes)]))
    assert not made.groups
    assert why in made.to_check[0].doubts[0]


@pytest.mark.parametrize(
    ("action", "apart"),
    [
        ("Nhập dữ liệu chậm nhất 05 ngày làm việc kể từ ngày kết thúc mỗi đợt.", True),
        ("Gửi danh sách trước ngày 30/9.", True),
        ("Trả lời trong vòng 24 giờ.", True),
        ("Kiểm tra hồ sơ trước khi gửi.", False),
        ("Bố trí kinh phí chi thường xuyên hằng năm.", False),
    ],
)
def test_words_of_a_limit_without_a_time_limit_put_a_task_apart(action, apart):
    made = _one(action=action)
    assert bool(made.to_check) is apart
    assert bool(made.groups) is not apart


def test_one_firm_time_limit_keeps_a_task_with_its_unit():
    deadlines = [make_deadline(id="d1"), make_deadline(id="d2", due=None, anchor="mỗi đợt")]
    made = checklist(make_plan(tasks=[make_task(deadlines=["d1", "d2"])], deadlines=deadlines))
    assert [when.firm for when in made.groups[0].dated[0].whens] == [True, False]


def test_low_confidence_and_bad_pages_put_a_task_apart():
    task = make_task()
    low = task.model_copy(update={"evidence": [task.evidence[0].model_copy(update={"confidence": 0.6})]})
    assert "60%" in checklist(make_plan(tasks=[low], deadlines=[])).to_check[0].doubts[0]
    text = text_of()
    pages = [text.pages[0], PageText(**(text.pages[1].model_dump() | {"quality": 0.5}))]
    blurred = make_plan(tasks=[task], deadlines=[], text=text.model_copy(update={"pages": pages}))
    assert "trang 2 chữ kém" in checklist(blurred).to_check[0].doubts[0]


def test_a_time_limit_without_a_task_is_not_lost():
    made = checklist(make_plan(tasks=[], deadlines=[make_deadline()]))
    assert "chưa gắn với việc nào" in made.to_check[0].doubts[0]
    assert made.to_check[0].what.startswith("- Báo cáo kết quả")


@pytest.mark.parametrize(
    ("unit", "own", "shared", "unsure"),
    [
        ("Phòng GDĐT", {"Báo cáo kết", "Chỉ đạo các"}, {"Chủ trì, phối"}, {"Rà soát danh", "Quá trình thực"}),
        ("Trường THPT Sông Hương", {"Gửi báo cáo", "Đăng ký mô"}, set(), {"Nộp bài thu", "Quá trình thực"}),
        ("Văn phòng Sở", {"Chủ trì, phối", "Hoàn thành báo"}, set(), {"Quá trình thực"}),
        ("Trường Mầm non Hoa Sen", set(), set(), {"Quá trình thực"}),
    ],
)
def test_for_one_unit(unit, own, shared, unsure):
    made = checklist(make_plan(), unit)
    groups = {g.title: {_short(i) for i in (*g.dated, *g.undated)} for g in made.groups}
    assert groups.get(f"Việc của {unit}", set()) == own
    assert groups.get("Phối hợp", set()) == shared
    assert {_short(item) for item in made.to_check} == unsure


def test_for_one_unit_says_whom_the_dispatch_names():
    made = checklist(make_plan(), "Trường THPT Sông Hương")
    assert made.groups[0].dated[0].note == "Giao cho: Các cơ sở giáo dục cấp TH, THCS, THPT"
    assert checklist(make_plan(), "Phòng GDĐT").groups[-1].dated[0].note == "Chủ trì: Văn phòng Sở"


def test_what_another_must_do_for_the_units_level_is_shown_as_unsure():
    task = make_task(actor="Phòng Giáo dục Trung học", action="Tập huấn trực tiếp đối với cấp THPT.")
    made = checklist(make_plan(tasks=[task], deadlines=[]), "Trường THPT Sông Hương")
    assert "nhắc đến" in made.to_check[0].doubts[0]


def test_legal_basis_names_each_document_once_in_full():
    assert [line.text for line in checklist(make_plan()).basis] == [
        "Thông tư số 19/2019/TT-BGDĐT ngày 12/11/2019 của Bộ Giáo dục và Đào tạo ban hành Quy chế bồi dưỡng thường xuyên",
        "Luật Giáo dục ngày 14/06/2019",
        "Kế hoạch số 12/KH-UBND ngày 15/01/2024 của Ủy ban nhân dân tỉnh Sông Hương về bồi dưỡng nhà giáo",
    ]


@pytest.mark.parametrize(
    ("changes", "title"),
    [
        ({}, "Kế hoạch số 45/KH-SGDĐT ngày 04/03/2024 của Sở Giáo dục và Đào tạo"),
        ({"number": None, "number_symbol": None}, "Kế hoạch số …/KH-SGDĐT ngày 04/03/2024 của Sở Giáo dục và Đào tạo"),
        ({"issued_on": "2024-03"}, "Kế hoạch số 45/KH-SGDĐT tháng 03/2024 của Sở Giáo dục và Đào tạo"),
        ({"issued_on": None, "issuer": None}, "Kế hoạch số 45/KH-SGDĐT ngày …"),
        (
            {"doc_type": "CV", "doc_type_name": None},
            "Công văn số 45/KH-SGDĐT ngày 04/03/2024 của Sở Giáo dục và Đào tạo",
        ),
    ],
)
def test_title_says_what_is_missing_and_guesses_nothing(changes, title):
    assert checklist(make_plan(header=make_header(**changes))).title == title


def test_findings_go_from_errors_to_remarks_and_events_by_date():
    made = checklist(make_plan())
    assert [note.severity for note in made.notes] == ["error", "info"]
    assert [note.page for note in made.notes] == [2, None]
    assert made.events[0].when == "20/05/2024"


def test_a_source_without_pages_is_cited_without_pages():
    plan = make_plan()
    source = plan.source.model_copy(update={"pages": None, "page_range": None})
    made = checklist(plan.model_copy(update={"source": source}))
    assert {item.page for group in made.groups for item in group.dated} == {None}
    assert {line.page for line in made.basis} == {None}


def test_facts_say_what_was_read_and_what_was_lost():
    from tests.factories import lost_page

    values = dict(checklist(make_plan(problems=[lost_page(3)], status="partial")).facts)
    assert values["source"] == "kế hoạch 45.pdf, 2 trang"
    assert values["reading"].startswith("đọc từ lớp chữ của tệp PDF, chất lượng chữ 99%")
    assert "trang 3: Trang này không có chữ đọc được" in values["reading"]
    assert PAGES[0]


def test_the_same_trouble_of_many_pages_is_said_once():
    from exporters.facts import page_spans
    from tests.factories import lost_page

    pages = [1, 2, 3, 5]
    values = dict(checklist(make_plan(problems=[lost_page(page) for page in pages], status="partial")).facts)
    assert values["reading"].count("Trang này không có chữ") == 1
    assert f"trang {page_spans(pages)}: Trang này" in values["reading"]
    assert page_spans(pages) == "1–3, 5"
