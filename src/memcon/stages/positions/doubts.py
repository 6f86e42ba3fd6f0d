"""Verbs that show a stance elsewhere and none here: what is told, guessed, or only polite."""

from __future__ import annotations

from memcon.codebook.stances import Shows
from memcon.record import Entity
from memcon.stages.events.syntax import relative_of
from memcon.stages.positions.scene import Scene
from memcon.stages.positions.signs import voices_at
from memcon.stages.positions.subjects import SELF, THIRD
from memcon.stages.positions.syntax import mood_of, tells_fact


def shows_nothing(scene: Scene, verb: int, entry: Shows, holders: tuple[Entity, ...]) -> bool:
    """Whether a verb of the table shows no stance here, as it tells or asks nothing of an issue."""
    if entry.head == "need" and _is_obliged(scene, verb):
        return True
    foretold = entry.head in scene.tables.foretelling
    if entry.head in scene.tables.asserting and tells_fact(scene, verb, foretold=foretold):
        return True
    if entry.stance != "undecided" and _asks_whether(scene, verb):
        return True
    if _is_left_out(scene, verb) or (entry.head == "ask" and _is_question(scene, verb)):
        return True
    if entry.stance == "undecided" and _is_no_weighing(scene, verb, entry):
        return True
    if _is_anothers(scene, verb):
        return True
    if entry.head in scene.tables.voiced and mood_of(scene, verb).negated:
        return True  # "avoids condemning"
    if _is_polite(scene, verb) or _is_of_person(scene, verb, entry):
        return True
    return _denies(scene, verb) or _is_silent(scene, verb) or _is_guessed(scene, verb, holders)


def _is_anothers(scene: Scene, verb: int) -> bool:
    """Whether a past deed of whoever is asked is told: "urged it to resume the talks it left"."""
    parse = scene.parse
    if parse.deps[verb] != "relcl" or parse.tags[verb] != "VBD":
        return False
    asked = any(scene.lemma(one) in scene.tables.addressing for one in scene.verbs_above(verb))
    return asked and any(scene.word(one) in THIRD for one in parse.dependents(verb, "nsubj"))


def _is_no_weighing(scene: Scene, verb: int, entry: Shows) -> bool:
    """Whether nothing is weighed: "considers it a mistake", "who studies summits"."""
    parse = scene.parse
    if parse.dependents(verb, "oprd"):
        return True
    if parse.deps[verb] == "acl" and parse.tags[verb] == "VBN":
        return True  # "considered the favourite"
    work = entry.head in scene.tables.working and parse.deps[verb] == "relcl"
    return work and parse.tags[verb] in ("VBZ", "VBP")


def _is_silent(scene: Scene, verb: int) -> bool:
    """Whether what is refused shows no stance: "declined to comment", "to take sides"."""
    parse = scene.parse
    does = (verb, *parse.dependents(verb, "xcomp"))
    done = [noun for one in does for noun in parse.dependents(one, "dobj")]
    return any(scene.lemma(token) in scene.tables.silent for token in (*does[1:], *done))


def _is_guessed(scene: Scene, verb: int, holders: tuple[Entity, ...]) -> bool:
    """Whether "may" or "might" is what others hold possible, and not the holder himself."""
    if not mood_of(scene, verb).hedged:
        return False
    said = {voice.party.id for voice in voices_at(scene, verb) if voice.party is not None}
    return said.isdisjoint(party.id for party in holders)


def _is_obliged(scene: Scene, verb: int) -> bool:
    """Whether a need is to do something oneself: "needs to borrow", unlike "needs a loan"."""
    subjects = {scene.word(one) for one in scene.parse.dependents(verb, "nsubj")}
    return bool(scene.parse.dependents(verb, "xcomp")) and subjects.isdisjoint(SELF)


def _asks_whether(scene: Scene, verb: int) -> bool:
    """Whether what follows is open: "decide whether to"."""
    parse = scene.parse
    clauses = parse.dependents(verb, "xcomp", "ccomp")
    return any(scene.word(mark) == "whether" for c in clauses for mark in parse.children[c])


def _is_left_out(scene: Scene, verb: int) -> bool:
    """Whether a verb is what was not done: "rather than agreeing", "instead of signing"."""
    above = scene.parse.heads[verb]
    if scene.parse.deps[verb] != "pcomp":
        return False
    return scene.word(above) == "than" or scene.word(above - 1) == "instead"


def _is_question(scene: Scene, verb: int) -> bool:
    """Whether somebody only asks to know: "asked what it cost"."""
    parse = scene.parse
    clauses = parse.dependents(verb, "ccomp")
    told = (mark for c in clauses for mark in parse.children[c] if parse.tags[mark] == "TO")
    led = any(scene.word(mark) == "that" for c in clauses for mark in parse.children[c])
    return bool(clauses) and not led and next(told, None) is None


def _is_polite(scene: Scene, verb: int) -> bool:
    """Whether a wish only leads in what is said: "would like to thank"."""
    wish = scene.lemma(verb) in ("like", "want", "wish")
    return wish and any(
        scene.lemma(one) in scene.tables.uttering for one in scene.parse.dependents(verb, "xcomp")
    )


def _denies(scene: Scene, verb: int) -> bool:
    """Whether what is rejected is only a report: "dismissed claims that"."""
    if scene.lemma(verb) not in scene.tables.denying:
        return False
    things = scene.parse.dependents(verb, "dobj", "nsubjpass")
    return any(scene.lemma(thing) in scene.tables.reports for thing in things)


def _is_of_person(scene: Scene, verb: int, entry: Shows) -> bool:
    """Whether a verb is done to a person, so that it says nothing of an issue: "questioned her"."""
    if entry.head not in scene.tables.personal or entry.particles:
        return False
    parse = scene.parse
    things = (relative_of(parse, t) for t in parse.dependents(verb, "dobj", "nsubjpass"))
    return any(map(scene.is_person, things))
