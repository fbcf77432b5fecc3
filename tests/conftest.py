"""Fixtures shared by all tests."""

import os
from pathlib import Path

import pytest

os.environ.setdefault("CONGVAN_STRICT", "1")  # a finder's fault fails the test, here and in what the tests start
ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real dispatches, which is never committed; tests that need it skip where it is absent."""
    folder = Path(os.environ.get("CONGVAN_SHARED", ROOT.parent / "shared"))
    if not (folder / "dispatches").is_dir():
        pytest.skip("no ../shared here (set CONGVAN_SHARED)")
    return folder
