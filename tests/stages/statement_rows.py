"""What is said in short texts of our own, and by whom: the rows of ``test_statements.py``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from memcon.record import BlockKind
from memcon.record.facts import Mode, Sourcing

H, P = BlockKind.HEADING, BlockKind.PARAGRAPH


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One expected statement; parts of a content are joined by ``…``, None is not looked at."""

    source: str
    cue: str
    content: str
    mode: Mode = "indirect"
    sourcing: Sourcing = "named"
    speaker: str | None = None
    addressee: str | None = None
    when: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A text, who and what its names mean, its dates, and all that is said in it."""

    name: str
    text: str
    said: tuple[Said, ...]
    kinds: tuple[BlockKind, ...] = ()
    people: Mapping[str, str] = field(default_factory=dict)
    days: Mapping[str, str] = field(default_factory=dict)


def row(name: str, text: str, *said: Said, kinds: tuple[BlockKind, ...] = (),
        people: Mapping[str, str] | None = None,
        days: Mapping[str, str] | None = None) -> Row:  # fmt: skip
    """A row; its statements follow the text."""
    return Row(name=name, text=text, said=said, kinds=kinds, people=people or {}, days=days or {})


DIRECT: Final = (
    row("quotation and cue", "“The talks go on until June,” Ruiz said.",
        Said(source="Ruiz", cue="said", content="“The talks go on until June,”", mode="direct")),
    row("cue and quotation", "Ruiz said: “The talks go on until June.”",
        Said(source="Ruiz", cue="said", content="“The talks go on until June.”", mode="direct")),
    row("cue, comma, quotation", "The minister added, “We have not closed any door.”",
        Said(source="The minister", cue="added", content="“We have not closed any door.”",
             mode="direct")),
    row("inverted", "“We will not sign this paper,” said Ana Ruiz, the envoy of Peru.",
        Said(source="Ana Ruiz, the envoy of Peru", cue="said",
             content="“We will not sign this paper,”", mode="direct")),
    row("pronoun", "“Nobody asked us about the border,” she told reporters.",
        Said(source="she", cue="told", content="“Nobody asked us about the border,”",
             mode="direct")),
    row("straight marks", '"The talks go on until June," Ruiz said.',
        Said(source="Ruiz", cue="said", content='"The talks go on until June,"', mode="direct")),
    row("going on after a source that keeps its name back",
        "“The talks go on,” said an envoy who asked not to be named. “Nobody will leave.”",
        Said(source="an envoy", cue="said",
             content="“The talks go on,” … “Nobody will leave.”", mode="direct",
             sourcing="anonymous")),
    row("guillemets", "«The talks go on until June», Ruiz said.",
        Said(source="Ruiz", cue="said", content="«The talks go on until June»", mode="direct")),
    row("single outer marks", "‘The talks go on until June,’ Ruiz said.",
        Said(source="Ruiz", cue="said", content="‘The talks go on until June,’", mode="direct")),
    row("single marks with apostrophe", "‘It’s Oslo’s turn to make an offer,’ Ruiz said.",
        Said(source="Ruiz", cue="said", content="‘It’s Oslo’s turn to make an offer,’",
             mode="direct")),
    row("two sentences in one quotation",
        "“The talks go on. Nobody has left the table,” Ruiz said.",
        Said(source="Ruiz", cue="said",
             content="“The talks go on. Nobody has left the table,”", mode="direct")),
    row("unclosed quotation", "Ruiz said: “The talks go on until June",
        Said(source="Ruiz", cue="said", content="“The talks go on until June", mode="direct")),
)  # fmt: skip

BROKEN: Final = (
    row("going on after the cue's sentence",
        "“The talks go on until June,” Ruiz said. “Nobody has left the table.”",
        Said(source="Ruiz", cue="said",
             content="“The talks go on until June,” … “Nobody has left the table.”",
             mode="direct")),
    row("a paragraph that is all quotation goes on",
        "“The talks go on until June,” Ruiz said.\n\n“Nobody has left the table so far.”",
        Said(source="Ruiz", cue="said", content="“The talks go on until June,”", mode="direct",
             speaker="Q1"),
        Said(source="", cue="", content="“Nobody has left the table so far.”", mode="direct",
             speaker="Q1"),
        people={"Ruiz": "Q1"}),
    row("an open quotation goes on in the next paragraph",
        "Ruiz said: “The talks go on until June.\n\n“Nobody has left the table so far.”",
        Said(source="Ruiz", cue="said", content="“The talks go on until June.", mode="direct",
             speaker="Q1"),
        Said(source="", cue="", content="“Nobody has left the table so far.”", mode="direct",
             speaker="Q1"),
        people={"Ruiz": "Q1"}),
)  # fmt: skip

INDIRECT: Final = (
    row("that clause", "Ruiz said that the talks would go on.",
        Said(source="Ruiz", cue="said", content="the talks would go on")),
    row("clause without that", "The ministry announced the border would stay closed.",
        Said(source="The ministry", cue="announced", content="the border would stay closed")),
    row("after the clause", "The talks would go on until June, Ruiz said.",
        Said(source="Ruiz", cue="said", content="The talks would go on until June")),
    row("clause and inverted", "The talks would go on, said the minister.",
        Said(source="the minister", cue="said", content="The talks would go on")),
    row("with auxiliary", "Tehran has insisted that it will keep the plant.",
        Said(source="Tehran", cue="has insisted", content="it will keep the plant")),
    row("negated", "Oslo did not say that the deal was dead.",
        Said(source="Oslo", cue="did not say", content="the deal was dead")),
    row("accusing", "Oslo accused Rome of breaking the truce.",
        Said(source="Oslo", cue="accused", content="Rome of breaking the truce")),
    row("urging", "The minister urged both sides to return to the table.",
        Said(source="The minister", cue="urged", content="both sides to return to the table")),
    row("denying a thing", "Oslo denied the report.",
        Said(source="Oslo", cue="denied", content="the report")),
    row("a phrase for a cue", "Tehran made clear that it would not sign.",
        Said(source="Tehran", cue="made clear", content="it would not sign")),
    row("a source with a relative clause",
        "Ruiz, who led the talks, said that nobody had left.",
        Said(source="Ruiz", cue="said", content="nobody had left")),
    row("a participle shares the subject",
        "Speaking in Oslo, Ruiz stressed that nobody had left.",
        Said(source="Ruiz", cue="stressed", content="nobody had left")),
    row("a participle as the cue",
        "Ruiz left the room, saying that the talks had failed.",
        Said(source="Ruiz", cue="saying", content="the talks had failed")),
    row("a participle of accusing",
        "Ruiz walked out of the talks, accusing Rome of breaking the truce.",
        Said(source="Ruiz", cue="accusing", content="Rome of breaking the truce")),
    row("two verbs, one subject",
        "Ruiz thanked the hosts and said that the talks would go on.",
        Said(source="Ruiz", cue="thanked", content="the hosts"),
        Said(source="Ruiz", cue="said", content="the talks would go on")),
    row("nested", "Ruiz said that Oslo had promised that the border would open.",
        Said(source="Ruiz", cue="said",
             content="Oslo had promised that the border would open"),
        Said(source="Oslo", cue="had promised", content="the border would open")),
    row("writing", "The minister wrote that the letter had arrived.",
        Said(source="The minister", cue="wrote", content="the letter had arrived")),
)  # fmt: skip

MIXED: Final = (
    row("a quoted phrase within", "Ruiz said that the offer was “far from what we need”.",
        Said(source="Ruiz", cue="said", content="the offer was “far from what we need”",
             mode="mixed")),
    row("a borrowed word within", "Oslo said that the “peace signals” were false.",
        Said(source="Oslo", cue="said", content="the “peace signals” were false", mode="mixed")),
    row("calling it something", "Ruiz described the plan as “a step back for us all”.",
        Said(source="Ruiz", cue="described", content="the plan as “a step back for us all”",
             mode="mixed")),
    row("a borrowed word alone is no statement", "The “peace signals” came from Oslo."),
    row("a cue inside a quotation is the speaker's own",
        "“They said that the border would open,” Ruiz said.",
        Said(source="Ruiz", cue="said", content="“They said that the border would open,”",
             mode="direct")),
)  # fmt: skip

ACCORDING: Final = (
    row("at the beginning", "According to the ministry, the border is closed.",
        Said(source="the ministry", cue="According to", content="the border is closed")),
    row("at the end", "The border is closed, according to the ministry.",
        Said(source="the ministry", cue="according to", content="The border is closed")),
    row("inside", "The border, according to the ministry, is closed.",
        Said(source="the ministry", cue="according to", content="The border … is closed")),
    row("nobody named", "According to two officials, the talks collapsed on Monday.",
        Said(source="two officials", cue="According to", content="the talks collapsed on Monday",
             sourcing="anonymous")),
    row("sources", "The talks collapsed, according to sources.",
        Said(source="sources", cue="according to", content="The talks collapsed",
             sourcing="anonymous")),
    row("with a quotation", "According to the ministry, “the border is closed for good.”",
        Said(source="the ministry", cue="According to",
             content="“the border is closed for good.”", mode="direct")),
)  # fmt: skip

NOMINAL: Final = (
    row("possessor before", "Oslo repeated its claim that the border was open.",
        Said(source="its", cue="claim", content="the border was open")),
    row("possessor with case", "Nobody believed Ruiz’s promise that the talks would go on.",
        Said(source="Ruiz", cue="promise", content="the talks would go on")),
    row("by", "It followed a statement by the ministry that the border was open.",
        Said(source="the ministry", cue="statement", content="the border was open")),
    row("a statement that is only signed", "The envoys signed a statement in Oslo."),
)  # fmt: skip

DESCRIBED: Final = (
    row("told whom", "Ruiz told Haddad that the border was closed.",
        Said(source="Ruiz", cue="told", content="the border was closed", speaker="Q1",
             addressee="Q2"),
        people={"Ruiz": "Q1", "Haddad": "Q2"}),
    row("confirmed to whom", "Ruiz confirmed to Haddad that the border was closed.",
        Said(source="Ruiz", cue="confirmed", content="the border was closed", speaker="Q1",
             addressee="Q2"),
        people={"Ruiz": "Q1", "Haddad": "Q2"}),
    row("on which day", "Ruiz said on Monday that the border was closed.",
        Said(source="Ruiz", cue="said", content="the border was closed", when="2025-10-20"),
        days={"Monday": "2025-10-20"}),
    row("the day before the source", "On Monday, Ruiz said that the border was closed.",
        Said(source="Ruiz", cue="said", content="the border was closed", when="2025-10-20"),
        days={"Monday": "2025-10-20"}),
    row("a day within the content is not when it was said",
        "Ruiz said that the border closed on Monday.",
        Said(source="Ruiz", cue="said", content="the border closed on Monday"),
        days={"Monday": "2025-10-20"}),
    row("an official without a name", "A senior official said that the talks had failed.",
        Said(source="A senior official", cue="said", content="the talks had failed",
             sourcing="anonymous")),
    row("diplomats", "Western diplomats say the text is ready.",
        Said(source="Western diplomats", cue="say", content="the text is ready",
             sourcing="anonymous")),
    row("an official with a name",
        "Ana Ruiz, a senior official, said that the talks had failed.",
        Said(source="Ana Ruiz, a senior official", cue="said", content="the talks had failed",
             speaker="Q1"),
        people={"Ana Ruiz": "Q1"}),
    row("a title before the name", "Foreign Minister Ana Ruiz said the talks had failed.",
        Said(source="Foreign Minister Ana Ruiz", cue="said", content="the talks had failed",
             speaker="Q1"),
        people={"Ana Ruiz": "Q1"}),
)  # fmt: skip

SILENT: Final = (
    row("headings say nothing", "Ruiz says talks will go on\n\nThe hall was empty.",
        kinds=(H, P)),
    row("headlines say nothing", "“Talks go on until June,” Ruiz says\n\nThe hall was empty.",
        kinds=(BlockKind.HEADLINE, P)),
    row("captions say nothing", "Ruiz said that talks go on.\n\nThe hall was empty.",
        kinds=(BlockKind.CAPTION, P)),
    row("background says nothing", "The hall was empty.\n\nOslo said that it is a city.",
        kinds=(P, BlockKind.BACKGROUND)),
    row("no cue, no statement", "The envoys met in Oslo and left on Friday."),
    row("an empty mark", "The hall “” was empty, and so was the ” street."),
    row("only a closing mark", "The talks go on,” Ruiz said.",
        Said(source="Ruiz", cue="said", content="The talks go on")),
    row("a quotation in the lead counts", "“We will not sign this paper,” Ruiz said.",
        Said(source="Ruiz", cue="said", content="“We will not sign this paper,”",
             mode="direct"),
        kinds=(BlockKind.LEAD,)),
)  # fmt: skip

MORE: Final = (
    row("adding after a quotation",
        "“The talks go on until June,” Ruiz said, adding that nobody had left.",
        Said(source="Ruiz", cue="said", content="“The talks go on until June,”", mode="direct"),
        Said(source="Ruiz", cue="adding", content="nobody had left")),
    row("to reporters in a place", "Ruiz told reporters in Oslo that nobody had left.",
        Said(source="Ruiz", cue="told", content="nobody had left")),
    row("two speakers", "Ruiz and Haddad said that nobody had left.",
        Said(source="Ruiz and Haddad", cue="said", content="nobody had left")),
    row("whether", "Haddad asked whether the border would open.",
        Said(source="Haddad", cue="asked", content="whether the border would open")),
    row("denying that", "Tehran denied that it had moved the plant.",
        Said(source="Tehran", cue="denied", content="it had moved the plant")),
    row("vowing to", "Tehran vowed to keep the plant.",
        Said(source="Tehran", cue="vowed", content="to keep the plant")),
    row("threatening to", "Haddad threatened to leave the talks.",
        Said(source="Haddad", cue="threatened", content="to leave the talks")),
    row("warning whom that", "Ruiz warned Haddad that the talks would end.",
        Said(source="Ruiz", cue="warned", content="the talks would end", addressee="Q2",
             speaker="Q1"),
        people={"Ruiz": "Q1", "Haddad": "Q2"}),
    row("in the view of", "In the view of Oslo, the deal holds.",
        Said(source="Oslo", cue="In the view of", content="the deal holds")),
    row("pointing out", "Ruiz pointed out that no date was set.",
        Said(source="Ruiz", cue="pointed out", content="no date was set")),
    row("making it clear", "Oslo has made it clear that the talks are over.",
        Said(source="Oslo", cue="has made it clear", content="the talks are over")),
    row("a relative clause says it",
        "Ruiz, who said that the talks were over, left the hall.",
        Said(source="Ruiz", cue="said", content="the talks were over")),
    row("passive without a speaker", "The border was said to be closed."),
    row("planning is not saying", "Oslo plans to open the border.",),
    row("a spokesman for a body",
        "A spokesman for the ministry said that the border was closed.",
        Said(source="A spokesman for the ministry", cue="said", content="the border was closed")),
    row("a quotation by exclamation", "“We will never sign this paper!” said the minister.",
        Said(source="the minister", cue="said", content="“We will never sign this paper!”",
             mode="direct")),
    row("a short sentence", "“We agree,” said Haddad.",
        Said(source="Haddad", cue="said", content="“We agree,”", mode="direct")),
    row("the cue in the sentence before",
        "Ruiz was blunt. “Nobody has left the table so far,” she said.",
        Said(source="she", cue="said", content="“Nobody has left the table so far,”",
             mode="direct")),
    row("paragraphs keep their speakers apart",
        "“The talks go on until June,” Ruiz said.\n\n“They ended last week,” Haddad said.",
        Said(source="Ruiz", cue="said", content="“The talks go on until June,”", mode="direct"),
        Said(source="Haddad", cue="said", content="“They ended last week,”", mode="direct")),
    row("two sentences, two speakers",
        "Ruiz said that nobody had left. Haddad said that everybody had.",
        Said(source="Ruiz", cue="said", content="nobody had left"),
        Said(source="Haddad", cue="said", content="everybody had")),
    row("contrast in one sentence",
        "Ruiz said that nobody had left, but Haddad said that everybody had gone.",
        Said(source="Ruiz", cue="said", content="nobody had left"),
        Said(source="Haddad", cue="said", content="everybody had gone")),
    row("a colon without marks", "Ruiz said: nobody has left the table.",
        Said(source="Ruiz", cue="said", content="nobody has left the table")),
    row("an adverb beside the cue", "Ruiz later said that nobody had left.",
        Said(source="Ruiz", cue="said", content="nobody had left")),
    row("a year before the source", "In 2014 Oslo declared that the border was open.",
        Said(source="Oslo", cue="declared", content="the border was open")),
    row("a quotation of two sentences with the cue between",
        "“Nobody has left the table,” said Ruiz. “Talks go on until the end of June.”",
        Said(source="Ruiz", cue="said",
             content="“Nobody has left the table,” … “Talks go on until the end of June.”",
             mode="direct")),
    row("two days give no day",
        "On Monday and again on Friday, Ruiz said that the border was closed.",
        Said(source="Ruiz", cue="said", content="the border was closed"),
        days={"Monday": "2025-10-20", "Friday": "2025-10-24"}),
    row("a person of the press", "The agency reported that the border was closed.",
        Said(source="The agency", cue="reported", content="the border was closed")),
)  # fmt: skip

HARD: Final = (
    row("question", "“Who will guard the border?” Ruiz asked.",
        Said(source="Ruiz", cue="asked", content="“Who will guard the border?”", mode="direct")),
    row("broken by the cue", "“The talks go on,” Ruiz said, “but the border is closed.”",
        Said(source="Ruiz", cue="said",
             content="“The talks go on,” … “but the border is closed.”", mode="direct")),
    row("broken and inverted",
        "“We have waited for years,” said the minister, “and nobody came to help us.”",
        Said(source="the minister", cue="said",
             content="“We have waited for years,” … “and nobody came to help us.”",
             mode="direct")),
    row("going on twice",
        "“The talks go on until June,” Ruiz said. “Nobody has left.” “We see it through.”",
        Said(source="Ruiz", cue="said",
             content="“The talks go on until June,” … “Nobody has left.” … “We see it through.”",
             mode="direct")),
    row("the next speaker has his own",
        "“The talks go on until June,” Ruiz said. “They ended last week,” Haddad replied.",
        Said(source="Ruiz", cue="said", content="“The talks go on until June,”", mode="direct"),
        Said(source="Haddad", cue="replied", content="“They ended last week,”", mode="direct")),
    row("inside the clause", "The talks, Ruiz said, would go on until June.",
        Said(source="Ruiz", cue="said", content="The talks … would go on until June")),
    row("calling for", "The union called for a truce.",
        Said(source="The union", cue="called for", content="a truce")),
    row("another word for it is none", "The plan was carried out according to schedule."),
    row("in a statement", "The ministry said in a statement that the border was closed.",
        Said(source="The ministry", cue="said", content="the border was closed")),
    row("calling on", "Ruiz called on both sides to stop.",
        Said(source="Ruiz", cue="called on", content="both sides to stop")),
    row("exclamation before a name", "“We will never sign this paper!” Haddad shouted.",
        Said(source="Haddad", cue="shouted", content="“We will never sign this paper!”",
             mode="direct")),
    row("a short answer", "“No,” Haddad said.",
        Said(source="Haddad", cue="said", content="“No,”", mode="direct")),
)  # fmt: skip

RIGHT: Final = (
    *MORE,
    *DIRECT,
    *BROKEN,
    *INDIRECT,
    *MIXED,
    *ACCORDING,
    *NOMINAL,
    *DESCRIBED,
    *SILENT,
    *HARD,
)

WRONG: Final[tuple[tuple[str, Row], ...]] = (
    ("“citing” a source makes a statement of its own",
     row("a report at second hand",
        "The border was closed, the agency reported, citing two diplomats.",
        Said(source="the agency", cue="reported", content="The border was closed",
             sourcing="secondhand"))),
    ("the apposition after the source is taken into the source",
     row("in the words of", "It was, in the words of Ruiz, a pause for breath.",
        Said(source="Ruiz", cue="in the words of", content="It was … a pause for breath"))),
)  # fmt: skip
"""Rows the rules get wrong today, each with what goes wrong."""
