"""What lists of duties hold beside duties: grades, points, rights, targets, tales."""

import pytest

from tests.normalize.parts import plan

FRAME = "III. Tổ chức thực hiện\n1. Nhà trường\n- Lập kế hoạch năm học.\n- "


@pytest.mark.parametrize(
    "line",
    [
        "Loại xuất sắc: có tổng số điểm từ 90 điểm trở lên;",
        "Công tác tư vấn, hỗ trợ sinh viên (30 điểm);",
        "Tổ chức hội nghị (tối đa 20 điểm)",
        "Người dự thi phải được bố trí chỗ ngồi.",
        "Học viên vắng mặt quá 20% số tiết sẽ bị xử lý.",
        "Các câu hỏi yêu cầu học sinh vận dụng kiến thức.",
        "Tỷ lệ giáo viên đạt chuẩn từ 90% trở lên.",
        "Thời gian qua, các trường đã tập trung triển khai thực hiện.",
        "Mỗi phòng thi bố trí ít nhất hai cán bộ coi thi.",
        "Thông tin trao đổi: bà Lò Thị Mai, điện thoại 0900.000.000.",
    ],
)
def test_what_describes_is_no_task(line):
    assert [t.action for t in plan(FRAME + line).tasks] == ["Lập kế hoạch năm học."]


@pytest.mark.parametrize(
    "line",
    [
        "Giáo viên đã hoàn thành mô đun 1 phải nộp bài thu hoạch.",
        "Tổ chức cho mỗi lớp ít nhất 02 buổi ngoại khóa.",
        "Phấn đấu tổ chức dạy học 2 buổi/ngày.",
    ],
)
def test_a_duty_with_such_words_stays_one(line):
    assert line in [t.action for t in plan(FRAME + line).tasks][-1]


def test_a_target_by_a_day_keeps_its_deadline_and_actor():
    found = plan(FRAME + "Phấn đấu 100% giáo viên hoàn thành bồi dưỡng trước ngày 20/5/2024.")
    assert [(d.due, d.actor, d.task) for d in found.deadlines] == [("2024-05-19", "Nhà trường", None)]
    assert len(found.tasks) == 1
