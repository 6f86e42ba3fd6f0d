"""The figures are those of the scorers that come with the gold, to the last digit.

Needs ``MEMCON_SHARED``. Twice: on what memcon finds in a few items, taken through the adapter
that comes with the gold, and on whole sets with gold spoilt at random in place of findings.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from memcon.app import Reader
from memcon.cli.resolve import Phrase, as_json_line, resolved
from memcon.config import load_settings
from memcon.evaluate import actors, attribution, events, places, times
from memcon.evaluate.gold import Row
from memcon.evaluate.places import alpha2_codes
from memcon.evaluate.task import TASKS, attribution_task, measure
from memcon.knowledge.base import KnowledgeBase
from memcon.knowledge.phrases import Resolution
from memcon.record import Record
from memcon.record.codec import to_json
from tests.evaluate.hand import write_lines

Figures = dict[str, float]
SLICES = {
    "attribution": ("attribution/polnear_dev.jsonl", 5),
    "time": ("time/meantime.jsonl", 5),
    "geo": ("geo/geowebnews_dev.jsonl", 5),
    "metonymy": ("metonymy/relocar_train.jsonl", 30),
    "linking": ("linking/msnbc_updated.jsonl", 5),
    "actors": ("actors/ngec_actors_dev.jsonl", 60),
    "events": ("events/plover_gsr.jsonl", 40),
    "positions": ("positions/enb_dev.jsonl", 15),
}
PARTS = ("p", "r", "f1")


@pytest.fixture(scope="module")
def folder(shared: Path) -> Path:
    """The folder of gold sets."""
    gold = shared / "gold"
    if not (gold / "adapt.py").is_file():
        pytest.skip("no gold sets among the shared material")
    return gold


class Keeping:
    """memcon as a subject that keeps the lines it would have printed."""

    def __init__(self, reader: Reader, base: KnowledgeBase) -> None:
        self._reader = reader
        self._base = base
        self.printed: list[str] = []

    def read(self, lines: bytes) -> Iterable[Record | None]:
        """Records, kept as JSON."""
        for result in self._reader.read(["-"], stdin=BytesIO(lines)):
            if isinstance(result, Record):
                self.printed.append(to_json(result))
                yield result
            else:
                yield None

    def resolve(self, phrases: Iterable[Any]) -> Iterable[Resolution]:
        """Resolutions, kept as JSON."""
        for one in phrases:
            answer = resolved(self._base, Phrase(one.text, one.date, one.context))
            self.printed.append(as_json_line(answer))
            yield answer.meant


@pytest.fixture(scope="module")
def reader(knowledge: KnowledgeBase) -> Reader:
    """The real thing; ``knowledge`` skips where it cannot be opened."""
    assert knowledge is not None
    return Reader(load_settings())


def call(script: Path, *arguments: str, modules: Path | None = None) -> str:
    """What a script prints."""
    done = subprocess.run(  # noqa: S603  # the scorer that comes with the gold, and our own files
        [sys.executable, str(script), *arguments],
        capture_output=True,
        check=True,
        encoding="utf-8",
        env={"PYTHONPATH": str(modules)} if modules else {},
    )
    return done.stdout


def scores_of(task: str, folder: Path, gold: Path, found: Path) -> Figures:
    """The scorer's figures under our names."""
    script = folder / task / "score.py"
    if task == "attribution":
        out = found.with_suffix(".scores.json")
        call(script, str(gold), str(found), "--json", str(out))
        return flat_attribution(json.loads(out.read_text("utf-8")))
    rows = json.loads(call(script, str(gold), str(found), "--json"))
    if task == "actors":
        return {name: right / asked for name, (right, asked, _) in rows.items()}
    if task == "linking":
        named = json.loads(call(script, str(gold), str(found), "--json", "--named"))
        return flat(rows, {}) | flat(named, {}, prefix="named.")
    if task == "events":
        rows["extra"] = extra_events(gold, found)
    return flat(rows, OURS.get(task, {}))


def extra_events(gold: Path, found: Path) -> float:
    """Events beyond the first, a sentence; the scorer that comes with the gold counts none."""
    beyond = sum(max(0, len(row["events"]) - 1) for row in load(found))
    return beyond / len(load(gold))


OURS: Mapping[str, Mapping[str, str]] = {
    "time": {"value_acc": "value_accuracy"},
    "geo": {"acc161|m": "acc161_matched", "AUC": "auc", "country|m": "country_matched"},
    "metonymy": {"acc+mixed": "accuracy_with_mixed"},
}


def flat(rows: Mapping[str, Any], ours: Mapping[str, str], *, prefix: str = "") -> Figures:
    """Triples as P, R and F1; counts are left out."""
    figures: Figures = {}
    for name, value in rows.items():
        called = prefix + ours.get(name, name)
        if isinstance(value, list):
            figures |= {f"{called}.{part}": one for part, one in zip(PARTS, value, strict=True)}
        elif isinstance(value, float):
            figures[called] = value
    return figures


def flat_attribution(rows: Mapping[str, Any]) -> Figures:
    """The nested result by our dotted names."""
    figures: Figures = {}
    for kind in ("all", "direct", "mixed", "quoted", "indirect"):
        prefix = "" if kind == "all" else f"{kind}."
        for measure_name, value in rows[kind].items():
            if measure_name == "source_given_content":
                figures[prefix + measure_name] = value["accuracy"]
                continue
            nested = measure_name in ("exact", "partial")
            parts = value.items() if nested else [("", value)]
            for role, one in parts:
                name = f"{prefix}{measure_name}.{role}".removesuffix(".")
                figures |= {f"{name}.{part}": one[part] for part in PARTS}
    return figures


def same(ours: Mapping[str, float], theirs: Mapping[str, float]) -> None:
    """All of our figures are theirs, except where theirs needs ids that memcon does not give."""
    left = theirs.keys() - ours.keys()
    assert left <= {"gnid|m"}
    assert dict(ours) == {name: theirs[name] for name in ours}


def codes_module(folder: Path) -> Path:
    """A folder with a stand-in for pycountry, which the adapter takes country codes from."""
    pairs = list(alpha2_codes().items())
    text = (
        "from types import SimpleNamespace as C\n"
        f"countries = [C(alpha_3=a, alpha_2=b) for a, b in {pairs!r}]\n"
    )
    folder.mkdir()
    (folder / "pycountry.py").write_text(text, "utf-8")
    return folder


def sliced(path: Path, count: int, into: Path) -> Path:
    """The slice of a gold file that ``first`` chooses, as a file."""
    from memcon.evaluate.gold import phrase_of, read_gold, report_of

    rows = {str(row["id"]): row for row in load(path)}
    given = phrase_of if "phrase" in next(iter(rows.values())) else report_of
    chosen = read_gold(path, given, lambda _: None, first=count)
    return write_lines(into, [rows[item.id] for item in chosen])


def load(path: Path) -> list[dict[str, Any]]:
    """The rows of a JSONL file."""
    return [json.loads(line) for line in path.read_text("utf-8").split("\n") if line.strip()]


@pytest.mark.parametrize(
    ("task", "classes"), [*((task, "") for task in SLICES), ("attribution", "speech,writing")]
)
def test_on_what_memcon_finds(
    task: str, classes: str, folder: Path, reader: Reader, knowledge: KnowledgeBase, tmp_path: Path
) -> None:
    """Records through the adapter and the scorer give the figures that memcon reports."""
    name, count = SLICES[task]
    subject = Keeping(reader, knowledge)
    kept = frozenset(classes.split(",")) if classes else frozenset[str]()
    own = attribution_task(kept) if task == "attribution" else TASKS[task]
    measured = measure(task, folder / name, subject, first=count, task=own)
    gold = sliced(folder / name, count, tmp_path / "gold.jsonl")
    records = tmp_path / "records.jsonl"
    records.write_text("".join(line + "\n" for line in subject.printed), "utf-8")
    modules = codes_module(tmp_path / "modules")
    extra = [classes] if classes else []
    adapted = call(folder / "adapt.py", task, str(gold), str(records), *extra, modules=modules)
    found = tmp_path / "found.jsonl"
    found.write_text(adapted, "utf-8")
    same(measured.score.figures, scores_of(task, folder, gold, found))


# Gold spoilt at random


Spoil = Callable[[random.Random, dict[str, Any]], dict[str, Any] | None]


def shaken(chance: random.Random, at: Sequence[int], length: int) -> list[int]:
    """Bounds, one in three of them moved by up to eight characters."""
    start, end = at
    if chance.random() < 0.33:
        start = min(max(0, start + chance.randint(-8, 8)), length - 1)
        end = min(max(start + 1, end + chance.randint(-8, 8)), length)
    return [start, end]


def some(chance: random.Random, rows: Sequence[Any]) -> list[Any]:
    """Most of the rows, some of them twice."""
    kept = [row for row in rows if chance.random() < 0.8]
    return kept + [row for row in kept if chance.random() < 0.15]


def spoil_attribution(chance: random.Random, row: dict[str, Any]) -> dict[str, Any]:
    """Roles moved, dropped and exchanged."""
    length, gold = len(row["text"]), row["attributions"]
    said = []
    for one in some(chance, gold):
        roles = {
            role: [shaken(chance, at, length) for at in one[role] or [] if chance.random() < 0.9]
            for role in attribution.ROLES
        }
        if chance.random() < 0.2:
            roles["source"] = chance.choice(gold)["source"]
        said.append({"id": str(len(said)), **roles})
    return {"id": row["id"], "attributions": said}


def spoil_spans(
    chance: random.Random, row: dict[str, Any], name: str, *exchanged: str
) -> list[Any]:
    """Spans moved, and some fields taken from another row."""
    spoilt = []
    for one in some(chance, row[name]):
        start, end = shaken(chance, (one["start"], one["end"]), len(row["text"]))
        other = chance.choice(row[name]) if chance.random() < 0.3 else one
        spoilt.append(
            one | {field: other.get(field) for field in exchanged} | {"start": start, "end": end}
        )
    return spoilt


def spoil_time(chance: random.Random, row: dict[str, Any]) -> dict[str, Any]:
    """Expressions moved, values exchanged."""
    return {"id": row["id"], "timexes": spoil_spans(chance, row, "timexes", "value", "type")}


def spoil_geo(chance: random.Random, row: dict[str, Any]) -> dict[str, Any]:
    """Places moved in the text and on the map; ids, which memcon does not give, taken off."""
    found = spoil_spans(chance, row, "toponyms", "lat", "lon", "cc")
    return {"id": row["id"], "toponyms": [one | {"geonameid": None} for one in found]}


def spoil_metonymy(chance: random.Random, row: dict[str, Any]) -> dict[str, Any]:
    """One label in three at random."""
    label = row["label"] if row["label"] != "mixed" else "literal"
    if chance.random() < 0.33:
        label = chance.choice(("literal", "metonymic"))
    return {"id": row["id"], "label": label}


def spoil_linking(chance: random.Random, row: dict[str, Any]) -> dict[str, Any]:
    """Mentions moved, ids exchanged; memcon has one id a span."""
    found = spoil_spans(chance, row, "mentions", "qid")
    return {"id": row["id"], "mentions": [one for one in found if one["qid"]]}


def spoil_actors(chance: random.Random, row: dict[str, Any]) -> dict[str, Any]:
    """Fields exchanged for others, or nothing given."""
    if row["none"] or chance.random() < 0.2:
        return {"id": row["id"], "none": True}
    stated = {name: row["expect"].get(name) or "" for name in ("country", "role", "wiki")}
    first = {name: one[0] if isinstance(one, list) else one for name, one in stated.items()}
    if chance.random() < 0.3:
        first[chance.choice(list(first))] = chance.choice(("", "GOV", "USA"))
    return {"id": row["id"], **first}


def spoil_events(chance: random.Random, row: dict[str, Any]) -> dict[str, Any]:
    """Types, sides and numbers of events at random; parties moved."""
    names = ("event", "actor", "recipient")
    length, said = len(row["text"]), []
    for _ in range(chance.choice((0, 1, 1, 2))):
        sides = [[shaken_side(chance, one, length) for one in row[f"{n}s"]] for n in names[1:]]
        chance.shuffle(sides)
        type = row["event"] if chance.random() < 0.7 else chance.choice(("AID", "YIELD", "ACCUSE"))
        if type is not None:
            said.append(dict(zip(names, (type, *sides), strict=True)))
    return {"id": row["id"], "events": said}


def shaken_side(chance: random.Random, side: dict[str, Any], length: int) -> dict[str, Any]:
    """A party moved, if it has a place."""
    if side["start"] is None:
        return side
    start, end = shaken(chance, (side["start"], side["end"]), length)
    return side | {"start": start, "end": end}


def typed_events(gold: dict[str, Any], found: dict[str, Any]) -> tuple[events.Happening, ...]:
    """Events, their quad classes from their types."""
    return tuple(
        events.read_answer(
            Row(
                "",
                {
                    "text": gold["text"],
                    "event": one["event"],
                    "quad": events.QUADS[one["event"]],
                    "actors": one["actor"],
                    "recipients": one["recipient"],
                },
            )
        )
        for one in found["events"]
    )


def typed_linking(gold: dict[str, Any], found: dict[str, Any]) -> dict[tuple[int, int], str]:
    """Ids by span."""
    return {(one["start"], one["end"]): one["qid"] for one in found["mentions"]}


def typed_actors(gold: dict[str, Any], found: dict[str, Any]) -> actors.Found:
    """The fields, or nothing."""
    if found.get("none"):
        return actors.Found(None)
    return actors.Found({name: found[name] for name in ("country", "role", "wiki")})


def typed_places(gold: dict[str, Any], found: dict[str, Any]) -> tuple[places.Place, ...]:
    """Places, the first at each span."""
    read = places.read_answer(Row("", {"text": gold["text"], **found}))
    first: dict[tuple[int, int], places.Place] = {}
    for one in read:
        first.setdefault(one.bounds, one)
    return tuple(first.values())


TYPED: Mapping[str, Callable[[dict[str, Any], dict[str, Any]], Any]] = {
    "attribution": lambda gold, found: (
        attribution.read_answer(Row("", {"text": gold["text"], **found})).said
    ),
    "time": lambda gold, found: times.read_answer(Row("", {"text": gold["text"], **found})),
    "geo": typed_places,
    "metonymy": lambda gold, found: found["label"],
    "linking": typed_linking,
    "events": typed_events,
    "actors": typed_actors,
}
SPOILT: Mapping[str, Spoil] = {
    "attribution": spoil_attribution,
    "time": spoil_time,
    "geo": spoil_geo,
    "metonymy": spoil_metonymy,
    "linking": spoil_linking,
    "events": spoil_events,
    "actors": spoil_actors,
}


@pytest.mark.parametrize(
    "name",
    [
        "attribution/polnear_dev.jsonl",
        "time/timebank.jsonl",
        "time/aquaint.jsonl",
        "time/meantime.jsonl",
        "geo/geowebnews_dev.jsonl",
        "geo/geovirus.jsonl",
        "metonymy/semeval_train.jsonl",
        "linking/msnbc_updated.jsonl",
        "linking/rss500.jsonl",
        "events/plover_gsr.jsonl",
        "events/plv_train.jsonl",
        "events/cameo_quad_train.jsonl",
        "events/aw_train.jsonl",
        "actors/ngec_actors_dev.jsonl",
        "actors/plover_gsr_actors.jsonl",
    ],
)
def test_on_spoilt_gold(name: str, folder: Path, tmp_path: Path) -> None:
    """Whole sets, one item in ten not answered at all."""
    task, rows = name.partition("/")[0], load(folder / name)
    chance = random.Random(7)  # noqa: S311  # spoils test data
    found = [SPOILT[task](chance, row) if chance.random() < 0.9 else None for row in rows]
    path = write_lines(tmp_path / "found.jsonl", [one for one in found if one is not None])
    pairs = [
        (TASKS[task].answer(Row(name, row)), None if one is None else TYPED[task](row, one))
        for row, one in zip(rows, found, strict=True)
    ]
    same(TASKS[task].score(pairs).figures, scores_of(task, folder, folder / name, path))
