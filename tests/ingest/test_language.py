from __future__ import annotations

import pytest

from memcon.ingest.language import identify, name_language
from tests.ingest.web import text_of

GERMAN = (
    "Die Verhandlungen wurden am Montagabend in Genf ohne Ergebnis unterbrochen und sollen in "
    "der kommenden Woche fortgesetzt werden, sagte eine Sprecherin des Außenministeriums."
)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (text_of(), "en"),
        (GERMAN, "de"),
        ("Переговоры в Женеве завершились без результата, сообщил представитель.", "ru"),
        ("Talks fail", "en"),
        ("Zelenskyy, Macron, Merz, Starmer, Tusk: Kyiv, Berlin, Warszawa", "en"),
        ("", "en"),
    ],
)
def test_languages(text: str, code: str) -> None:
    """Reports are told apart; names and scraps pass as English."""
    assert identify(text) == code


def test_languages_have_names() -> None:
    """People read names, not codes."""
    assert name_language("de") == "German (de)"
    assert "xx" in name_language("xx")
