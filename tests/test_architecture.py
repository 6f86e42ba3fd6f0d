"""The house stands: imports point down, each power stays in its room, nothing grows too large."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

import memcon
from tests import source_tree as house
from tests.source_tree import Module, Offences

FOLDER = Path(memcon.__file__).parent
Rule = Callable[[Sequence[Module]], Offences]


@pytest.fixture(scope="module")
def modules() -> Sequence[Module]:
    """The modules of the installed package."""
    return house.load_modules(FOLDER)


def _hold(offences: Offences, rule: str) -> None:
    assert not offences, f"{rule}:\n  " + "\n  ".join(offences)


def test_rooms_are_known(modules: Sequence[Module]) -> None:
    """Every module lies in a room of the house."""
    _hold(house.rooms_unknown(modules), "modules outside the rooms of the house")


def test_imports_point_down(modules: Sequence[Module]) -> None:
    """No room imports one above or beside it."""
    _hold(house.imports_upward(modules), "imports that do not point down")


def test_importing_memcon_is_cheap(modules: Sequence[Module]) -> None:
    """The package's own module loads other rooms only when they are asked for."""
    _hold(house.imports_eager(modules), "rooms loaded by the package itself")


def test_no_module_imports_itself_in_a_circle(modules: Sequence[Module]) -> None:
    """No modules import each other, not even inside functions."""
    _hold(house.cycles(modules), "cycles of imports")


def test_record_needs_the_standard_library_only(modules: Sequence[Module]) -> None:
    """The record types install and import without any dependency."""
    _hold(house.record_beyond_library(modules), "foreign imports in record and errors")


def test_sql_stays_in_its_rooms(modules: Sequence[Module]) -> None:
    """Database drivers are imported in store and knowledge/database alone."""
    _hold(house.sql_outside(modules), "SQL outside store and knowledge/database")


def test_language_stays_in_its_room(modules: Sequence[Module]) -> None:
    """Language libraries and model runtimes are imported in nlp alone."""
    _hold(house.language_outside(modules), "language libraries outside nlp")


def test_environment_is_read_by_config(modules: Sequence[Module]) -> None:
    """No module but config reads environment variables."""
    _hold(house.environment_outside(modules), "the environment read outside config")


def test_output_stays_at_the_edge(modules: Sequence[Module]) -> None:
    """Nothing below cli prints or ends the process."""
    _hold(house.output_outside(modules), "printing or leaving outside cli")


def test_broad_excepts_stand_at_the_rim(modules: Sequence[Module]) -> None:
    """Every exception is caught in cli, web and pipeline alone."""
    _hold(house.broad_excepts(modules), "every exception caught below the rim")


def test_functions_are_short(modules: Sequence[Module]) -> None:
    """No function has more than forty lines."""
    _hold(house.functions_long(modules), "functions beyond the budget of lines")


def test_functions_take_few_parameters(modules: Sequence[Module]) -> None:
    """No function takes more than seven parameters."""
    _hold(house.functions_wide(modules), "functions beyond the budget of parameters")


def test_modules_are_short(modules: Sequence[Module]) -> None:
    """No module has more than four hundred lines."""
    _hold(house.modules_long(modules), "modules beyond the budget of lines")


def test_modules_are_named_for_what_they_hold(modules: Sequence[Module]) -> None:
    """There is no drawer for everything."""
    _hold(house.modules_nameless(modules), "modules named for nothing in particular")


def test_no_file_names_the_workshop() -> None:
    """The package never names a path of the machine it was written on."""
    _hold(house.paths_outside(FOLDER), "paths of one machine")


LONG = "def f() -> None:\n    '''Doc.'''\n" + "    x = 1\n" * 40
PLANTED: tuple[tuple[Rule, str, str], ...] = (
    (house.rooms_unknown, "attic/box.py", ""),
    (house.imports_upward, "record/span.py", "from memcon.app import Reader"),
    (house.imports_upward, "text/spacing.py", "import memcon.nlp.parser"),
    (house.imports_upward, "text/spacing.py", "def f():\n    from ..cli import main"),
    (house.imports_upward, "nlp/parser.py", "from memcon.knowledge.base import KnowledgeBase"),
    (house.imports_upward, "knowledge/base.py", "from memcon.stages import STAGES"),
    (house.imports_upward, "render/page.py", "from memcon.config import Settings"),
    (house.imports_upward, "store/writer.py", "from memcon import Record"),
    (house.imports_upward, "__main__.py", "from memcon.app import Reader"),
    (house.imports_upward, "cli/read.py", "import memcon.__main__"),
    (house.imports_upward, "__init__.py", "def f():\n    from memcon.nlp import Parser"),
    (house.imports_eager, "__init__.py", "from memcon.app import Reader"),
    (house.record_beyond_library, "record/span.py", "import numpy"),
    (house.sql_outside, "knowledge/offices.py", "import sqlite3"),
    (house.sql_outside, "bulk/local.py", "from sqlalchemy.orm import Session"),
    (house.language_outside, "stages/times.py", "from spacy.tokens import Doc"),
    (house.language_outside, "app.py", "import onnxruntime"),
    (house.environment_outside, "app.py", "import os\nx = os.environ['HOME']"),
    (house.environment_outside, "ingest/fetch.py", "from os import getenv"),
    (house.output_outside, "nlp/parser.py", "print('here')"),
    (house.output_outside, "app.py", "import sys\nsys.exit(1)"),
    (house.output_outside, "app.py", "raise SystemExit(1)"),
    (house.broad_excepts, "app.py", "try:\n    pass\nexcept Exception:\n    pass"),
    (house.broad_excepts, "app.py", "try:\n    pass\nexcept (OSError, BaseException):\n    pass"),
    (house.broad_excepts, "app.py", "try:\n    pass\nexcept:\n    pass"),
    (house.functions_long, "app.py", LONG),
    (house.functions_wide, "app.py", "def f(a, b, c, d, *, e, f, g, h): ..."),
    (house.modules_long, "app.py", "x = 1\n" * 401),
    (house.modules_nameless, "text/utils.py", ""),
)


@pytest.mark.parametrize(("rule", "path", "text"), PLANTED)
def test_rules_catch_planted_faults(rule: Rule, path: str, text: str, tmp_path: Path) -> None:
    """Each rule finds the fault that was put into an otherwise empty house."""
    offences = rule(_house(tmp_path, {path: text}))
    assert len(offences) == 1
    assert offences[0].startswith(path)


ALLOWED: tuple[tuple[Rule, str, str], ...] = (
    (house.imports_upward, "stages/mentions.py", "from memcon.knowledge.base import KnowledgeBase"),
    (house.imports_upward, "codebook/cues.py", "from memcon.record.facts import StatementClass"),
    (house.imports_upward, "app.py", "from memcon import __version__\nimport memcon.nlp"),
    (house.imports_upward, "__main__.py", "from memcon.cli import main"),
    (house.imports_eager, "__init__.py", "if TYPE_CHECKING:\n    from memcon.record import Record"),
    (house.sql_outside, "knowledge/database.py", "import sqlite3"),
    (house.output_outside, "knowledge/check.py", "if __name__ == '__main__':\n    print(1)"),
    (house.output_outside, "cli/read.py", "print(1)"),
    (house.functions_long, "app.py", LONG.replace("    x = 1\n", "", 1)),
    (house.functions_wide, "app.py", "class A:\n    def f(self, a, b, c, d, e, f, g): ..."),
)


@pytest.mark.parametrize(("rule", "path", "text"), ALLOWED)
def test_rules_let_the_lawful_pass(rule: Rule, path: str, text: str, tmp_path: Path) -> None:
    """No rule finds fault with what the house allows."""
    assert rule(_house(tmp_path, {path: text})) == []


def test_cycles_are_found_across_rooms(tmp_path: Path) -> None:
    """Two modules that import each other are named together, lazily imported or not."""
    files = {
        "text/a.py": "import memcon.text.b",
        "text/b.py": "def f():\n    from memcon.text import a",
        "text/c.py": "from memcon.text.a import x",
    }
    assert house.cycles(_house(tmp_path, files)) == [
        "import each other: memcon.text.a, memcon.text.b"
    ]


def test_planted_paths_are_found(tmp_path: Path) -> None:
    """Paths of the workshop are found in data files too; look-alikes in addresses are not."""
    (tmp_path / "a.yaml").write_text("x: 1\ny: /wor" + "k/main\nz: ../sha" + "red/seed", "utf-8")
    (tmp_path / "b.py").write_text("# https://example.org/work and /workers", "utf-8")
    assert [line[:8] for line in house.paths_outside(tmp_path)] == ["a.yaml:2", "a.yaml:3"]


def _house(folder: Path, files: dict[str, str]) -> tuple[Module, ...]:
    for path, text in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")
    return house.load_modules(folder)
