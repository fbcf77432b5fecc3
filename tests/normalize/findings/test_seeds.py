"""The findings that the field names for the seeds are found, and those that would be false are not."""

import pytest

from benchmarks.findings import invented, missed, named, plans_of


@pytest.mark.parametrize("dispatch", named(), ids=lambda d: f"{d['source'][6:9]}-{d['part']}")
def test_named_findings(dispatch, shared):
    plan = plans_of(shared / dispatch["source"])[dispatch["part"] - 1]
    assert [(want["code"], want["says"]) for want in missed(dispatch, plan)] == []
    assert [(found.code, found.message) for found in invented(dispatch, plan)] == []
