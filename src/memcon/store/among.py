"""Many values asked for as one: a list of JSON in SQLite, an array in PostgreSQL.

To write each of them into a statement takes the larger part of what it costs to run it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ARRAY, ColumnElement, Text, any_, bindparam, func, select


def is_among(column: ColumnElement[Any], engine: str) -> ColumnElement[bool]:
    """That a column has one of the values that are given as ``among``."""
    if engine == "sqlite":
        listed = func.json_each(bindparam("among", type_=Text)).table_valued("value")
        return column.in_(select(listed.c.value))
    return column == any_(bindparam("among", type_=ARRAY(column.type)))


def as_one(values: Sequence[Any], engine: str) -> dict[str, object]:
    """What such a statement is given."""
    return {"among": json.dumps(values, ensure_ascii=False) if engine == "sqlite" else values}
