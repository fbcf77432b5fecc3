"""What changed between two directives."""

import pytest

from corpus.store.changes import compare
from tests.corpus.store.dispatches import dispatch, duty

OLD = dispatch(
    "45/KH-SGDĐT",
    "2023-03-04",
    "Bồi dưỡng năm 2023",
    duties=[
        duty(
            "Báo cáo kết quả bồi dưỡng về Sở trước ngày 09/6/2023.",
            "Các Phòng GDĐT",
            "trước ngày 09/6/2023",
            due="2023-06-08",
        ),
        duty("Lập danh sách giáo viên tham gia bồi dưỡng.", "Trường THPT"),
        duty("Bố trí phòng máy cho lớp trực tuyến.", "Trường THPT"),
    ],
)
NEW = dispatch(
    "50/KH-SGDĐT",
    "2024-03-04",
    "Bồi dưỡng năm 2024",
    duties=[
        duty("Cử cán bộ phụ trách dữ liệu.", "Trường THPT"),
        duty(
            "Báo cáo kết quả bồi dưỡng về Sở trước ngày 05/6/2024.",
            "Các Phòng GDĐT",
            "trước ngày 05/6/2024",
            due="2024-06-04",
        ),
        duty("Lập danh sách giáo viên tham gia bồi dưỡng.", "Trường THPT"),
    ],
)


def told(changes):
    return sorted((c.what, (c.new or c.old).text[:12], c.fields) for c in changes.duties)


def test_added_dropped_and_moved():
    changes = compare(OLD, NEW)
    assert told(changes) == [
        ("added", "Cử cán bộ ph", ()),
        ("dropped", "Bố trí phòng", ()),
        ("moved", "Báo cáo kết ", ("days",)),
    ]
    assert changes.same == 1
    assert [name for name, *_ in changes.header] == ["number_symbol", "issued_on", "subject"]
    (moved,) = [c for c in changes.duties if c.what == "moved"]
    assert (moved.old.days, moved.new.days) == (("2023-06-08",), ("2024-06-04",))


def test_nothing_changes_from_a_plan_to_itself():
    changes = compare(OLD, OLD)
    assert (changes.header, changes.duties, changes.same) == ((), (), 3)


def test_for_one_unit_only():
    changes = compare(OLD, NEW, lambda actor, _: actor == "Các Phòng GDĐT")
    assert told(changes) == [("moved", "Báo cáo kết ", ("days",))]


@pytest.mark.parametrize(
    ("action", "actor", "fields"),
    [
        ("Lập danh sách giáo viên tham gia bồi dưỡng.", "Trường THCS", ("actor",)),
        ("Lập danh sách giáo viên, cán bộ quản lý tham gia bồi dưỡng.", "Trường THPT", ("text",)),
        ("Lập danh sách giáo viên tham gia bồi dưỡng .", "Trường THPT", ()),
    ],
)
def test_another_actor_or_other_words(action, actor, fields):
    other = dispatch(duties=[duty(action, actor)])
    changes = compare(dispatch(duties=[duty("Lập danh sách giáo viên tham gia bồi dưỡng.", "Trường THPT")]), other)
    assert [c.fields for c in changes.duties] == ([fields] if fields else [])


def test_empty_plans():
    assert compare(dispatch(), dispatch()).same == 0
    assert [c.what for c in compare(dispatch(), NEW).duties] == ["added"] * 3
