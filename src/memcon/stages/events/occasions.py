"""Who is at a meeting that a noun tells of, where the noun's own words do not say so."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from memcon.record import EntityKind, Parse
from memcon.stages.events.frames import CONTENT
from memcon.stages.events.governors import kinds_of, names_of, offer_before
from memcon.stages.events.matching import Trigger
from memcon.stages.events.parties import Party, Wanted, find_parties
from memcon.stages.events.scene import Scene
from memcon.stages.events.syntax import doer_of, is_verb, objects_of, prepositions

STANCES: Final = frozenset({"plan", "propose", "cancel", "postpone", "refuse", "deny", "announce"})
"""Classes of verbs whose subject is a party to the meeting that they are about."""

TAKING: Final = frozenset({"accept", "refuse"})
NEW: Final = frozenset({"a", "no"})
"""Determiners of what has not been told of before; "an" has the lemma "a"."""
MEDIA: Final = "MED"
AT: Final = frozenset({"at", "in", "during", "after", "following", "before"})
ABOUT: Final = frozenset({"about", "of", "for", "on"})
PROPOSAL: Final = frozenset(
    {"proposal", "offer", "invitation", "suggestion", "request", "plan", "idea", "prospect"}
    | {"report", "claim", "rumour", "rumor", "possibility", "notion", "allegation", "call"}
)
"""Nouns of what is put forward or said: "an Angolan proposal for talks", "a report of talks"."""
GOING: Final = frozenset({"send", "dispatch", "come", "go", "return", "travel", "fly", "bring"})
"""Verbs whose subject is at the meeting they lead to: "sent a delegation to the talks"."""
INVITING: Final = frozenset({"invite", "ask", "appeal", "press", "urge", "approach", "summon"})
"""Verbs of asking somebody to what is told of: "asked Kenya for talks"."""
THERE: Final = frozenset({"at", "in", "during"})


def attending(scene: Scene, trigger: Trigger) -> tuple[Party, ...]:
    """Those who are at what a noun tells of, by what the words around say that they do."""
    noun = trigger.token
    found = (
        _hearing(scene, trigger)
        or proposing(scene, noun)
        or _performers(scene, noun)
        or _occasion(scene, trigger)
    )
    mute = all(scene.parse.pos[p.head] == "PRON" and not p.is_named for p in found)
    return () if mute and trigger.type == "CONSULT" else found


def _hearing(scene: Scene, trigger: Trigger) -> tuple[Party, ...]:
    """Who does something there: "a meeting at which Chad and Niger agreed"."""
    parse = scene.parse
    if trigger.type != "CONSULT":
        return ()
    for clause in parse.dependents(trigger.token, "relcl"):
        for subject in parse.dependents(clause, "nsubj") if _is_there(parse, clause) else ():
            return find_parties(scene, subject, Wanted(places=True))
    return ()


def _is_there(parse: Parse, clause: int) -> bool:
    """Whether a relative clause says what is done there: "at which", "where"."""
    at = any(word in THERE and parse.words[t] == "which" for word, t in prepositions(parse, clause))
    return at or any(parse.lemmas[t].lower() == "where" for t in parse.dependents(clause, "advmod"))


def proposing(scene: Scene, noun: int) -> tuple[Party, ...]:
    """Who turns a proposal of talks down or takes it up, and whose it is; who is invited."""
    parse, preposition = scene.parse, scene.parse.heads[noun]
    if parse.deps[noun] != "pobj":
        return ()
    above = offer_before(scene, preposition)
    if is_verb(parse, above):
        return _inviting(scene, above, preposition)
    verb = parse.heads[above]
    direct = parse.deps[above] == "dobj" and _is_proposal(scene, above)
    doer = doer_of(parse, verb) if direct and is_verb(parse, verb) else None
    owners = parse.dependents(above, "poss", "amod", "compound", "nmod")
    own = any(parse.pos[t] == "PRON" for t in owners)
    if doer is None or not (own or STANCES.intersection(kinds_of(scene, verb))):
        return ()
    owners = tuple(t for t in owners if scene.mentions.at(parse.starts[t]) is not None)
    owners += tuple(head for word, head in prepositions(parse, above) if word in ("from", "by"))
    heads = [doer, *owners]
    return tuple(p for head in heads for p in find_parties(scene, head, Wanted(places=True)))


def _inviting(scene: Scene, verb: int, preposition: int) -> tuple[Party, ...]:
    """Who invites and who is invited: "invited the two leaders to a meeting"."""
    if scene.lemma(verb) not in INVITING or scene.lemma(preposition) not in ("to", "for"):
        return ()
    doer = doer_of(scene.parse, verb)
    host = () if doer is None else find_parties(scene, doer, Wanted(places=True))
    return (*host, *_asked(scene, verb, preposition))


def _asked(scene: Scene, verb: int, preposition: int) -> tuple[Party, ...]:
    """Who is invited, asked or appealed to."""
    to = (noun for word, noun in prepositions(scene.parse, verb) if word == "to")
    heads = list(to) if scene.lemma(preposition) == "for" else []
    found = tuple(p for head in heads for p in find_parties(scene, head, Wanted(places=True)))
    return _objects(scene, verb) or found


def _objects(scene: Scene, verb: int) -> tuple[Party, ...]:
    heads = objects_of(scene.parse, verb)
    return tuple(p for head in heads for p in find_parties(scene, head, Wanted(places=True)))


def guests(scene: Scene, noun: int) -> frozenset[int]:
    """Heads of those who are invited to what a noun tells of."""
    preposition = scene.parse.heads[noun]
    verb = scene.parse.heads[preposition]
    if scene.parse.deps[noun] != "pobj" or scene.lemma(verb) not in INVITING:
        return frozenset()
    return frozenset(party.head for party in _asked(scene, verb, preposition))


def takers(scene: Scene, noun: int) -> tuple[Party, ...]:
    """Who takes up or turns down an invitation that says whose it is: "Rome's invitation"."""
    parse, verb = scene.parse, scene.parse.heads[noun]
    owned = any(t != doer_of(parse, verb) for t in parse.dependents(noun, "poss"))
    if parse.deps[noun] != "dobj" or not owned or not is_verb(parse, verb):
        return ()
    doer = doer_of(parse, verb)
    kinds = TAKING.intersection(kinds_of(scene, verb))
    return () if doer is None or not kinds else find_parties(scene, doer, Wanted(places=True))


def _is_proposal(scene: Scene, token: int) -> bool:
    return scene.parse.pos[token] == "NOUN" and scene.lemma(token) in PROPOSAL


def is_venue(scene: Scene, token: int) -> bool:
    """Whether a city's name says where the meeting after it is: "the Luanda summit"."""
    parse, noun = scene.parse, scene.parse.heads[token]
    linked = scene.mentions.at(parse.starts[token])
    if parse.deps[token] not in ("compound", "nmod") or linked is None:
        return False
    meeting = scene.lemma(noun) in scene.triggers.classes["meeting"] and token < noun
    named = scene.mentions.entities.get(linked.link.named or linked.link.entity or "")
    city = named is not None and named.kind is EntityKind.CITY
    return meeting and city and parse.words[token + 1] not in ("-", "–", "and", ",")


def listed_before(scene: Scene, doer: int) -> tuple[Party, ...]:
    """The party before a comma that opens a headline: "Thai, Cambodian leaders agree"."""
    parse = scene.parse
    first = parse.sentence_of(doer).first
    if not scene.is_heading(doer) or first + 1 >= doer or parse.words[first + 1] != ",":
        return ()
    if parse.subtree_range(doer)[0] != first + 2 or parse.dependents(doer, "appos"):
        return ()
    linked = scene.mentions.at(parse.starts[first])
    return () if linked is None else find_parties(scene, first, Wanted(places=True))


def _performers(scene: Scene, noun: int) -> tuple[Party, ...]:
    """Who does what the noun tells: the subject of "announced", "ordered", "carried out"."""
    parse, verb = scene.parse, scene.parse.heads[noun]
    if parse.deps[noun] == "pobj" and parse.deps[verb] == "prep":
        verb = parse.heads[verb]
    if parse.deps[noun] not in ("dobj", "nsubjpass", "pobj") or not is_verb(parse, verb):
        return ()
    performed = any(name in scene.triggers.performing for name in names_of(scene, verb))
    if not performed and not STANCES.intersection(kinds_of(scene, verb)):
        return ()
    doer = doer_of(parse, verb)
    found = () if doer is None else find_parties(scene, doer, Wanted(places=True))
    return tuple(party for party in found if not party.thing) or found


def _occasion(scene: Scene, trigger: Trigger) -> tuple[Party, ...]:
    """Who does something at a meeting, or has told of it: "said at a press conference"."""
    parse, noun = scene.parse, counted(scene, trigger.token)
    if parse.deps[noun] != "pobj" or trigger.entry.group.type != "CONSULT":
        return ()
    preposition = parse.heads[noun]
    above = _told_of(parse, preposition)
    headed = _is_headline(scene, above)
    if (is_verb(parse, above) or headed) and _is_attended(scene, preposition, noun):
        doer = above if headed else doer_of(parse, above)
        told = [doer, *_told_there(scene, above, trigger)]
        heads = [t for t in told if t is not None and scene.lemma(t) not in scene.triggers.speakers]
        return tuple(party for head in heads for party in find_parties(scene, head))
    if scene.lemma(preposition) in ABOUT:
        for owner in parse.dependents(above, "poss"):
            return find_parties(scene, owner)
    return ()


def _is_headline(scene: Scene, noun: int) -> bool:
    """Whether a headline without a verb is about a noun: "Leaders in first meeting"."""
    root = scene.parse.deps[noun] == "ROOT" and scene.parse.pos[noun] in ("NOUN", "PROPN")
    return root and scene.is_heading(noun)


def _told_of(parse: Parse, preposition: int) -> int:
    """The verb that a preposition goes with, where "said" stands between: "agreed, he said, at"."""
    verb = parse.heads[preposition]
    if parse.deps[verb] == "parataxis" and verb < preposition:
        return parse.heads[verb]
    told = [clause for clause in parse.dependents(verb, "ccomp") if clause < verb < preposition]
    return told[0] if told else verb


def counted(scene: Scene, noun: int) -> int:
    """What a noun is counted by, or the noun: "two days of talks"."""
    parse, above = scene.parse, scene.parse.heads[noun]
    if parse.deps[noun] != "pobj" or scene.lemma(above) != "of":
        return noun
    count = parse.heads[above]
    return count if scene.lemma(count) in scene.triggers.quantity | CONTENT else noun


def _is_attended(scene: Scene, preposition: int, noun: int) -> bool:
    """Whether who does the clause is at the meeting: "flew to Doha for talks with Qatar"."""
    if {scene.lemma(preposition), scene.parse.words[preposition].lower()} & AT:
        return True
    if scene.lemma(preposition) == "to" and scene.lemma(scene.parse.heads[preposition]) in GOING:
        return True
    sides = any(word == "with" for word, _ in prepositions(scene.parse, noun))
    return scene.lemma(preposition) == "for" and sides


def _told_there(scene: Scene, verb: int, trigger: Trigger) -> Iterator[int]:
    """To whom something is said in a call: "told the minister in a phone call"."""
    if trigger.entry.group.mode == "phone":
        yield from scene.parse.dependents(verb, "dobj", "dative")


def teller(scene: Scene, trigger: Trigger) -> tuple[Party, ...]:
    """Who says that there was a meeting with somebody, or none."""
    determiners = {scene.lemma(d) for d in scene.parse.dependents(trigger.token, "det")}
    if trigger.entry.group.type != "CONSULT" or not determiners <= NEW:
        return ()
    current = trigger.token
    for above in scene.parse.ancestors(current):
        if scene.parse.deps[current] == "ccomp" and is_verb(scene.parse, above):
            doer = doer_of(scene.parse, above)
            told = () if doer is None else find_parties(scene, doer)
            return tuple(p for p in told if p.entity is None or p.entity.sector != MEDIA)
        current = above
    return ()
