"""The rules as data: every example holds, and what is wrong in a file is said with its rule."""

from __future__ import annotations

from dataclasses import replace

import pytest

from memcon.codebook.times import TimeGrammar, TimeRule, load_times
from memcon.errors import ResourceError
from memcon.stages.times import find_times
from memcon.stages.times.expressions import VOCABULARY, compile_expression
from memcon.stages.times.grammar import compile_grammar
from memcon.stages.times.patterns import compile_pattern
from tests.stages.times.toy import read

SHOWN = [rule for rule in load_times().rules if rule.example]


@pytest.mark.parametrize("rule", SHOWN, ids=lambda rule: rule.id)
def test_example_holds(rule: TimeRule) -> None:
    """The rule itself finds what its example shows."""
    text, _, value = (rule.example or "").rpartition(" = ")
    start, end = text.index("["), text.index("]") - 1
    found = find_times(read(text.replace("[", "", 1).replace("]", "", 1)))
    here = [time for time in found if (time.span.start, time.span.end) == (start, end)]
    assert [(time.value, time.type) for time in here] == [(value, rule.type)]
    assert here[0].reason.startswith(f"{rule.id}: ")


def test_every_rule_has_an_example_or_serves_others() -> None:
    """No rule stands without showing what it is for; ids are unique."""
    rules = load_times().rules
    assert [rule.id for rule in rules if not rule.example and not rule.inner] == []
    assert len({rule.id for rule in rules}) == len(rules)


def test_whole_vocabulary_is_used() -> None:
    """No function of normalisation has lost its rules."""
    values = [rule.value for rule in load_times().rules]
    values += [part.value for rule in load_times().rules for part in rule.parts]
    called = {value.partition("(")[0] for value in values}
    assert VOCABULARY.keys() - called == set()


def with_rule(grammar: TimeGrammar, **over: str) -> TimeGrammar:
    """The grammar with its first rule changed."""
    first, *others = grammar.rules
    return replace(grammar, rules=(replace(first, **over), *others))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "over",
    [
        {"pattern": "{d:nosuchclass} x"},
        {"pattern": "( a b"},
        {"pattern": "a?"},
        {"value": "nosuchfunction(d)"},
        {"value": "iso(nosuchslot)"},
        {"value": "iso(d) + 1"},
        {"value": "iso("},
        {"kind": "month"},
    ],
)
def test_damaged_rule_is_refused(over: dict[str, str]) -> None:
    """A rule that names what does not exist, or is not well formed, never loads."""
    with pytest.raises(ResourceError, match="times: "):
        compile_grammar(with_rule(load_times(), **over))


def test_pattern_knows_what_it_may_start_with() -> None:
    """Missing elements let the next one start."""
    pattern = compile_pattern("(the | a)? {n:number} -? days")
    assert pattern.start.words == {"the", "a"}
    assert pattern.start.classes == {"number"}
    assert pattern.slots == {"n"}


def test_expression_takes_slots_and_constants() -> None:
    """Capitals stand for themselves, left out slots for nothing."""
    expression = compile_expression("same(PAST_REF)", frozenset())
    assert expression(None, {}) == "PAST_REF"  # type: ignore[arg-type]
