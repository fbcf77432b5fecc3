"""Fixtures shared by all tests."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real dispatches, which is never committed; tests that need it skip where it is absent."""
    folder = Path(os.environ.get("CONGVAN_SHARED", ROOT.parent / "shared"))
    if not (folder / "dispatches").is_dir():
        pytest.skip("no ../shared here (set CONGVAN_SHARED)")
    return folder
