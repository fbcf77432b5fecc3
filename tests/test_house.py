"""The house stays as drawn: who may import whom, whose names we take, what the requirements may say."""

import re
import subprocess
import sys
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("vietnamese", "schemas", "extract", "normalize", "rules_core", "corpus", "exporters", "ingest", "congvan")


def test_import_contracts_hold():
    code = "from importlinter.cli import lint_imports_command as main; main()"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-3000:]


def test_no_dependency_owns_one_of_our_names():
    owners = metadata.packages_distributions()
    for room in ROOMS:
        assert set(owners.get(room, [])) <= {"congvan"}, room


def test_requirements_are_hashed_and_name_no_host():
    for path in (ROOT / "requirements").glob("*.txt"):
        text = path.read_text(encoding="utf-8")
        assert "--hash=sha256:" in text
        assert not re.search(r"https?://|--index|--find-links|file:", text), path.name


def test_modules_stay_small():
    large = {
        str(path.relative_to(ROOT)): count
        for room in ROOMS
        for path in (ROOT / room).rglob("*.py")
        if (count := len(path.read_text(encoding="utf-8").splitlines())) > 400
    }
    assert large == {}
