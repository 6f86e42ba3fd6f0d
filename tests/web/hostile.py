"""A hundred reports that try to be more than text, in every field that a report has."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import cycle, islice
from typing import Final

from memcon.record import Record
from tests.render.reports import full

COUNT: Final = 100
MARK: Final = "pwned"
"""What scripts of these reports would set, were they ever to run."""
RUN: Final = f"window.{MARK}=1,alert(1)"
PAYLOADS: Final = (
    f"<script>{RUN}</script>",
    f'"><script>{RUN}</script>',
    f"'><script>{RUN}</script>",
    f"</title><script>{RUN}</script>",
    f"</textarea><script>{RUN}</script>",
    f"--><script>{RUN}</script><!--",
    f"]]><script>{RUN}</script>",
    f"<ScRiPt/x>{RUN}</ScRiPt>",
    f"<svg/onload={RUN}>",
    f"<svg><script>{RUN}</script></svg>",
    f"<svg><animate onbegin={RUN} attributeName=x dur=1s>",
    f"<img src=x onerror={RUN}>",
    f'" onmouseover="{RUN}" autofocus onfocus="{RUN}',
    f"' onmouseover='{RUN}' autofocus onfocus='{RUN}",
    f"<body onload={RUN}>",
    f"<details open ontoggle={RUN}>",
    f"<iframe srcdoc='<script>parent.{RUN}</script>'></iframe>",
    f"<iframe src=javascript:{RUN}></iframe>",
    f'<a href="javascript:{RUN}">x</a>',
    f"javascript:{RUN}",
    f"JaVaScRiPt&colon;{RUN}",
    f"data:text/html,<script>{RUN}</script>",
    f"<object data=javascript:{RUN}></object><embed src=javascript:{RUN}>",
    f'<meta http-equiv="refresh" content="0;url=javascript:{RUN}">',
    "<base href=http://e.example/>",
    f"<math><mtext></form><form><mglyph><style></math><img src onerror={RUN}>",
    f"<template><script>{RUN}</script></template>",
    "<style>@import url(http://e.example/x.css)</style>",
    "<link rel=stylesheet href=http://e.example/x.css>",
    f"<input hx-get=/ hx-trigger=load hx-on::load={RUN}>",
    "<div hx-get=http://e.example/ hx-trigger=load></div>",
    "{{ 7*7 }}{% for x in ().__class__.__mro__ %}{{ x }}{% endfor %}",
    "{{ config }}${7*7}#{7*7}<%= 7*7 %>",
    "{{''.__class__.__mro__[1].__subclasses__()}}",
    f"&lt;script&gt;{RUN}&lt;/script&gt;",
    f"\\u003cscript\\u003e{RUN}\\u003c/script\\u003e",
    f"%3Cscript%3E{RUN}%3C/script%3E",
    f"<\u0001script>{RUN}</script>",
    f"＜script＞{RUN}＜/script＞",
    f"\u202e<script>{RUN}</script>",
)
URLS: Final = (
    f"javascript:{RUN}",
    f" javascript:{RUN}",
    f"java\tscript:{RUN}",
    f"data:text/html,<script>{RUN}</script>",
    f"vbscript:{RUN}",
    f'https://e.example/"onmouseover="{RUN}',
    "//e.example/",
    f"https://e.example/'><script>{RUN}</script>",
    "file:///etc/passwd",
)


def records() -> Iterator[Record]:
    """The reports, each with one payload in every field and one address."""
    pairs = islice(zip(cycle(PAYLOADS), cycle(URLS), strict=False), COUNT)
    for number, (payload, url) in enumerate(pairs):
        yield full(f"{payload}{number}", id=f"article-{number}", url=f"{url}//{number}")
