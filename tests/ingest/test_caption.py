from __future__ import annotations

import pytest

from memcon.ingest.caption import is_caption


@pytest.mark.parametrize(
    "text",
    [
        "The foreign ministers of Chile and Peru shake hands in Lima, Peru, on May 4, 2021.",
        "FILE - The president speaks at the harbour in Oran.",
        "Photo: The two delegations before the third session in Muscat.",
        "A guard stands outside the hall in this file photo.",
        "The envoy leaves the ministry on Friday. (AP Photo/Jane Doe)",
        "(L-R) The premiers of Estonia, Latvia and Lithuania.",
    ],
)
def test_captions_that_give_themselves_away(text: str) -> None:
    """Agency form, file-photo phrases and credits need no image beside them."""
    assert is_caption(text, beside_image=False)


@pytest.mark.parametrize(
    "text",
    [
        "The king and the premier appeared together at the palace in Rabat on June 2, 2020.",
        "Demonstrators gathered near the parliament as the envoys arrived in Tunis on Sunday.",
    ],
)
def test_past_tense_counts_beside_an_image_only(text: str) -> None:
    """Who did what, where and when is a caption beside an image and a report elsewhere."""
    assert is_caption(text, beside_image=True)
    assert not is_caption(text, beside_image=False)


@pytest.mark.parametrize(
    "text",
    [
        "The second round in Oman, seen as the last chance for a deal, has been called off.",
        "The minister said in Ankara on May 4, 2021, that he attends no talks.",
        "“We will stand by what we signed in Geneva on May 4, 2021,” the envoy told reporters.",
        "He speaks in Lima on May 4, 2021. The talks begin a day later.",
    ],
)
def test_reporting_is_no_caption(text: str) -> None:
    """Speech, several sentences, or no deed at a place are reporting, even beside an image."""
    assert not is_caption(text, beside_image=True)
