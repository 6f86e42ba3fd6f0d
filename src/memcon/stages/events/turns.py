"""What a clause says of a plan that came otherwise: "later than planned", "will no longer".

late         it takes place on a later day than was planned
as-planned   "as planned" stands in the clause
no-longer    it was to be, and is not any more
unrealised   "was to have met": an infinitive that looks back on a plan
yet          "has yet to meet"
since        "since" leads to when it last was so;  last  what it leads to is a noun
with         the noun says with whom
now          "will now be held"
other-day    "a new date" stands in the sentence
going-on     the clause goes on: "is being negotiated"
governed-now what governs it goes on: "is being discussed"
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from memcon.record import Parse
from memcon.stages.events.governors import find_governors, is_no_longer
from memcon.stages.events.matching import Trigger
from memcon.stages.events.scene import Scene
from memcon.stages.events.syntax import is_verb, prepositions

PLANNED: Final = frozenset(
    {"planned", "scheduled", "expected", "intended", "announced", "agreed", "hoped", "foreseen"}
    | {"envisaged", "arranged", "originally", "first", "initially"}
)
"""What follows "later than" and "as"."""
OTHER: Final = frozenset({"new", "later", "another", "fresh"})
DAYS: Final = frozenset({"date", "day", "time"})
LIKENING: Final = {"than": "late", "as": "as-planned"}


def turns_of(scene: Scene, trigger: Trigger, verb: int | None) -> Iterator[str]:
    """The features of a trigger; ``verb`` is that of its clause, if there is one."""
    parse = scene.parse
    if trigger.entry.noun and any(w == "with" for w, _ in prepositions(parse, trigger.token)):
        yield "with"
    governing = [g.token for g in find_governors(scene, trigger.token)]
    verbs = [token for token in (verb, *governing) if token is not None and is_verb(parse, token)]
    if any(is_no_longer(parse, token) for token in verbs):
        yield "no-longer"
    if any(_goes_on(parse, token) for token in governing if is_verb(parse, token)):
        yield "governed-now"
    main = verb if verb is not None else next(iter(verbs), None)
    if main is not None:
        yield from _of_clause(parse, main)


def _of_clause(parse: Parse, verb: int) -> Iterator[str]:
    helpers = parse.dependents(verb, "aux")
    tags = {parse.tags[helper] for helper in helpers}
    if "TO" in tags and any(parse.lemmas[helper].lower() == "have" for helper in helpers):
        yield "unrealised"
    if [word.lower() for word in parse.words[max(0, verb - 2) : verb]] == ["yet", "to"]:
        yield "yet"
    yield from _since(parse, verb)
    yield from _likened(parse, verb)
    will = "MD" in tags
    if will and any(parse.words[t].lower() == "now" for t in parse.dependents(verb, "advmod")):
        yield "now"
    if _goes_on(parse, verb):
        yield "going-on"


def _since(parse: Parse, verb: int) -> Iterator[str]:
    """Whether it was last so at some time, and whether a day or place says when."""
    below = (mark for clause in parse.dependents(verb, "advcl") for mark in parse.children[clause])
    for child in (*parse.dependents(verb, "prep", "mark", "advmod"), *below):
        if parse.words[child].lower() == "since":
            yield "since"
            if parse.deps[child] == "prep" and parse.dependents(child, "pobj"):
                yield "last"


def _likened(parse: Parse, verb: int) -> Iterator[str]:
    """What a clause says of the plan: "a week later than planned", "as scheduled"."""
    sentence = parse.sentence_of(verb)
    for token in range(sentence.first, sentence.last - 1):
        word = parse.words[token].lower()
        if word in OTHER and parse.lemmas[token + 1].lower() in DAYS:
            yield "other-day"
        if _is_instead(parse, token) and _is_in_clause(parse, token, verb):
            yield "late"
        if word not in LIKENING or parse.words[token + 1].lower() not in PLANNED:
            continue
        later = word == "as" or parse.words[token - 1].lower() == "later"
        if later and _is_in_clause(parse, token, verb):
            yield LIKENING[word]


def _is_in_clause(parse: Parse, token: int, verb: int) -> bool:
    """Whether the verb is met above a word before another one that is no participle after it."""
    for above in parse.ancestors(token):
        if above == verb:
            return True
        if is_verb(parse, above) and above != token + 1:
            return False
    return False


def _is_instead(parse: Parse, token: int) -> bool:
    """Whether a day is named that it is not on: "instead of Friday"."""
    if [word.lower() for word in parse.words[token : token + 2]] != ["instead", "of"]:
        return False
    names = (name for name in parse.names if name.label == "DATE")
    return any(name.first <= token + 2 < name.last for name in names)


def _goes_on(parse: Parse, verb: int) -> bool:
    """Whether a verb is in the present progressive: "is being discussed", "are considering"."""
    words = {parse.words[helper].lower() for helper in parse.dependents(verb, "aux", "auxpass")}
    now = bool(words & {"is", "are", "'s", "’s", "'re", "’re"})
    return now and ("being" in words or parse.tags[verb] == "VBG")
