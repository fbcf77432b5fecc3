"""The span map leads every offset back."""

import pytest

from schemas.spans import Piece, SpanMap

MAP = SpanMap("Căn cứ Thông tư", (Piece(0, 6, 1, (10, 10, 50, 20), "Can ctr", 0.9), Piece(7, 15, 2, (10, 30, 90, 40))))


def test_evidence_knows_page_box_and_raw():
    found = MAP.evidence(0, 15)
    assert (found.page, found.bbox, found.raw, found.confidence) == (1, (10, 10, 50, 20), "Can ctr Thông tư", 0.9)


def test_unrepaired_text_has_no_raw():
    assert MAP.evidence(7, 15).raw is None
    assert MAP.evidence(7, 15).page == 2


@pytest.mark.parametrize(("start", "end"), [(3, 3), (5, 99), (-1, 2)])
def test_a_fact_without_evidence_cannot_be_built(start, end):
    with pytest.raises(ValueError, match="no text"):
        MAP.evidence(start, end)
