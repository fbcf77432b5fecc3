"""Administrative units."""

import pytest

from corpus.registry.units import names, provinces, units
from vietnamese.letters import fold


def test_every_row_has_a_name_and_a_kind():
    assert len(units()) > 700
    assert all(unit.name and unit.kind for unit in units())


@pytest.mark.parametrize(
    ("key", "name", "kind", "until"),
    [
        ("binh phuoc", "Bình Phước", "tỉnh", "2025-06-30"),
        ("thua thien hue", "Thừa Thiên Huế", "tỉnh", "2024-12-31"),
        ("hue", "Huế", "thành phố", None),
        ("ho chi minh", "Hồ Chí Minh", "thành phố", None),
        ("dak lak", "Đắk Lắk", "tỉnh", None),
    ],
)
def test_provinces(key, name, kind, until):
    unit = provinces()[key]
    assert (unit.name, unit.kind, unit.valid_to) == (name, kind, until)
    assert unit.is_province


def test_names_of_districts_are_known_where_they_are_one():
    assert names()["hiep hoa"] == "Hiệp Hòa"
    assert "chau thanh" in names()  # many districts, one spelling


def test_a_province_that_ended_names_its_successor():
    assert provinces()["binh phuoc"].successor == "Đồng Nai"
    gone = [unit for unit in units() if unit.is_province and unit.valid_to == "2025-06-30"]
    assert len(gone) == 29  # 63 provinces became 34
    assert all(unit.successor and provinces()[key].valid_to is None for unit in gone for key in [fold(unit.successor)])
