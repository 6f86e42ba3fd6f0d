from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

import pytest

from memcon.codebook.cues import load_cues
from memcon.codebook.titles import load_titles
from memcon.nlp import Parser
from memcon.record import Article, EntityKind, Fact, Span
from memcon.stages.statements.scene import Scene
from memcon.stages.statements.speakers import find_speakers
from memcon.stages.statements.triples import Triple
from tests import factories as make

PEOPLE: Final = ("Ana Ruiz", "Ruiz", "Omar Haddad", "Haddad", "Berg")
BODIES: Final = {"ministry": EntityKind.ORGANISATION, "Oslo": EntityKind.COUNTRY}
IDS: Final = {"Ana Ruiz": "ruiz", "Omar Haddad": "haddad"}


@dataclass(frozen=True, slots=True)
class Chain:
    """A text, who is quoted in it as (source, content), and whom the sources mean."""

    name: str
    text: str
    said: tuple[tuple[str, str], ...]
    expected: tuple[str | None, ...]
    pronouns: Mapping[str, str] = field(default_factory=dict)
    """What the mentions stage took a pronoun for, where that matters."""


def chain(name: str, text: str, *rows: tuple[str, str, str | None], **pronouns: str) -> Chain:
    """A chain; each row is a source (with its number, "he#1"), a content, and the speaker."""
    said = tuple((source, content) for source, content, _ in rows)
    return Chain(name, text, said, tuple(speaker for _, _, speaker in rows), pronouns)


ROWS: Final = (
    chain("a name", "Ruiz said the talks go on.", ("Ruiz", "the talks go on", "ruiz")),
    chain("he after a statement", "Haddad said the talks go on. He said nobody had left.",
        ("Haddad", "the talks go on", "haddad"), ("He", "nobody had left", "haddad")),
    chain("she after a statement", "Ruiz said the talks go on. “We wait,” she added.",
        ("Ruiz", "the talks go on", "ruiz"), ("she", "“We wait,”", "ruiz")),
    chain("three in a row",
        "Ruiz said the talks go on. She said nobody had left. She added that it was late.",
        ("Ruiz", "the talks go on", "ruiz"), ("She", "nobody had left", "ruiz"),
        ("She#1", "it was late", "ruiz")),
    chain("the last of two speakers",
        "Ruiz said the talks go on. Haddad said nobody had left. “We wait,” he added.",
        ("Ruiz", "the talks go on", "ruiz"), ("Haddad", "nobody had left", "haddad"),
        ("he", "“We wait,”", "haddad")),
    chain("a new subject in between",
        "Ruiz said the talks go on. Berg left the hall. He said nobody had won.",
        ("Ruiz", "the talks go on", "ruiz"), ("He", "nobody had won", "berg")),
    chain("a new name that is no subject changes nothing",
        "Haddad said the talks go on. The guards stopped Berg. He said nobody had won.",
        ("Haddad", "the talks go on", "haddad"), ("He", "nobody had won", "haddad")),
    chain("a name within what is said changes nothing",
        "Haddad said that Berg left the hall. He said nobody had won.",
        ("Haddad", "Berg left the hall", "haddad"), ("He", "nobody had won", "haddad")),
    chain("gender is remembered",
        "Ruiz said it was over. “We wait,” she said. Berg said no. She said nobody had won.",
        ("Ruiz", "it was over", "ruiz"), ("she", "“We wait,”", "ruiz"),
        ("Berg", "no", "berg"), ("She", "nobody had won", "berg")),
    chain("gender of both is remembered",
        "Ruiz said it was over. “We wait,” she said. Haddad said no. “Never,” he said. "
        "She said nobody had won.",
        ("Ruiz", "it was over", "ruiz"), ("she", "“We wait,”", "ruiz"),
        ("Haddad", "no", "haddad"), ("he", "“Never,”", "haddad"),
        ("She", "nobody had won", "ruiz")),
    chain("a possessive is read as the mentions stage read it",
        "Haddad said the talks go on. Berg met Ruiz, and his claim that it was over surprised us.",
        ("Haddad", "the talks go on", "haddad"), ("his", "it was over", "berg"), his="Berg"),
    chain("a possessive without a reading goes to the chain",
        "Haddad left. His claim that it was over surprised us.",
        ("His", "it was over", "haddad")),
    chain("a nested pronoun is read as the mentions stage read it",
        "Ruiz said that Berg left after he said it was over.",
        ("Ruiz", "Berg left after he said it was over", "ruiz"), ("he", "it was over", "berg"),
        he="Berg"),
    chain("a quotation that is carried on",
        "“The talks go on,” Ruiz said.\n\n“Nobody has left so far.”",
        ("Ruiz", "“The talks go on,”", "ruiz"), ("", "“Nobody has left so far.”", "ruiz")),
    chain("carried on twice",
        "“The talks go on,” Ruiz said.\n\n“Nobody has left so far.\n\n“It is late.”",
        ("Ruiz", "“The talks go on,”", "ruiz"), ("", "“Nobody has left so far.", "ruiz"),
        ("", "“It is late.”", "ruiz")),
    chain("carried on from nobody known",
        "“The talks go on,” a guard said.\n\n“Nobody has left so far.”",
        ("a guard", "“The talks go on,”", None), ("", "“Nobody has left so far.”", None)),
    chain("carried on before anybody spoke", "“Nobody has left so far.”",
        ("", "“Nobody has left so far.”", None)),
    chain("who", "Ruiz, who said that the talks were over, left the hall.",
        ("who", "the talks were over", "ruiz")),
    chain("a spokesman for a body", "A spokesman for the ministry said the border was closed.",
        ("A spokesman for the ministry", "the border was closed", "ministry")),
    chain("a body's spokeswoman", "The ministry’s spokeswoman said the border was closed.",
        ("The ministry’s spokeswoman", "the border was closed", "ministry")),
    chain("a spokesman with a name",
        "A spokesman for the ministry, Omar Haddad, said the border was closed.",
        ("A spokesman for the ministry, Omar Haddad", "the border was closed", "haddad")),
    chain("a body", "The ministry said the border was closed.",
        ("The ministry", "the border was closed", "ministry")),
    chain("a country", "Oslo said the border was closed.",
        ("Oslo", "the border was closed", "Oslo")),
    chain("an official of a country is nobody known",
        "A senior official of Oslo said the border was closed.",
        ("A senior official of Oslo", "the border was closed", None)),
    chain("sources are nobody", "Sources said the border was closed.",
        ("Sources", "the border was closed", None)),
    chain("an anonymous source ends the chain of those carried on",
        "Ruiz said it was over. “We wait,” an official said.\n\n“Nobody has left so far.”",
        ("Ruiz", "it was over", "ruiz"), ("an official", "“We wait,”", None),
        ("", "“Nobody has left so far.”", None)),
    chain("a body does not take the pronoun",
        "Ruiz said it was over. The ministry said no. She said nobody had won.",
        ("Ruiz", "it was over", "ruiz"), ("The ministry", "no", "ministry"),
        ("She", "nobody had won", "ruiz")),
    chain("a name with its office", "Ana Ruiz, the envoy of Oslo, said the border was closed.",
        ("Ana Ruiz, the envoy of Oslo", "the border was closed", "ruiz")),
    chain("an office with its name", "The envoy of Oslo, Ana Ruiz, said the border was closed.",
        ("The envoy of Oslo, Ana Ruiz", "the border was closed", "ruiz")),
    chain("a title before the name", "Foreign Minister Ana Ruiz said the border was closed.",
        ("Foreign Minister Ana Ruiz", "the border was closed", "ruiz")),
    chain("a pronoun with nobody before it", "He said the border was closed.",
        ("He", "the border was closed", None)),
    chain("a pronoun before any statement is the last subject",
        "Berg left the hall. He said nobody had won.", ("He", "nobody had won", "berg")),
    chain("a pronoun after somebody without a name is nobody known",
        "Haddad said no. A diplomat said it was over. “We wait,” he added.",
        ("Haddad", "no", "haddad"), ("A diplomat", "it was over", None),
        ("he", "“We wait,”", None)),
    chain("people without a name are not taken up by he",
        "Haddad said no. Diplomats said it was over. “We wait,” he added.",
        ("Haddad", "no", "haddad"), ("Diplomats", "it was over", None),
        ("he", "“We wait,”", "haddad")),
    chain("a given name tells who she is",
        "Ana Ruiz said it was over. Omar Haddad said no. She said nobody had won.",
        ("Ana Ruiz", "it was over", "ruiz"), ("Omar Haddad", "no", "haddad"),
        ("She", "nobody had won", "ruiz")),
    chain("the woman is like she",
        "Ana Ruiz said it was over. Omar Haddad said no. The woman said nobody had won.",
        ("Ana Ruiz", "it was over", "ruiz"), ("Omar Haddad", "no", "haddad"),
        ("The woman", "nobody had won", "ruiz")),
    chain("it is the body that spoke",
        "The ministry said no. Haddad said it was over. It said nobody had won.",
        ("The ministry", "no", "ministry"), ("Haddad", "it was over", "haddad"),
        ("It", "nobody had won", "ministry")),
    chain("they are the body that spoke", "The ministry said no. They said nobody had won.",
        ("The ministry", "no", "ministry"), ("They", "nobody had won", "ministry")),
    chain("they are rather many without a name",
        "The ministry said no. Guards said it was over. They said nobody had won.",
        ("The ministry", "no", "ministry"), ("Guards", "it was over", None),
        ("They", "nobody had won", None)),
    chain("the spokesman speaks for the same body again",
        "A spokesman for the ministry said no. Haddad said it was over. The spokesman said nobody "
        "had won.",
        ("A spokesman for the ministry", "no", "ministry"), ("Haddad", "it was over", "haddad"),
        ("The spokesman", "nobody had won", "ministry")),
    chain("the aide has no name still",
        "An aide to Haddad said no. The aide said nobody had won.",
        ("An aide to Haddad", "no", None), ("The aide", "nobody had won", None)),
    chain("a name after the body of its office", "Ambassador to Oslo Ana Ruiz said no.",
        ("Ambassador to Oslo Ana Ruiz", "no", "ruiz")),
    chain("who after the last of several names",
        "Berg, Omar Haddad and Ana Ruiz, who said that it was over, left the hall.",
        ("who", "it was over", "ruiz")),
    chain("two who speak as one are the first of them",
        "Ana Ruiz and Omar Haddad said it was over.",
        ("Ana Ruiz and Omar Haddad", "it was over", "ruiz")),
    chain("I is who speaks", "RUIZ: We said that it was over. Ruiz left.",
        ("RUIZ", "We said that it was over. Ruiz left.", "ruiz"), ("We", "it was over", "ruiz")),
    chain("a name in capitals", "HADDAD: We go on. Haddad left.",
        ("HADDAD", "We go on. Haddad left.", "haddad")),
    chain("they is nobody known", "Ruiz said it was over. They said nobody had won.",
        ("Ruiz", "it was over", "ruiz"), ("They", "nobody had won", None)),
)  # fmt: skip


def _facts(report: Article, row: Chain) -> Iterator[Fact]:
    """Every name and body that the text has, and the pronouns that the row gives a reading."""
    kinds = {**dict.fromkeys(PEOPLE, EntityKind.PERSON), **BODIES}
    covered: list[int] = []
    keys: set[str] = set()
    for name, kind in kinds.items():
        key = IDS.get(name, name if name in BODIES else name.lower())
        if key not in keys:
            keys.add(key)
            yield make.entity(name, kind, id=key)
        for nth in range(report.text.count(name)):
            span = make.find(report, name, nth)
            if not any(at in covered for at in range(span.start, span.end)):
                covered += range(span.start, span.end)
                yield from make.linked(report, name, key, nth=nth)
    for pronoun, name in row.pronouns.items():
        at = f" {pronoun} "
        made = make.mention(report, at, form="pronoun")
        yield from (made, make.link(made, name.lower()))


def _triple(report: Article, source: str, content: str) -> Triple:
    words, _, nth = source.partition("#")
    pattern = rf"\b{re.escape(words)}\b"
    found = [Span(*m.span()) for m in re.finditer(pattern, report.text) if words]
    return Triple(
        source=(found[int(nth or 0)],) if words else (),
        content=(make.find(report, content),),
        score=0.9,
        reason="by hand",
    )


@pytest.mark.parametrize("row", [pytest.param(row, id=row.name) for row in ROWS])
def test_who_is_meant(row: Chain, parser: Parser) -> None:
    """Names, roles, pronouns and sources carried on lead to the one who speaks."""
    report = make.article(row.text)
    reading = make.reading(report, _facts(report, row), parse=make.parse_of(parser, report))
    scene = Scene.of(reading, load_cues(), load_titles())
    triples = [_triple(report, source, content) for source, content in row.said]
    found = [linked and linked.link.entity for linked in find_speakers(scene, triples)]
    assert found == list(row.expected)


def test_nobody_speaks_where_nothing_is_said() -> None:
    """No triples, no speakers."""
    scene = Scene.of(make.reading(make.article("x")), load_cues(), load_titles())
    assert list(find_speakers(scene, [])) == []
