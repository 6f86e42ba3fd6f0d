"""Which issue a claim is about: by the cue phrases of the codebook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from memcon.codebook.issues import OTHER, Issues
from memcon.codebook.patterns import Forms
from memcon.stages.positions.around import around_claim, is_mere_name, name_numbers
from memcon.stages.positions.scene import Scene
from memcon.stages.positions.syntax import Tokens

CUE: Final = 3.0
HINT: Final = 1.0
WORD: Final = 1.5
"""What each further word of a phrase adds: longer phrases say more."""
FURTHER: Final = 0.5
"""What each further phrase of an issue adds."""
ASIDE: Final = 0.5
"""Share of weight of what stands after a condition: "… if the siege is lifted"."""
LATE: Final = 0.45
"""Share of weight that the end of a claim lacks: what it is about comes first."""
BROAD: Final = 0.4
"""Share of weight of issues that yield to others."""
AROUND: Final = 0.5
"""Share of the score of an issue that only the sentence around the claim shows."""
FULL: Final = 6.0
"""The weight at which a match is taken for sure."""
Where = Literal["claim", "beside", "before", "report"]
VOTING: Final = frozenset({"vote"})
AFTER: Final = frozenset({"if", "unless", "until", "provided", "after", "before", "because", "as"})


@dataclass(frozen=True, slots=True)
class Match:
    """An issue, how sure it is (0 to 1), and the phrase that shows it."""

    issue: str
    score: float
    reason: str
    places: tuple[int, ...] = ()
    """Where the words of the phrase stand: indices of what was matched, tokens for a claim."""
    hinted: bool = False
    """Whether hints alone show it."""
    shown: Where = "claim"
    """Where: in the claim, beside it, in what it takes up, or in the report as a whole."""


@dataclass(frozen=True, slots=True)
class _Found:
    weight: float
    words: str
    places: tuple[int, ...]
    hint: bool


NONE: Final[Mapping[int, int]] = {}
NOTHING: Final = Match(OTHER, 0.3, "no cue of the codebook")


def match_claim(scene: Scene, sign: int, claim: Tokens) -> Match:
    """The issue of a claim and the word ``sign`` that shows the stance on it.

    Where they show none it is that of the words around them.
    """
    own = scene.lemma(sign) in VOTING  # "voted for a bill" is about no election
    before = (sign,) if sign < claim[0] and not own else ()
    found = match_tokens(scene, (*before, *range(*claim)))
    if found is not None:
        return found
    around = match_tokens(scene, around_claim(scene, sign, claim), cues_only=True)
    if around is None:
        return NOTHING
    score, reason = round(around.score * AROUND, 3), f"{around.reason} beside the claim"
    return Match(around.issue, score, reason, shown="beside")


def match_tokens(scene: Scene, tokens: Sequence[int], *, cues_only: bool = False) -> Match | None:
    """The issue that the words at ``tokens`` show best, if any."""
    kept, words = scene.forms(tokens)
    named = name_numbers(scene, kept)
    found = match_words(scene.issues, words, cues_only=cues_only, named=named)
    return found and replace(found, places=tuple(kept[place] for place in found.places))


def match_words(
    issues: Issues,
    words: Sequence[Forms],
    *,
    cues_only: bool = False,
    named: Mapping[int, int] = NONE,
) -> Match | None:
    """The issue that ``words`` show best, if any; ``named`` numbers the names they belong to."""
    found = _weigh(issues, words, cues_only, named)
    if not found:
        return None
    best = max(found, key=lambda issue: sum(one.weight for one in found[issue]))
    total = sum(one.weight for one in found[best])
    shown = ", ".join(dict.fromkeys(f"“{one.words}”" for one in found[best][:3]))
    lead = found[best][0]
    return Match(best, round(min(1.0, total / FULL), 3), shown, lead.places, lead.hint)


def _weigh(
    issues: Issues, words: Sequence[Forms], cues_only: bool, named: Mapping[int, int]
) -> Mapping[str, list[_Found]]:
    """The phrases of each issue, the heaviest first; further ones weigh little."""
    hits = [
        (show, phrase, places)
        for phrase, places in issues.phrases.find(words)
        if not is_mere_name(phrase.text, places, named)
        for show in issues.shows[phrase.text]
    ]
    masked = {(show.issue, place) for show, _, at in hits if show.kind == "miss" for place in at}
    aside = next((n for n, forms in enumerate(words) if n and forms[1] in AFTER), len(words))
    found: dict[str, dict[tuple[int, ...], _Found]] = {}
    for show, _, places in hits:
        if show.kind == "miss" or any((show.issue, place) in masked for place in places):
            continue
        if cues_only and show.kind == "hint":
            continue
        base = CUE if show.kind == "cue" else HINT
        weight = (base + WORD * (len(places) - 1)) * (1 - LATE * places[0] / len(words))
        weight *= BROAD if issues.by_id[show.issue].broad else 1
        weight *= ASIDE if places[0] > aside else 1
        told = " ".join(words[place][1] for place in places)
        found.setdefault(show.issue, {})[places] = _Found(weight, told, places, show.kind == "hint")
    return {issue: _ranked(listed) for issue, listed in found.items()}


def _ranked(found: Mapping[tuple[int, ...], _Found]) -> list[_Found]:
    """The heaviest in full, and a little for each other on words of its own."""
    ordered = sorted(found.items(), key=lambda item: (-item[1].weight, item[0]))
    taken: set[int] = set()
    ranked = []
    for places, one in ordered:
        if taken & set(places):
            continue
        weight = one.weight if not taken else min(FURTHER, one.weight)
        ranked.append(_Found(weight, one.words, places, one.hint))
        taken |= set(places)
    return ranked
