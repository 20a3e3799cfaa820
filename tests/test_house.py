"""The house: what the folders promise, held by the build."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from toolkit.cli.app import COMMANDS

ROOT = Path(__file__).parents[1]
TOOLKIT = ROOT / "toolkit"
TESTS = ROOT / "tests"
MODULES = sorted(TOOLKIT.rglob("*.py"))
#: The longest a module may be before it has to be read in pieces.
LINES = 300


def _lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def test_imports_run_one_way() -> None:
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_every_module_can_be_read_at_a_sitting() -> None:
    assert {str(path.relative_to(ROOT)): _lines(path) for path in MODULES if _lines(path) >= LINES} == {}


def test_no_module_is_a_drawer_for_odds_and_ends() -> None:
    drawers = {"utils", "util", "helpers", "helper", "common", "misc"}
    assert [path for path in MODULES if path.stem in drawers or path.parent.name in drawers] == []


def test_every_module_says_what_it_is() -> None:
    assert [
        str(path.relative_to(ROOT)) for path in MODULES if not path.read_text(encoding="utf-8").startswith('"""')
    ] == []


@pytest.mark.parametrize("room", sorted(path.parent.name for path in TOOLKIT.glob("*/__init__.py")))
def test_every_room_has_its_tests(room: str) -> None:
    assert list((TESTS / room).glob("test_*.py"))


def test_one_word_runs_through_all_storeys() -> None:
    jobs = {path.stem for path in (TOOLKIT / "jobs").iterdir()}
    assert set(COMMANDS) - jobs == {"watch"}  # the storey above the jobs


def test_no_room_behind_the_commands_knows_a_command() -> None:
    jobs = TOOLKIT / "jobs"
    commands = "|".join(path.stem for path in jobs.glob("*.py") if path.stem != "__init__")
    asked = re.compile(rf"^from toolkit\.jobs(\.({commands})| import \(?\s*({commands}))\b", re.MULTILINE)
    rooms = [path for path in jobs.glob("*/*.py") if path.parent.name != "demo"]
    assert [path.name for path in rooms if asked.search(path.read_text(encoding="utf-8"))] == []
    assert asked.search((jobs / "demo" / "stage.py").read_text(encoding="utf-8"))  # who does is found


def test_the_code_knows_no_mechanism_by_name() -> None:
    names = {"顺德", *(path.name for path in (TOOLKIT / "mechanisms").iterdir() if path.is_dir())}
    found = [path for path in MODULES for name in names if name in path.read_text(encoding="utf-8")]
    assert [str(path.relative_to(ROOT)) for path in found] == []


@pytest.mark.parametrize(
    "name", ["README.md", "CHANGELOG.md", "LICENSE", "Makefile", ".ci/run", "docs/architecture.md"]
)
def test_what_a_visitor_looks_for_is_there(name: str) -> None:
    assert (ROOT / name).stat().st_size > 0


def test_the_first_screen_of_the_readme_names_the_two_commands() -> None:
    first = "\n".join((ROOT / "README.md").read_text(encoding="utf-8").splitlines()[:40])
    assert "make demo" in first
    assert "make test" in first


def test_nothing_names_a_registry() -> None:
    hosts = ("pypi.org", "pythonhosted", "registry.npmjs", "tuna.tsinghua", "mirrors.")
    pages = [ROOT / "Makefile", ROOT / ".ci" / "run", *sorted((ROOT / "batch").iterdir())]
    texts = {page: page.read_text(encoding="utf-8") for page in pages if page.is_file()}
    assert [page.name for page, text in texts.items() if any(host in text for host in hosts)] == []
