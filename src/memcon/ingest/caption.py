"""Photo captions among paragraphs, told by their credit, their neighbours and their grammar.

News captions follow a form that agencies teach (AP Stylebook, "Photo captions"): one sentence
in the present tense saying who is doing what, where, and on what full date. Those marks are
tested here; nothing depends on an outlet.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import Final

from memcon.text.sentences import find_sentences

MAX_WORDS: Final = 60
MONTHS: Final = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|March|Mar\.?|April|Apr\.?|May|June?|July?|"
    r"Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
WEEKDAYS: Final = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
DAY_MONTH: Final = rf"(?:{MONTHS}\s+\d{{1,2}}|\d{{1,2}}\s+{MONTHS})"

OPENING: Final = re.compile(
    r"(?i)(?:[\[(]?(?:file|file photo|file image|file picture|archive photo|photo|image|picture|"
    r"pictured|caption|in pictures?|photo caption)\b[\])]?\s*(?:[:–—-]|\(\w+\)|of\b)\s*\S|"
    r"(?:from left|left to right|clockwise from|\(l-r\)|\(from left))"
)
CREDIT: Final = re.compile(
    r"(?:\((?:AP Photo|Photo by|Photo:|Image:|Photograph:|Reuters|REUTERS|AFP|EPA|Getty)[^)]*\)|"
    r"\[[^\]]*(?:Reuters|AFP|AP Photo|EPA|Getty|Anadolu|Pool|Handout)[^\]]*\]|"
    r"(?:Photo|Photograph|Credit|Image|Picture)\s?: ?(?:[A-Z][\w./'’-]*[\s/,]*){1,8})[.\s]*$"
)
IN_PHOTO: Final = re.compile(
    r"(?i)\b(?:in|on) this (?:(?:\w+ ){0,2}(?:file |handout )?)?(?:photo|photograph|image|picture|"
    r"frame grab|screen ?grab)|\b(?:pictured|seen) (?:here|above|left|right)\b|\(file\)"
)
PRESENT: Final = re.compile(
    r"\b(?:(?:is|are) (?:seen|pictured|shown|photographed)|poses?|shakes? hands|stands?|sits?|"
    r"speaks?|walks?|looks? on|listens?|gestures?|waves?|greets?|welcomes?|attends?|arrives?|"
    r"leaves?|embraces?|smiles?|chats?|addresses|delivers|boards?|takes? part|applauds?|reacts?|"
    r"appears? (?:together|with|at|in|on|before)|meets? (?:with )?[A-Z]|talks? (?:to|with))\b"
)
PAST: Final = re.compile(
    r"\b(?:(?:was|were) (?:seen|pictured|shown|photographed)|posed|shook hands|stood|sat|spoke|"
    r"walked|looked on|listened|gestured|waved|greeted|welcomed|attended|arrived|embraced|smiled|"
    r"chatted|addressed|delivered|boarded|took part|appeared|met|talked|held)\b"
)
FULL_DATE: Final = re.compile(rf"\b{DAY_MONTH},?\s+(?:19|20)\d\d\b")
SOME_DATE: Final = re.compile(rf"\b(?:{DAY_MONTH}|{WEEKDAYS})\b")
PLACE: Final = re.compile(r"\b(?:in|at|near|outside|aboard|from)\s+(?:the\s+)?[A-Z]")
SPOKEN: Final = re.compile(r"[“\"].{12,}[”\"]|\b(?:said|told|added|stated|according to)\b")


def is_caption(text: str, *, beside_image: bool) -> bool:
    """Whether the paragraph ``text`` describes a photo.

    ``beside_image``: the piece before or after it is an image marker or a photo credit. Without
    one, only a caption that gives itself away counts: a credit, "in this file photo", or the
    agencies' form in full (one sentence, present tense, place, date with a year).
    """
    if len(text.split()) > MAX_WORDS:
        return False
    if OPENING.match(text) or CREDIT.search(text) or IN_PHOTO.search(text):
        return True
    if SPOKEN.search(text) or _is_several(text) or not PLACE.search(text):
        return False
    if beside_image and SOME_DATE.search(text):
        return bool(PRESENT.search(text) or PAST.search(text))
    return bool(PRESENT.search(text) and FULL_DATE.search(text))


def _is_several(text: str) -> bool:
    """Whether ``text`` holds more than one sentence."""
    return len(list(islice(find_sentences(text), 2))) > 1
