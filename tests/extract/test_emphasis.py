import pytest

from extract.emphasis import unmark


@pytest.mark.parametrize(
    ("lines", "plain", "bold"),
    [
        (["**Kính gửi**: Ông A"], ["Kính gửi: Ông A"], [False]),
        (["**ỦY BAN", "NHÂN DÂN** xã"], ["ỦY BAN", "NHÂN DÂN xã"], [True, False]),
        (["**a** và **b**"], ["a và b"], [False]),
        (["**một", "", "hai**"], ["**một", "", "hai**"], [False] * 3),
        (
            ["2 ** 3 ** 4", "(**) chú thích", "***", "a**b**c"],
            ["2 ** 3 ** 4", "(**) chú thích", "***", "a**b**c"],
            [False] * 4,
        ),
        ([], [], []),
    ],
)
def test_marks_of_bold_type(lines, plain, bold):
    found = unmark(lines)
    assert [line.text for line in found] == plain
    assert [line.bold for line in found] == bold
