"""A poisoned file costs itself alone."""

import pytest

from ingest.guard import Guarded
from ingest.work import Job, Limits
from tests.ingest.workers import poison


@pytest.fixture(scope="module")
def guard():
    with Guarded(poison, Limits(seconds=1.5, seconds_per_megabyte=0, memory=300 << 20)) as guarded:
        assert guarded(Job("good", "good")).state == "ok"
        yield guarded


@pytest.mark.parametrize(
    ("kind", "code"),
    [("slow", "too_slow"), ("hog", "memory"), ("abort", "crashed"), ("segfault", "crashed"), ("exit", "crashed")],
)
def test_what_kills_a_worker_is_told_and_the_next_file_is_done(guard, kind, code):
    record = guard(Job(kind, kind))
    assert (record.state, record.reasons[0].code) == ("failed", code)
    assert "các tệp khác không bị ảnh hưởng" in record.reasons[0].message
    assert guard(Job("good", "good")).state == "ok"


def test_an_error_is_a_record_and_the_worker_lives_on(guard):
    before = guard(Job("good", "good")).sha256
    assert guard(Job("raise", "raise")).reasons[0].code == "internal"
    assert guard(Job("print", "print")).sha256 == guard(Job("good", "good")).sha256 == before


def test_large_files_get_more_time():
    limits = Limits(seconds=10, seconds_per_megabyte=2)
    assert limits.seconds_for(Job("a", "a", size=5 << 20)) == 20
