"""Reads a package's syntax trees and lists what breaks the rules of the house.

Every rule is a pure function from modules to lines of the form ``path:line: what is wrong``;
``test_architecture.py`` holds the rules against the package and against planted faults.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

PACKAGE: Final = "memcon"
ROOT: Final = "__init__"
"""The room of the package's own ``__init__``."""

LAYERS: Final = (
    ("errors",),
    ("record",),
    ("config", "codebook", "text", "stage"),
    ("nlp", "knowledge", "stages", "resolve", "ingest", "store", "export", "render"),
    ("pipeline",),
    ("bulk", "evaluate", "watch"),
    ("app",),
    ("cli", "web"),
    ("__main__",),
)
LAYER_OF: Final = {room: level for level, rooms in enumerate(LAYERS) for room in rooms}
SIDEWAYS: Final = frozenset({("stages", "knowledge"), ("store", "resolve"), ("cli", "web")})
"""Pairs of rooms of one layer of which the first may ask the second."""
ONLY: Final[Mapping[str, frozenset[str]]] = {
    "record": frozenset({"errors"}),
    "render": frozenset({"record", "text"}),
    "__main__": frozenset({"cli"}),
    ROOT: frozenset({"app", "config", "errors", "record"}),
}
"""Rooms that may import fewer rooms than their layer allows."""

Offences = list[str]
Function = ast.FunctionDef | ast.AsyncFunctionDef
MOST_LINES: Final = 40
MOST_PARAMETERS: Final = 7
LONGEST_MODULE: Final = 400
LANGUAGE: Final = frozenset({"spacy", "onnxruntime", "tokenizers"})
DATABASES: Final = frozenset({"sqlite3", "sqlalchemy", "psycopg"})
SQL_MODULES: Final = frozenset({"memcon.knowledge.database", "memcon.knowledge.adding.database"})
"""The only modules outside ``store`` that open databases."""
OUTSIDE: Final = re.compile(r"(?<![\w.:/-])/work\b|\.\./shared")
TEXTS: Final = frozenset({".py", ".yaml", ".yml", ".json", ".j2", ".css", ".js", ".toml", ".md"})


@dataclass(frozen=True, slots=True)
class Import:
    """One imported module, the names taken from it, and where; ``lazy`` inside a function."""

    target: str
    names: tuple[str, ...]
    line: int
    lazy: bool


@dataclass(frozen=True, slots=True)
class Module:
    """One module of the package: dotted name, path from the package's folder, tree and text."""

    name: str
    path: str
    tree: ast.Module = field(repr=False)
    text: str = field(repr=False)
    imports: tuple[Import, ...] = field(repr=False)

    @property
    def room(self) -> str:
        """The first name after the package's own; ``ROOT`` for the package itself."""
        return room_of(self.name)

    def at(self, line: int, what: str) -> str:
        """One offence of this module."""
        return f"{self.path}:{line}: {what}"


def room_of(name: str) -> str:
    """The room of a dotted module name."""
    parts = name.split(".")
    return parts[1] if len(parts) > 1 else ROOT


def load_modules(folder: Path) -> tuple[Module, ...]:
    """All modules below the package's ``folder``, in order of their paths."""
    paths = sorted(folder.rglob("*.py"))
    known = {_dotted(folder, path) for path in paths}
    return tuple(_load(folder, path, known) for path in paths)


def _dotted(folder: Path, path: Path) -> str:
    parts = path.relative_to(folder).with_suffix("").parts
    return ".".join((PACKAGE, *(part for part in parts if part != "__init__")))


def _load(folder: Path, path: Path, known: set[str]) -> Module:
    text = path.read_text("utf-8")
    tree = ast.parse(text, str(path))
    name = _dotted(folder, path)
    base = name if path.stem == "__init__" else name.rpartition(".")[0]
    found = tuple(_imports(tree, base, known))
    return Module(name, path.relative_to(folder).as_posix(), tree, text, found)


def _imports(tree: ast.Module, base: str, known: set[str]) -> Iterator[Import]:
    inside = {
        id(node)
        for function in ast.walk(tree)
        if isinstance(function, Function)
        for node in ast.walk(function)
    }
    for node in ast.walk(tree):
        lazy = id(node) in inside
        if isinstance(node, ast.Import):
            yield from (Import(alias.name, (), node.lineno, lazy) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            source = _source(node, base)
            for alias in node.names:
                full = f"{source}.{alias.name}"
                if full in known:
                    yield Import(full, (), node.lineno, lazy)
                else:
                    yield Import(source, (alias.name,), node.lineno, lazy)


def _source(node: ast.ImportFrom, base: str) -> str:
    if not node.level:
        return node.module or ""
    parts = base.split(".")
    kept = parts[: len(parts) - node.level + 1]
    return ".".join((*kept, *([node.module] if node.module else [])))


def _own(module: Module) -> Iterator[Import]:
    """Imports from inside the package."""
    return (i for i in module.imports if i.target.split(".")[0] == PACKAGE)


# Imports


def rooms_unknown(modules: Iterable[Module]) -> Offences:
    """Modules in a room that the house does not have."""
    return [
        module.at(1, f"the house has no room {module.room!r}")
        for module in modules
        if module.room != ROOT and module.room not in LAYER_OF
    ]


def imports_upward(modules: Iterable[Module]) -> Offences:
    """Imports that do not point down."""
    return [
        module.at(one.line, f"{module.room} imports {one.target}: {fault}")
        for module in modules
        for one in _own(module)
        for fault in _upward(module.room, one)
    ]


def _upward(room: str, one: Import) -> Iterator[str]:
    other = room_of(one.target)
    if other == room:
        return
    if other == ROOT:
        if one.names != ("__version__",):
            yield "only __version__ comes from the package itself"
    elif room in ONLY:
        if other not in ONLY[room]:
            yield f"it may import {', '.join(sorted(ONLY[room]))} only"
    elif other not in LAYER_OF or room not in LAYER_OF:
        yield "no such room"
    elif LAYER_OF[other] > LAYER_OF[room]:
        yield "it lies above"
    elif LAYER_OF[other] == LAYER_OF[room] and (room, other) not in SIDEWAYS:
        yield "it lies beside"


def imports_eager(modules: Iterable[Module]) -> Offences:
    """Imports of the package's ``__init__`` that run when memcon is imported."""
    return [
        module.at(one.line, f"{one.target} is loaded by import {PACKAGE}; import it where used")
        for module in modules
        if module.room == ROOT
        for one in _own(module)
        if not one.lazy and one.line not in _typing_lines(module.tree)
    ]


def _typing_lines(tree: ast.Module) -> set[int]:
    return {
        line
        for node in tree.body
        if isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING")
        for line in range(node.lineno, (node.end_lineno or node.lineno) + 1)
    }


def cycles(modules: Sequence[Module]) -> Offences:
    """Groups of modules that import each other, lazily or not; the package itself is left out."""
    graph = {
        module.name: {i.target for i in _own(module)} - {PACKAGE, module.name}
        for module in modules
        if module.room != ROOT
    }
    reach = {name: _reachable(graph, name) for name in graph}
    rings = {
        tuple(sorted(other for other in seen if name in reach.get(other, ())))
        for name, seen in reach.items()
        if name in seen
    }
    return [f"import each other: {', '.join(ring)}" for ring in sorted(rings)]


def _reachable(graph: Mapping[str, set[str]], start: str) -> set[str]:
    seen: set[str] = set()
    stack = [start]
    while stack:
        new = graph.get(stack.pop(), set()) - seen
        seen |= new
        stack.extend(new)
    return seen


def record_beyond_library(modules: Iterable[Module]) -> Offences:
    """Imports of ``record`` and ``errors`` from outside the standard library."""
    allowed = sys.stdlib_module_names | {PACKAGE}
    return _foreign(modules, lambda m, top: m.room in ("record", "errors") and top not in allowed)


def sql_outside(modules: Iterable[Module]) -> Offences:
    """Database drivers imported outside the two places that hold SQL."""
    return _foreign(
        modules,
        lambda m, top: top in DATABASES and m.room != "store" and m.name not in SQL_MODULES,
    )


def language_outside(modules: Iterable[Module]) -> Offences:
    """Language libraries and model runtimes imported outside ``nlp``."""
    return _foreign(modules, lambda m, top: top in LANGUAGE and m.room != "nlp")


def _foreign(modules: Iterable[Module], is_wrong: Callable[[Module, str], bool]) -> Offences:
    return [
        module.at(one.line, f"imports {one.target}")
        for module in modules
        for one in module.imports
        if is_wrong(module, one.target.split(".")[0])
    ]


# Calls and names


def environment_outside(modules: Iterable[Module]) -> Offences:
    """Readings of the environment outside ``config``."""
    return [
        module.at(line, f"reads the environment by {name}")
        for module in modules
        if module.room != "config"
        for name, line in _from_module(module, "os", {"environ", "environb", "getenv"})
    ]


def _from_module(module: Module, source: str, names: set[str]) -> Iterator[tuple[str, int]]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Attribute) and node.attr in names:
            if isinstance(node.value, ast.Name) and node.value.id == source:
                yield f"{source}.{node.attr}", node.lineno
        elif isinstance(node, ast.ImportFrom) and node.module == source:
            yield from ((f"{source}.{a.name}", a.lineno) for a in node.names if a.name in names)


def output_outside(modules: Iterable[Module]) -> Offences:
    """Printing and leaving the process outside ``cli`` and ``__main__`` blocks."""
    return [
        module.at(line, f"{what} outside cli")
        for module in modules
        if module.room != "cli"
        for what, line in _output(module)
        if line not in _main_lines(module.tree)
    ]


def _output(module: Module) -> Iterator[tuple[str, int]]:
    yield from _from_module(module, "sys", {"exit"})
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Name) and node.id in ("print", "exit", "quit", "SystemExit"):
            yield node.id, node.lineno


def _main_lines(tree: ast.Module) -> set[int]:
    return {
        line
        for node in tree.body
        if isinstance(node, ast.If) and ast.unparse(node.test) == "__name__ == '__main__'"
        for line in range(node.lineno, (node.end_lineno or node.lineno) + 1)
    }


def broad_excepts(modules: Iterable[Module]) -> Offences:
    """Handlers of every exception outside the three places that may have one."""
    return [
        module.at(node.lineno, "catches every exception")
        for module in modules
        if module.room not in ("cli", "web", "pipeline")
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ExceptHandler) and _is_broad(node)
    ]


def _is_broad(handler: ast.ExceptHandler) -> bool:
    if handler.type is None:
        return True
    caught = {node.id for node in ast.walk(handler.type) if isinstance(node, ast.Name)}
    return bool(caught & {"Exception", "BaseException"})


# Sizes and names


def functions_long(modules: Iterable[Module]) -> Offences:
    """Functions of more lines than the budget, docstrings not counted."""
    return [
        module.at(function.lineno, f"{function.name} has {length} lines, not {MOST_LINES}")
        for module in modules
        for function in _functions(module)
        if (length := _length(function)) > MOST_LINES
    ]


def functions_wide(modules: Iterable[Module]) -> Offences:
    """Functions of more parameters than the budget, ``self`` and ``cls`` not counted."""
    return [
        module.at(function.lineno, f"{function.name} has {width} parameters, not {MOST_PARAMETERS}")
        for module in modules
        for function in _functions(module)
        if (width := _width(function)) > MOST_PARAMETERS
    ]


def _functions(module: Module) -> Iterator[Function]:
    return (node for node in ast.walk(module.tree) if isinstance(node, Function))


def _length(function: Function) -> int:
    total = (function.end_lineno or function.lineno) - function.lineno + 1
    first = function.body[0]
    if ast.get_docstring(function, clean=False) is None:
        return total
    return total - ((first.end_lineno or first.lineno) - first.lineno + 1)


def _width(function: Function) -> int:
    given = function.args
    named = [*given.posonlyargs, *given.args, *given.kwonlyargs]
    return len([one for one in named if one.arg not in ("self", "cls")])


def modules_long(modules: Iterable[Module]) -> Offences:
    """Modules of more lines than the budget."""
    return [
        f"{module.path}: {lines} lines, not {LONGEST_MODULE}"
        for module in modules
        if (lines := module.text.count("\n")) > LONGEST_MODULE
    ]


def modules_nameless(modules: Iterable[Module]) -> Offences:
    """Modules named for nothing in particular."""
    return [
        f"{module.path}: named for nothing in particular"
        for module in modules
        if module.path.rpartition("/")[2] in ("utils.py", "util.py", "helpers.py", "misc.py")
    ]


def paths_outside(folder: Path) -> Offences:
    """Lines of the package's text files that name places of the machine it was written on."""
    return [
        f"{path.relative_to(folder).as_posix()}:{number}: {line.strip()[:80]}"
        for path in sorted(folder.rglob("*"))
        if path.suffix in TEXTS
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if OUTSIDE.search(line)
    ]
