"""The OpenAPI document holds: whatever fits it is answered as it says, and nothing breaks."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import Any

import numpy as np  # noqa: F401  # whole before the thread that reads asks for it
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from jsonschema import Draft202012Validator
from requests import Request, Session
from schemathesis import GenerationMode
from starlette.testclient import TestClient

from memcon.web.actions import ACTIONS
from memcon.web.desk import DOCUMENTS
from memcon.web.openapi import describe
from memcon.web.pages import EDITING, PAGES
from memcon.web.receiving import TOKEN_HEADER
from tests import dossier
from tests.web.conftest import HOME, Work, Working

RECORDS = tuple(dossier.records(3))
DOCUMENT = describe((*PAGES, *EDITING), ACTIONS, DOCUMENTS)
OPERATIONS = [(method.upper(), path) for path, told in DOCUMENT["paths"].items() for method in told]
TRIES = 2
"""Calls of each operation: there are some thirty."""


@pytest.fixture
def desk(work: Work) -> Working:
    """A desk with ``--edit``."""
    return work(RECORDS)


def test_every_json_route_is_described(desk: Working) -> None:
    """The document that is served names every twin of a page and of an action."""
    told = desk.client.get("/openapi.json").json()
    assert told == DOCUMENT
    routes = {re.sub(r":\w+", "", one.twin) for one in (*PAGES, *EDITING, *ACTIONS)}
    files = {one.path for one in DOCUMENTS}
    assert routes | files | {"/session.json"} == set(told["paths"])


def test_every_schema_is_one() -> None:
    """What the document says of answers is JSON Schema."""
    for told in DOCUMENT["paths"].values():
        for operation in told.values():
            for answer in operation["responses"].values():
                for content in answer.get("content", {}).values():
                    Draft202012Validator.check_schema(content["schema"])


def test_errors_are_as_described(desk: Working) -> None:
    """A fault has the form that the document gives it."""
    error = DOCUMENT["components"]["schemas"]["Error"]
    for path in ("/nothing.json", "/timeline.json?since=soon", "/report/none.json"):
        Draft202012Validator(error).validate(desk.client.get(path).json())


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
def test_whatever_is_asked_is_answered(desk: Working, mode: GenerationMode) -> None:
    """Calls drawn from the document, and calls that break it, have an answer that it names."""
    schema = schemathesis.openapi.from_dict(DOCUMENT)
    token = desk.token
    for method, path in OPERATIONS:
        _call(schema[path][method], mode, desk.client, token)


def _call(operation: Any, mode: GenerationMode, client: TestClient, token: str) -> None:
    named = set(operation.definition.raw["responses"])

    @settings(
        max_examples=TRIES,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def call(case: Any) -> None:
        asked = case.as_transport_kwargs(base_url=HOME)
        asked["headers"] = {**asked["headers"], TOKEN_HEADER: token}
        made = Session().prepare_request(Request(**asked))
        made.headers.pop("Cookie", None)  # the browser's own stands for it
        answer = client.request(
            made.method, made.url, content=made.body or b"", headers=dict(made.headers)
        )
        assert str(answer.status_code) in named, (asked, answer.text)

    with suppress(Unsatisfiable):  # nothing can break an operation that takes nothing
        call()
