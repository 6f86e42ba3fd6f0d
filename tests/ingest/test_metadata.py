from __future__ import annotations

import json

import pytest

from memcon.ingest.metadata import Metadata, read_metadata
from memcon.ingest.page import parse_markup
from tests.ingest.web import TITLE, page

LINKED = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": "River talks end without a text",
    "datePublished": "2025-03-04T21:10:00+01:00",
    "author": [{"@type": "Person", "name": "Ada Brunner"}, {"name": "By Tom Okoro"}],
    "publisher": {"@type": "Organization", "name": "The Upland Post"},
    "mainEntityOfPage": {"@id": "https://upland.example/world/river-talks"},
}


def _read(head: str, url: str | None = None) -> Metadata:
    return read_metadata(parse_markup(page(head=head), "page.html"), url=url)


def _script(value: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(value)}</script>'


@pytest.mark.parametrize("value", [LINKED, [LINKED], {"@graph": [{"@type": "WebSite"}, LINKED]}])
def test_json_ld_comes_first(value: object) -> None:
    """Headline, date, authors, site and address of a NewsArticle, wherever it is nested."""
    found = _read(_script(value) + '<meta property="og:title" content="Other">')
    assert found == Metadata(
        title="River talks end without a text",
        site="The Upland Post",
        authors=("Ada Brunner", "Tom Okoro"),
        url="https://upland.example/world/river-talks",
        published="2025-03-04",
        published_from="metadata",
    )


@pytest.mark.parametrize(
    "meta",
    [
        '<meta property="article:published_time" content="2025-03-04T08:00Z">',
        '<meta name="DC.date.issued" content="2025-03-04">',
        '<meta itemprop="datePublished" content="2025-03-04">',
        _script({"@type": "NewsArticle", "datePublished": "soon"})
        + '<meta name="pubdate" content="20250304">',
    ],
)
def test_meta_elements_give_the_date(meta: str) -> None:
    """Names that publishers use, in any case; a bad date is passed over."""
    assert (_read(meta).published, _read(meta).published_from) == ("2025-03-04", "metadata")


def test_a_visible_time_element_gives_the_date() -> None:
    """Where the head says nothing, the page's time element does."""
    markup = page(head="").replace("</h1>", '</h1><time datetime="2025-03-04T08:00">4 March</time>')
    found = read_metadata(parse_markup(markup, "page.html"))
    assert (found.published, found.published_from) == ("2025-03-04", "metadata")


def test_the_address_gives_the_date_last() -> None:
    """A date in the path counts where nothing else does, and is said to come from there."""
    found = _read("", url="https://upland.example/2025/03/04/talks")
    assert (found.published, found.published_from) == ("2025-03-04", "url")


@pytest.mark.parametrize("tail", [" | The Upland Post", " - The Upland Post", " – The Upland Post"])
def test_titles_lose_the_site(tail: str) -> None:
    """The site's name after the title is not part of it."""
    site = '<meta property="og:site_name" content="The Upland Post">'
    assert _read(f'{site}<meta property="og:title" content="{TITLE}{tail}">').title == TITLE


def test_titles_keep_their_own_dashes() -> None:
    """A dash before anything but the site belongs to the title."""
    assert (
        _read('<meta property="og:title" content="A truce - at last">').title == "A truce - at last"
    )


def test_a_front_page_is_no_canonical_address() -> None:
    """A canonical link to the site's root says nothing about the article."""
    link = '<link rel="canonical" href="https://upland.example/">'
    assert _read(link, url="https://upland.example/a#top").url == "https://upland.example/a"


@pytest.mark.parametrize("broken", ["{", "[" * 5000, "null", '"x"', '{"@type": {}}'])
def test_broken_json_ld_is_passed_over(broken: str) -> None:
    """Nonsense in a script element costs nothing else."""
    script = f'<script type="application/ld+json">{broken}</script>'
    assert _read(script + '<meta name="author" content="By Ada Brunner">').authors == (
        "Ada Brunner",
    )
