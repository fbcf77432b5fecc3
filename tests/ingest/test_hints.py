"""What the names of folders say."""

import pytest

from ingest.hints import Hints, hints


@pytest.mark.parametrize(
    ("folders", "told"),
    [
        ((), Hints()),
        (("đến",), Hints("incoming")),
        (("CV_DI", "2024"), Hints("outgoing", "2024")),
        (("Công văn đến", "Năm học 2023-2024", "Trường THPT Sông Hương"), Hints("incoming", "2023-2024", "Trường THPT Sông Hương")),
        (("2023", "2024", "tháng 03"), Hints("", "2024")),
        (("Quý II", "05"), Hints()),
        (("Đến năm 2030",), Hints("", "", "Đến năm 2030")),
    ],
)  # fmt: skip
def test_hints(folders, told):
    assert hints(folders) == told
