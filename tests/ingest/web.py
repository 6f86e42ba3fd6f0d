"""Small web pages and their parts, in the shape that news sites give them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

REPORT: Final = (
    "Delegates from the two river states met in Lausanne on Monday for a third round of talks "
    "on sharing the water of the upper basin, and parted late in the evening without a text.",
    "The chief negotiator of the northern side said that the positions had come closer, but "
    "that the question of the winter months was still open and would need a decision at home.",
    "“We did not come here to sign, we came here to listen,” she told reporters at the gate of "
    "the hotel, before leaving for the airport with the rest of her delegation.",
    "Her counterpart from the south spoke of a useful day. He repeated that his government "
    "would accept no dam above the gorge before the survey of the river has been finished.",
    "“Nobody builds first and measures afterwards,” he said.",
    "The talks are to be resumed in four weeks, according to the mediator, who read out a short "
    "statement in the lobby and took no questions from the press.",
)
TITLE: Final = "River states part without a text in Lausanne"
HEAD: Final = (
    '<meta property="og:title" content="{title} | The Upland Post">'
    '<meta property="og:site_name" content="The Upland Post">'
    '<link rel="canonical" href="https://upland.example/world/river-talks">'
)


def paragraphs(*texts: str) -> str:
    """The texts as ``p`` elements."""
    return "\n".join(f"<p>{text}</p>" for text in texts)


def page(body: str | None = None, *, head: str | None = None, title: str = TITLE) -> str:
    """A page with navigation, cookie notice, share bar, article, teasers and footer."""
    inner = paragraphs(*REPORT) if body is None else body
    return f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">
<title>{title} | The Upland Post</title>{HEAD.format(title=title) if head is None else head}
</head><body>
<div class="cookie-banner"><p>We use cookies to improve your visit.</p><button>OK</button></div>
<nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li></ul></nav>
<main><article><h1>{title}</h1>
<div class="share-bar"><a href="#f">Facebook</a> <a href="#x">X</a> <a href="#m">Email</a></div>
<div class="article-body">{inner}</div></article></main>
<aside class="related"><h3>Related</h3><ul><li><a href="/a">Ministers fly home early</a></li>
<li><a href="/b">What the old river treaty says</a></li></ul></aside>
<footer><p>© The Upland Post. All rights reserved.</p></footer></body></html>"""


def text_of(texts: Sequence[str] = REPORT) -> str:
    """The report as plain text, blank lines between paragraphs."""
    return "\n\n".join(texts)
