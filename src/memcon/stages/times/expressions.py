"""Normalisation expressions: one call of the closed vocabulary, with slots and constants.

``shift(amount, unit, -1)``: a name is a slot of the pattern (``None`` where it was left out),
a name in capitals stands for itself, numbers are numbers.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Final

from memcon.errors import ResourceError
from memcon.stages.times import lengths, values
from memcon.stages.times.scene import Scene

Expression = Callable[[Scene, Mapping[str, object]], object]

VOCABULARY: Final[Mapping[str, Callable[..., object]]] = {
    function.__name__: function
    for function in (
        values.same,
        values.year,
        values.short_year,
        values.spoken_year,
        values.spoken_thousand,
        values.weekend,
        values.unit_last,
        values.period_in,
        values.decade,
        values.century,
        values.day,
        values.month,
        values.month_toward,
        values.weekday,
        values.weekday_after,
        values.weekday_toward,
        values.weekday_from,
        values.weekday_in,
        values.nth_weekday,
        values.nth_day,
        values.nth_week,
        values.week_of,
        values.quarter,
        values.half,
        values.season,
        values.season_toward,
        values.unit_toward,
        values.unit_from,
        values.ago,
        values.later,
        values.later_period,
        lengths.period,
        lengths.period_one,
        lengths.half_period,
        lengths.and_half,
        lengths.one,
        lengths.half_of,
        lengths.number,
        lengths.each_one,
        lengths.today_part,
        lengths.from_part,
        lengths.clock_part,
        lengths.each,
        lengths.each_weekday,
        lengths.each_month,
        lengths.each_season,
        lengths.each_part,
        lengths.part,
        lengths.clock,
        lengths.clock_text,
        lengths.iso,
        lengths.slashes,
        lengths.holiday,
        lengths.holiday_toward,
    )
}


def compile_expression(text: str, slots: frozenset[str]) -> Expression:
    """Compiles ``text``; raises ``ResourceError`` for unknown names and other syntax."""
    try:
        tree = ast.parse(text, mode="eval")
    except SyntaxError as error:
        raise ResourceError(f"times: not an expression: {text!r}") from error
    return _compile(tree.body, slots)


def _compile(node: ast.expr, slots: frozenset[str]) -> Expression:
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and not node.keywords:
        return _call(node.func.id, tuple(_compile(part, slots) for part in node.args))
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return _negative(_compile(node.operand, slots))
    if isinstance(node, ast.Constant) and isinstance(node.value, int):
        return _constant(Fraction(node.value) if node.value > 1 else node.value)
    if isinstance(node, ast.Name) and node.id in slots:
        name = node.id
        return lambda scene, slots: slots.get(name)
    if isinstance(node, ast.Name) and node.id == "None":
        return _constant(None)
    if isinstance(node, ast.Constant) and node.value is None:
        return _constant(None)
    if isinstance(node, ast.Name) and node.id.isupper():
        return _constant(node.id)
    raise ResourceError(f"times: not part of an expression: {ast.unparse(node)!r}")


def _constant(value: object) -> Expression:
    return lambda scene, slots: value


def _negative(inner: Expression) -> Expression:
    def negative(scene: Scene, slots: Mapping[str, object]) -> object:
        value = inner(scene, slots)
        return -value if isinstance(value, int | Fraction) else value

    return negative


def _call(name: str, arguments: tuple[Expression, ...]) -> Expression:
    function = VOCABULARY.get(name)
    if function is None:
        raise ResourceError(f"times: no such function: {name!r}")

    def call(scene: Scene, slots: Mapping[str, object]) -> object:
        return function(scene, *(argument(scene, slots) for argument in arguments))

    return call
