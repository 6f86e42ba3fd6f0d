"""Whether a date stands where a report tells its news, or where it tells how things came about.

Reports date their background in full ("at war since April 15, 2023", "the accord of 14 December
1995"): such a date says when something older happened and must not date the report.
"""

from __future__ import annotations

import re
from typing import Final

from memcon.ingest.caption import is_caption

PAST: Final = re.compile(
    r"(?i)\b(?:said|told|stated|announced|held|met|spoke|was|were|had|came|took place|signed|"
    r"added|reported|confirmed|arrived|called|wrote|rejected|left|began|broke out|"
    r"\w{3,}ed)\b"
)
ORIGIN_VERB: Final = re.compile(
    r"(?i)(?:signed|dated|invaded|began|begun|started|founded|established|adopted|formed|created|"
    r"launched|erupted|broke out|ratified|enacted|annexed|seized|ousted|overthrew|toppled|"
    r"entered|expired|published|passed|named|called|based|born)"
)
"""Verbs whose day is that of a thing's beginning; a date that hangs on them anchors nothing."""

ORIGIN_WORD: Final = re.compile(
    r"(?i)\b(?:since|until|till|from|following|when|where|which|who|whom|whose|"
    r"(?:after|before)(?! (?:sunrise|dawn|daybreak|noon|midday|sunset|dark|midnight)\b)|"
    r"in the wake|dating|originally|initially|formerly|previously|anniversary|"
    r"(?<!said )(?<!stated )(?<!announced )(?<!added )(?<!confirmed )(?<!reported )that)\b"
)
INTRODUCED: Final = re.compile(
    r"(?i)\b(?:since|after|until|till|before|from|by|of|following|in the wake of|dated|signed|"
    r"invaded|began|begun|started|founded|established|adopted|formed|created|launched)"
    r"(?:\s+on)?(?:\s+\w+day)?,?\s+(?:the\s+)?$"
)
"""These right before a date, year or none, make it the date of something older, or a limit."""

ON: Final = re.compile(r"(?i)\bon\s+(?:the\s+\w+\s+of\s+)?$")
EVENT: Final = re.compile(
    r"(?i)\b(?:attacks?|invasion|war|coup|massacre|elections?|outbreak|accords?|agreements?|"
    r"treaty|pact|truce|ceasefire|armistice|referendum|vote|start|beginning|death|birth|"
    r"independence|earthquake|assassination|killings?|bombings?|resolution|raid|assault)\s+on\s+$"
)
THE: Final = re.compile(r"(?i)the\s+")
FILE: Final = re.compile(r"(?i)\b(?:file|archive)\b")
BESIDE: Final = 100
"""Code points within which the verb stands that a date goes with."""


def is_introduced_as_old(sentence: str, at: int) -> bool:
    """Whether the words right before the date at ``at`` make it background or a limit."""
    found = INTRODUCED.search(sentence, 0, at)
    return found is not None and not found.group().lower().startswith("of ")


def is_reporting(sentence: str, start: int, end: int) -> bool:
    """Whether the full date at ``start:end`` is "on DATE" beside what the report says happened."""
    before, after = sentence[:start], sentence[end:]
    attributive = THE.match(sentence, start) and " of " not in sentence[start:end]
    if attributive or not ON.search(before) or EVENT.search(before) or ORIGIN_WORD.search(before):
        return False
    verbs = [found for found in PAST.finditer(before) if start - found.end() <= BESIDE]
    if verbs:
        return not ORIGIN_VERB.fullmatch(verbs[-1].group())
    if is_caption(sentence.strip(), beside_image=False):
        return FILE.search(sentence) is None
    following = PAST.search(after[:BESIDE])
    opens = re.fullmatch(r"\W*on\s+", before, re.IGNORECASE) is not None
    return opens and following is not None and not ORIGIN_VERB.fullmatch(following.group())
