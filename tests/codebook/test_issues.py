"""The codebook of issues: what ships, and what a user adds."""

from __future__ import annotations

from pathlib import Path

import pytest

from memcon.codebook.issues import Issues, load_issues, parse_issue
from memcon.codebook.patterns import Forms, parse_phrase
from memcon.errors import UsageError
from memcon.stages.positions.matching import match_words

OWN = """
- id: cable-cars
  label: Cable cars
  definition: Who may build cable cars over the gorge.
  cues: [cable car, ropeway, gondola*]
  not: {cable car museum: museums}
"""


def words(text: str) -> list[Forms]:
    """Words of a text as their own lemmas."""
    return [(word, word) for word in text.lower().split()]


def matched(issues: Issues, text: str) -> str | None:
    """The issue that a text shows, if any."""
    found = match_words(issues, words(text))
    return found.issue if found else None


def test_every_issue_is_told_and_shown() -> None:
    """Each of the many issues has a definition, cues, and an example that a party holds."""
    issues = load_issues().by_id
    assert len(issues) >= 60
    for issue in issues.values():
        assert issue.label
        assert issue.definition.endswith(".")
        assert issue.cues
        assert issue.example is not None


def test_near_misses_lead_to_issues_of_the_book() -> None:
    """What a phrase is instead is another issue, or none."""
    issues = load_issues().by_id
    for issue in issues.values():
        for phrase, instead in issue.misses.items():
            assert instead != issue.id, phrase.text
            assert instead in (*issues, "other"), (issue.id, phrase.text)


def test_an_issue_of_ones_own_is_used(tmp_path: Path) -> None:
    """A user's file adds an issue without code; the packaged ones stay."""
    file = tmp_path / "mine.yaml"
    file.write_text(OWN, "utf-8")
    issues = load_issues(file)
    assert matched(issues, "a ropeway over the river gorge") == "cable-cars"
    assert matched(issues, "the gondolas of the valley") == "cable-cars"
    assert matched(load_issues(), "a ropeway over the valley") is None
    assert "ceasefire" in issues.by_id


def test_a_near_miss_hides_its_words(tmp_path: Path) -> None:
    """Words in a phrase that means something else do not show the issue."""
    file = tmp_path / "mine.yaml"
    file.write_text(OWN, "utf-8")
    assert matched(load_issues(file), "the cable car museum") is None


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("- {id: x, label: X}", "cues"),
        ("- {label: X, cues: [y]}", "issue ?"),
        ("- {id: x, label: X, cues: [y], cue: z}", "'cue'"),
        ("- {id: x, label: X, cues: [y|]}", "empty choice"),
        ("- {id: x, label: X, cues: [y], ends: maybe}", "ends is true or false"),
        (
            "- {id: x, label: X, cues: [y], example: {text: T, holder: H, stance: likes}}",
            "'likes' is no stance",
        ),
        ("id: x", "a list of entries"),
        ("- [", "is not YAML"),
    ],
)
def test_a_broken_file_is_told_exactly(text: str, told: str, tmp_path: Path) -> None:
    """The error names the file and what is wrong in it."""
    file = tmp_path / "broken.yaml"
    file.write_text(text, "utf-8")
    with pytest.raises(UsageError) as raised:
        load_issues(file)
    assert "broken.yaml" in str(raised.value)
    assert told in str(raised.value)


def test_phrases_allow_a_short_gap() -> None:
    """Words of a phrase stand in order, with at most two others between them."""
    phrase = parse_phrase("withdraw troop|force")
    assert phrase.at(words("withdraw all foreign troop"), 0) == (0, 3)
    assert phrase.at(words("withdraw the last and smallest troop"), 0) == ()
    assert phrase.at(words("troop withdraw"), 0) == ()


def test_broad_issues_yield() -> None:
    """A forum gives way to what is asked for in it."""
    entry = {"label": "X", "definition": "X.", "cues": ["assembly"]}
    forum = parse_issue({**entry, "id": "forum", "broad": True}, "here")
    fish = parse_issue({**entry, "id": "fish", "cues": ["herring"]}, "here")
    assert matched(Issues([forum, fish]), "an assembly on herring") == "fish"
    assert matched(Issues([forum, fish]), "an assembly on wool") == "forum"


def test_an_issue_stands_once_in_a_file(tmp_path: Path) -> None:
    """Two entries of one file with the same id are told apart by an error that names them."""
    file = tmp_path / "mine.yaml"
    file.write_text(OWN + OWN, "utf-8")
    with pytest.raises(UsageError, match="cable-cars stands there twice"):
        load_issues(file)
