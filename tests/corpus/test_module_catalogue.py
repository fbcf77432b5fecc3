"""The catalogue of training modules: whole, in order, and found by code or by number and title."""

import pytest

from corpus.registry.module_catalogue import by_code, by_title, catalogue


def test_both_circulars_are_whole() -> None:
    codes = [module.code for module in catalogue()]
    assert codes == [f"GVPT {n:02d}" for n in range(1, 16)] + [f"QLPT {n:02d}" for n in range(1, 19)]


def test_modules_take_twenty_or_forty_periods() -> None:
    assert {(m.theory, m.practice, m.total) for m in catalogue()} == {(8, 12, 20), (16, 24, 40)}


def test_source_pages_rise() -> None:
    for source in ("17/2019/TT-BGDĐT", "18/2019/TT-BGDĐT"):
        pages = [m.page for m in catalogue() if m.source == source]
        assert pages == sorted(pages)


@pytest.mark.parametrize("code", ["GVPT 05", "GVPT05", "GVPT 5", "gvpt  05"])
def test_codes_are_found_however_written(code: str) -> None:
    module = by_code(code)
    assert module is not None and module.code == "GVPT 05" and (module.theory, module.practice) == (16, 24)


@pytest.mark.parametrize("code", ["GVPT 16", "THPT 17", "QLTrH 2", ""])
def test_codes_of_other_programmes_are_not(code: str) -> None:
    assert by_code(code) is None


def test_a_number_needs_its_title() -> None:
    own = by_title(
        "4", "Xây dựng kế hoạch dạy học và giáo dục theo hướng phát triển phẩm chất, năng lực học sinh THCS", ["GV"]
    )
    assert own is not None and own.code == "GVPT 04"
    assert by_title("5", "Tư vấn và hỗ trợ học sinh trong hoạt động giáo dục", ["GV"]) is None
    assert by_title("4", "Tổ chức xây dựng kế hoạch phát triển nhà trường", ["GV"]) is None
    assert by_title("4", "Tổ chức xây dựng kế hoạch phát triển nhà trường", ["CBQL"]) is not None
    assert by_title("4", "", ["GV"]) is None


def test_titles_hold_against_a_second_reading() -> None:
    """A few titles as they stand on the pages of the signed scans, checked a second time."""
    titles = {m.code: m.title for m in catalogue()}
    assert titles["GVPT 03"] == "Phát triển chuyên môn của bản thân"
    assert titles["QLPT 10"] == "Quản trị chất lượng giáo dục trong nhà trường"
    assert titles["QLPT 17"] == "Xây dựng môi trường sử dụng ngoại ngữ trong nhà trường"
