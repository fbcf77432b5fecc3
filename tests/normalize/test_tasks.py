"""Tasks: whose each obligation is, and that nothing with a date is lost."""

import pytest

from tests.normalize.parts import plan

EXECUTION = """III. Tổ chức thực hiện
1. Các Phòng GDĐT
- Xây dựng kế hoạch bồi dưỡng của huyện.
- Báo cáo kết quả về Sở GDĐT trước ngày 20/5/2024.
- Được hưởng kinh phí theo quy định.
2. Văn phòng Sở: Tổng hợp kinh phí, chủ trì, phối hợp với Phòng Kế hoạch - Tài chính thẩm định dự toán.
3. Hiệu trưởng: Là đầu mối tổ chức các lớp bồi dưỡng tại trường.
Trong quá trình thực hiện, nếu có vướng mắc, đề nghị các đơn vị báo cáo về Sở GDĐT./."""


def facts(body):
    return [(t.actor.name if t.actor else None, t.action) for t in plan(body).tasks]


def test_headings_give_bullets_their_actor():
    found = facts(EXECUTION)
    assert ("Các Phòng GDĐT", "Xây dựng kế hoạch bồi dưỡng của huyện.") in found
    assert ("Các Phòng GDĐT", "Báo cáo kết quả về Sở GDĐT trước ngày 20/5/2024.") in found
    assert any(actor == "Văn phòng Sở" and action.startswith("Tổng hợp kinh phí") for actor, action in found)
    assert any(actor == "Hiệu trưởng" and action.startswith("Là đầu mối") for actor, action in found)


def test_rights_are_no_tasks():
    assert not any("Được hưởng" in action for _, action in facts(EXECUTION))


def test_the_closing_request_is_a_task_with_its_condition():
    last = plan(EXECUTION).tasks[-1]
    assert last.actor is not None
    assert (last.actor.name, last.submit_to) == ("các đơn vị", ["Sở GDĐT"])
    assert last.condition is not None
    assert "vướng mắc" in last.condition


def test_deadlines_and_tasks_know_each_other():
    found = plan(EXECUTION)
    (deadline,) = found.deadlines
    assert deadline.actor == "Các Phòng GDĐT"
    (task,) = [t for t in found.tasks if t.id == deadline.task]
    assert task.deadlines == [deadline.id]
    assert task.section == "III.1"


@pytest.mark.parametrize(
    ("sentence", "actor"),
    [
        ("Trước ngày 20/5/2024, các trường THPT nộp hồ sơ về Sở.", "các trường THPT"),
        ("Chậm nhất ngày 20/5/2024: Các Phòng GDĐT gửi danh sách về Sở.", "Các Phòng GDĐT"),
        ("Giao Văn phòng Sở tổng hợp báo cáo trước ngày 20/5/2024.", "Văn phòng Sở"),
        ("Các đơn vị rà soát, bố trí cán bộ đầu mối. Hoàn thành trước ngày 20/5/2024.", "Các đơn vị"),
        ("Hằng tuần, giáo viên ghi nhận xét, gửi tổ chuyên môn trước ngày 20/5/2024.", "giáo viên"),
        ("Bản đăng ký: Mỗi đơn vị lập 01 bản đăng ký, gửi về Sở trước ngày 20/5/2024.", "Mỗi đơn vị"),
    ],
)
def test_who_must_act_by_the_date(sentence, actor):
    found = plan(f"II. Nội dung\n1. {sentence}")
    assert [d.actor for d in found.deadlines if d.date == "2024-05-20"] == [actor]


def test_a_list_of_those_ordered_is_kept_whole():
    body = "Sở GDĐT yêu cầu Trưởng phòng GDĐT các huyện; Hiệu trưởng các trường THPT triển khai kế hoạch trước ngày 20/5/2024./."
    (task,) = plan(body).tasks
    assert task.actor is not None
    assert task.actor.name == "Trưởng phòng GDĐT các huyện; Hiệu trưởng các trường THPT"
    assert "Hiệu trưởng các trường THPT" in task.action


def test_every_deadline_belongs_to_a_task():
    found = plan("I. Mục đích\nNâng cao năng lực đội ngũ.\nII. Thời gian\nHạn nộp hồ sơ: ngày 20/5/2024.")
    assert found.deadlines
    assert all(d.task in {t.id for t in found.tasks} for d in found.deadlines)


def test_purposes_are_no_tasks():
    assert (
        plan("I. Mục đích, yêu cầu\n1. Mục đích\n- Nâng cao năng lực của giáo viên.\n- Bảo đảm chất lượng.").tasks == []
    )


def test_each_task_keeps_its_words():
    found = plan(EXECUTION)
    for task in found.tasks:
        span = task.evidence[0]
        assert found.text.content[span.start : span.end] == span.text == task.action


@pytest.mark.parametrize(
    "sentence",
    [
        "Cập nhật đầy đủ hồ sơ trường, lớp và học sinh trên cơ sở dữ liệu ngành trước ngày 20/5/2024.",
        "Rà soát, đối chiếu số liệu học sinh trước ngày 20/5/2024.",
        "Học viên phải hoàn tất thủ tục để xét tư cách dự thi tốt nghiệp trước ngày 20/5/2024.",
        "Các trường nộp hồ sơ trước ngày 20/5/2024. Sau ngày 20/5/2024, hệ thống sẽ khóa.",
    ],
)
def test_no_deadline_is_missed_for_the_words_beside_it(sentence):
    assert [d.due for d in plan(f"II. Nội dung\n1. {sentence}").deadlines] == ["2024-05-19"]


def actions(body):
    return [(t.actor.name if t.actor else None, t.action) for t in plan(f"I. TỔ CHỨC THỰC HIỆN\n{body}").tasks]


def test_clauses_that_differ_in_time_are_tasks_of_their_own():
    body = "1. Các trường thực hiện nghiêm túc chế độ báo cáo; lập báo cáo tổng kết chậm nhất ngày 20/5/2024."
    assert actions(body) == [
        ("Các trường", "Các trường thực hiện nghiêm túc chế độ báo cáo;"),
        ("Các trường", "lập báo cáo tổng kết chậm nhất ngày 20/5/2024."),
    ]


def test_when_it_must_be_done_is_no_task_of_its_own():
    body = "1. Văn phòng Sở bố trí phòng học; hoàn thành trong tháng 10/2024."
    assert len(actions(body)) == 1


def test_who_does_it_may_stand_last():
    body = "1. Phân tích đề thi – Trường THPT Bến Xuân thực hiện.\n2. Do Phòng Tài chính tổ chức thực hiện."
    assert [name for name, _ in actions(body)] == ["Trường THPT Bến Xuân", "Phòng Tài chính"]


def test_bullets_below_a_sentence_that_names_the_actor():
    body = "a) Các cơ sở giáo dục tổ chức rà soát số liệu, cụ thể:\n- Nhập đầy đủ thông tin.\n- Kiểm tra số liệu."
    assert [name for name, _ in actions(body)][-2:] == ["Các cơ sở giáo dục", "Các cơ sở giáo dục"]


def test_the_time_between_an_order_and_whom_it_is_given():
    (task,) = plan("1. Quản lý học sinh\n- Yêu cầu từ ngày 6/8/2024 cán bộ giáo viên phải đeo khẩu trang.").tasks
    assert task.actor.name == "cán bộ giáo viên"


def test_the_clause_of_the_deadline_names_its_actor():
    (deadline,) = plan("1. Đề thi do tổ chuyên môn xây dựng, hiệu trưởng phê duyệt chậm nhất ngày 20/5/2024.").deadlines
    assert deadline.actor == "hiệu trưởng"


def test_what_a_dispatch_says_of_itself_is_no_task():
    body = "1. Sở GDĐT\n- Kế hoạch này thay thế Kế hoạch số 12/KH-SGDĐT ngày 02/3/2023.\n- Quyết định số 55/QĐ-UBND ngày 6/9/2023 về Đề án."
    assert actions(body) == []


def test_a_full_stop_without_a_space():
    (first, second) = actions("- Sở GDĐT kiểm tra năm học 2023-2024.Các tổ trưởng chuyên môn triển khai đến giáo viên.")
    assert (first[0], second[0]) == ("Sở GDĐT", "Các tổ trưởng chuyên môn")


def test_a_list_of_people_is_no_subject():
    (task,) = plan(
        "I. TỔ CHỨC THỰC HIỆN\n1. Các trường\n- Tổ chức cho GV, CBQL đăng ký xong trước ngày 05/10/2024."
    ).tasks
    assert task.actor.name == "Các trường"


def test_who_carries_out_a_decision():
    body = (
        "Điều 3. Quyết định này có hiệu lực kể từ ngày ký. "
        "Các ông (bà) Chánh Văn phòng, Trưởng các phòng chuyên môn và các đơn vị liên quan chịu trách nhiệm thi hành Quyết định này./."
    )
    (task,) = plan(body).tasks
    assert task.actor is not None
    assert task.actor.name.endswith("Chánh Văn phòng, Trưởng các phòng chuyên môn và các đơn vị liên quan")


LED = [
    ("a) Hiệu trưởng các trường có trách nhiệm:\n- Phổ biến kế hoạch đến giáo viên.", "Hiệu trưởng các trường"),
    (
        "1. Giao Ban Quản lý dự án chỉ đạo các nhà thầu có trách nhiệm:\n- Bàn giao phòng học đúng hạn.",
        "Ban Quản lý dự án",
    ),
    (
        "1. Các đơn vị cung cấp bữa ăn trên địa bàn có trách nhiệm\n- Công khai giá suất ăn.",
        "Các đơn vị cung cấp bữa ăn trên địa bàn",
    ),
    ("1. Giao Trường THCS Bến Xuân chuẩn bị hội trường, như sau:\n+ Bố trí 65 chỗ ngồi.", "Trường THCS Bến Xuân"),
]


@pytest.mark.parametrize(("body", "actor"), LED)
def test_who_leads_a_list_in_governs_it(body, actor):
    assert actions(body)[-1][0] == actor


def test_what_only_leads_a_list_in_is_no_task():
    assert len(actions("1. Hiệu trưởng có trách nhiệm:\n- Phổ biến kế hoạch.\n- Báo cáo kết quả về Phòng.")) == 2


@pytest.mark.parametrize(
    ("sentence", "actor"),
    [
        ("Giáo viên vào sổ điểm điện tử xong trước 11 giờ ngày 20/5/2024.", "Giáo viên"),
        ("Thí sinh được sửa nguyện vọng một lần, trước ngày 20/5/2024.", "Thí sinh"),
        (
            "Trong thời hạn 02 ngày kể từ ngày 18/5/2024, cơ sở giáo dục kiểm tra hồ sơ, trả kết quả trước ngày 20/5/2024.",
            "cơ sở giáo dục",
        ),
        ("Tháng 4: giáo viên đăng ký (xong trước ngày 20/5/2024).", "giáo viên"),
        ("Kế hoạch cá nhân được tổ trưởng phê duyệt trước ngày 20/5/2024.", "tổ trưởng"),
        (
            "Đề nghị UBND tỉnh phê duyệt trước ngày 10/5/2024 và giao Sở Tài chính cấp kinh phí trước ngày 20/5/2024.",
            "Sở Tài chính",
        ),
    ],
)
def test_whose_a_deadline_is_where_no_known_verb_tells(sentence, actor):
    found = plan(f"II. Nội dung\n1. {sentence}")
    assert [d.actor for d in found.deadlines if d.date == "2024-05-20"] == [actor]


def test_a_list_before_a_comma_names_no_other_subject():
    body = "1. Từ ngày 01/5/2024 đến ngày 10/5/2024: hoàn chỉnh lịch tư vấn tại các trường THPT, trung tâm GDTX, tổ chức tư vấn."
    assert "trung tâm GDTX" not in [name for name, _ in actions(body)]
    body = "1. Sở GDĐT\n- Khi cải tạo phòng học, có trách nhiệm bảo đảm an toàn; phối hợp với Sở Xây dựng, Sở Tài chính kiểm tra."
    assert [name for name, _ in actions(body)] == ["Sở GDĐT"]


def test_participants_are_no_duties():
    body = "II. Thành phần tham dự\n1. Sở GDĐT\n- Đại diện lãnh đạo Sở.\n- Chuyên viên phụ trách giáo dục STEM, thư viện các trường."
    assert plan(body).tasks == []


def test_those_who_carry_a_decision_out_may_be_a_long_list():
    body = "Điều 3. Chánh Văn phòng; Giám đốc các Sở: Nội vụ, Tài chính; Chủ tịch UBND các xã chịu trách nhiệm thi hành Quyết định này./."
    (task,) = plan(body).tasks
    assert task.actor is not None
    assert task.actor.name == "Chánh Văn phòng; Giám đốc các Sở: Nội vụ, Tài chính; Chủ tịch UBND các xã"


@pytest.mark.parametrize(
    "body",
    [
        "1. 100% học sinh lớp 5 hoàn thành chương trình tiểu học.",
        "1. Giáo viên hoàn thành bồi dưỡng khi: học đủ số tiết.",
        "1. Giáo viên phải hoàn thành mô đun 1 mới được dự lớp mô đun 2.",
    ],
)
def test_what_is_aimed_at_or_required_to_pass_is_no_task(body):
    assert actions(body) == []


def test_clauses_of_two_doers_are_two_tasks():
    body = "1. Sở GDĐT chi trả tài liệu; các đơn vị chi trả công tác phí cho người tham dự."
    assert [name for name, _ in actions(body)] == ["Sở GDĐT", "các đơn vị"]


def test_what_an_office_asks_of_others_is_its_own_task():
    body = "1. Phòng GDĐT\n- Yêu cầu các trường công khai các khoản thu.\n2. Các trường\n- Công khai các khoản thu."
    assert [name for name, _ in actions(body)] == ["Phòng GDĐT", "Các trường"]


def test_a_list_of_doers_with_semicolons_is_one_doer():
    found = plan("1. Các đại học, học viện; các trường cao đẳng báo cáo kết quả về Sở.").tasks
    assert [t.actor.name for t in found] == ["Các đại học, học viện; các trường cao đẳng"]
