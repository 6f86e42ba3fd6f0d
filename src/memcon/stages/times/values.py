"""The closed vocabulary of normalisation: what the rules may call to make a TIMEX3 value.

Every function takes the scene first and returns a value, or ``None`` where the words make
none (30 February), so that the rule does not apply. Unknown parts are ``X``, as in TIMEX3.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction
from typing import Final

from memcon.stages.times.scene import Point, Scene
from memcon.text import calendar
from memcon.text.calendar import MONTHS_IN_YEAR

YEAR: Final = 4
"""Digits of a year, the head of every value."""
ROUND: Final = 100
DAYS_IN_WEEK: Final = 7
_MIDWEEK: Final = 4
"""The weekday from which the weekend to come is nearer than the last one."""
_SATURDAY: Final = 6
_SEASON_START: Final = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
_FAR: Final = {-1: 11, 0: 6, 1: 8}
"""Months, by side, beyond which tense does not outweigh nearness (chosen on TimeBank)."""
_FAR_DAYS: Final = {-1: 330, 0: 183, 1: 240}


def same(_: Scene, value: str | None) -> str | None:
    """A value as it stands."""
    return value


def year(_: Scene, number: int) -> str:
    """A year by its number."""
    return f"{int(number):04}"


def spoken_year(_: Scene, head: int, tens: int | None, ones: int | None) -> str:
    """A year as it is said: nineteen, ninety, six."""
    return f"{head * ROUND + (tens or 0) + (ones or 0):04}"


def spoken_thousand(_: Scene, rest: int | None) -> str | None:
    """A year said as "two thousand" and what follows."""
    return f"{2000 + int(rest or 0):04}" if not rest or rest < ROUND else None


def short_year(scene: Scene, number: int) -> str:
    """A year by its last two digits: the one not more than 20 years after publication."""
    latest = (scene.now.year if scene.now else 2000) + 20
    return f"{latest - (latest - number) % ROUND:04}"


def decade(scene: Scene, number: int) -> str:
    """A decade by its first year, in two digits (the latest one begun) or four."""
    if number >= ROUND:
        return f"{number // 10:03}"
    latest = scene.now.year if scene.now else 2000
    return f"{(latest - (latest - number) % ROUND) // 10:03}"


def century(_: Scene, number: int) -> str:
    """The ``number``-th century."""
    return f"{number - 1:02}"


def day(scene: Scene, month: int, number: int, year: str | None = None) -> str | None:
    """A day of a month; without a year, the one that nearness and tense tell."""
    if year is not None:
        if not year.isdigit() or len(year) != YEAR:
            return None
        found = calendar.make_date(int(year), month, number)
        return found.isoformat() if found else None
    if not calendar.make_date(2000, month, number):
        return None
    if not scene.now:
        return f"XXXX-{month:02}-{number:02}"
    if not scene.today:
        return f"{_month_year(scene, month):04}-{month:02}-{number:02}"
    today = scene.today
    options = [calendar.make_date(today.year + step, month, number) for step in (-1, 0, 1)]
    return _nearest(scene, [option for option in options if option])


def _nearest(scene: Scene, options: list[date]) -> str | None:
    """The option that lies on the side tense tells, unless it is far; else the nearest."""
    today = scene.today
    if today is None or not options:
        return None
    steps = {option: (option - today).days for option in options}
    far, side = _FAR_DAYS[scene.direction], scene.direction
    sided = [o for o in options if abs(steps[o]) <= far and steps[o] * side >= 0]
    best = min(sided or options, key=lambda option: (abs(steps[option]), option))
    return best.isoformat()


def month(scene: Scene, number: int, year: str | None = None) -> str | None:
    """A month; without a year, the one that nearness and tense tell."""
    if year is not None:
        return f"{year}-{number:02}" if len(year) == YEAR else None
    if not scene.now:
        return f"XXXX-{number:02}"
    return f"{_month_year(scene, number):04}-{number:02}"


def _month_year(scene: Scene, number: int) -> int:
    now = scene.now
    if now is None or now.month is None:
        return now.year if now else 0
    gap = number - now.month
    options = [(gap + MONTHS_IN_YEAR * step, now.year + step) for step in (-1, 0, 1)]
    far, side = _FAR[scene.direction], scene.direction
    sided = [o for o in options if abs(o[0]) <= far and o[0] * side >= 0]
    return min(sided or options, key=lambda option: (abs(option[0]), option[1]))[1]


def month_toward(scene: Scene, number: int, side: int) -> str:
    """Last, this or next "May"."""
    now = scene.now
    if now is None:
        return f"XXXX-{number:02}"
    here = now.month or 1
    year = now.year
    if side < 0 and number >= here:
        year -= 1
    if side > 0 and number <= here:
        year += 1
    return f"{year:04}-{number:02}"


def weekday(scene: Scene, number: int) -> str:
    """A weekday: publication's own, or the nearest on the side tense tells (else behind).

    Of what was called off the nearer one.
    """
    today = scene.today
    if today is None:
        return f"XXXX-WXX-{number}"
    back = (today.isoweekday() - number) % 7
    ahead = scene.direction > 0 or (scene.open and back > DAYS_IN_WEEK // 2)
    step = DAYS_IN_WEEK - back if ahead and back else -back
    return _day_value(calendar.add_days(today, step))


def weekday_after(_: Scene, number: int, start: str) -> str:
    """The first such weekday after a day, given as a value: the end of what begins there."""
    first = calendar.to_date(start)
    if first is None:
        return f"XXXX-WXX-{number}"
    step = (number - first.isoweekday() - 1) % 7 + 1
    return _day_value(calendar.add_days(first, step))


def weekday_toward(scene: Scene, number: int, side: int) -> str:
    """Last, this or next "Friday": before, in the week of, or after publication."""
    today = scene.today
    if today is None:
        return f"XXXX-WXX-{number}"
    if side == 0:
        step = number - today.isoweekday()
    elif side < 0:
        step = -((today.isoweekday() - number - 1) % 7 + 1)
    else:
        step = (number - today.isoweekday() - 1) % 7 + 1
    return _day_value(calendar.add_days(today, step))


def weekday_from(scene: Scene, number: int, side: int) -> str:
    """The weekday before, in the week of or after the last date of the text."""
    return weekday_toward(Scene(scene.base("D")), number, side)


def weekday_in(_: Scene, number: int, week: str) -> str | None:
    """A weekday of a given week."""
    days = calendar.interval(week[:8])
    first = calendar.to_date(days[0]) if days else None
    return _day_value(calendar.add_days(first, number - 1)) if first else None


def nth_weekday(scene: Scene, nth: int, number: int, month: str) -> str | None:
    """The second Tuesday of a month, given as a value."""
    point = Point.of(month)
    if not point or not point.month:
        return None
    return _day_value(calendar.nth_weekday(point.year, point.month, number, nth=nth))


def nth_day(_: Scene, nth: int, month: str) -> str | None:
    """The 5th of a month, given as a value."""
    point = Point.of(month)
    found = calendar.make_date(point.year, point.month, nth) if point and point.month else None
    return found.isoformat() if found else None


def nth_week(_: Scene, nth: int, month: str) -> str | None:
    """The first … last week of a month, given as a value."""
    days = calendar.interval(month)
    edge = calendar.to_date(days[0 if nth > 0 else 1]) if days else None
    found = calendar.add_days(edge, 7 * (nth - 1 if nth > 0 else nth + 1)) if edge else None
    return calendar.week_value(found) if found else None


def week_of(_: Scene, value: str) -> str | None:
    """The week that holds a day."""
    found = calendar.to_date(value)
    return calendar.week_value(found) if found else None


def quarter(scene: Scene, number: int, year: str | None = None) -> str | None:
    """A quarter of a year; without one, of this year, or of last year where it is far ahead.

    Far: three quarters on, or two unless tense points ahead.
    """
    if not 1 <= number <= 4:
        return None
    if year is not None:
        return f"{year[-YEAR:]}-Q{number}"
    if not scene.now:
        return f"XXXX-Q{number}"
    ahead = number - ((scene.now.month or 1) + 2) // 3
    back = ahead == 3 or (ahead == 2 and scene.direction <= 0)
    return f"{scene.now.year - back:04}-Q{number}"


def half(scene: Scene, number: int, year: str | None = None) -> str:
    """A half of a year."""
    return f"{year or (f'{scene.now.year:04}' if scene.now else 'XXXX')}-H{number}"


def season(scene: Scene, code: str, year: str | None = None) -> str:
    """A season; without a year, the nearest on the side that tense tells."""
    if year is not None:
        return f"{year}-{code}"
    if not scene.now:
        return f"XXXX-{code}"
    return f"{_month_year(scene, _SEASON_START[code] + 1 - 12 * (code == 'WI')):04}-{code}"


def season_toward(scene: Scene, code: str, side: int) -> str:
    """Last, this or next summer; a winter bears the year in which it begins."""
    if not scene.now:
        return f"XXXX-{code}"
    here, start = scene.now.month or 1, _SEASON_START[code]
    year = scene.now.year
    if side < 0 and (code == "WI" or start + 2 >= here):
        year -= 1
    if side > 0 and start <= here:
        year += 1
    return f"{year:04}-{code}"


def unit_toward(scene: Scene, side: int, unit: str) -> str | None:
    """Last (-1), this (0) or next (1) week, month, year …, from publication."""
    return _unit_at(scene.now, side, unit)


def weekend(scene: Scene) -> str:
    """The weekend: the one to come where tense says so, the nearer one where it says nothing."""
    today = scene.today
    days = today.isoweekday() if today else _SATURDAY
    behind = days < _SATURDAY and (
        scene.direction < 0 or (scene.direction == 0 and days < _MIDWEEK - scene.open)
    )
    return _unit_weekend(scene.now, -1 if behind else 0)


def unit_last(scene: Scene, unit: str, side: int) -> str | None:
    """The last unit of that kind in the text, or else last, this or next one."""
    last = scene.last or ""
    return last if last[5:6] == unit else _unit_at(scene.now, side, unit)


def period_in(scene: Scene, year: str) -> str:
    """The quarter or month of the last date in the text, but of another year."""
    rest = (scene.last or "")[YEAR:]
    return f"{year}{rest if rest.startswith('-Q') or len(rest) == 3 else ''}"


def unit_from(scene: Scene, side: int, unit: str) -> str | None:
    """The week, month, year … before, of or after the last date of the text."""
    return _unit_at(scene.base(unit) if side else scene.named(unit), side, unit)


def ago(scene: Scene, amount: Fraction | str, unit: str, sign: int) -> str | None:
    """``amount`` units before (sign -1) or after (1) publication, to the unit's own precision."""
    if amount == "X":
        return "PAST_REF" if sign < 0 else "FUTURE_REF"
    return _moved(scene.now, Fraction(amount) * sign, unit)


def later(scene: Scene, amount: Fraction | str, unit: str, sign: int) -> str | None:
    """The same, from the last date of the text.

    A year before a quarter or month is a quarter or month: figures compare like with like.
    """
    if amount == "X":
        return None
    last = scene.last or ""
    if unit == "Y" and Fraction(amount).denominator == 1 and last[:YEAR].isdigit():
        rest = last[YEAR:]
        if rest.startswith("-Q") or (len(rest) == 3 and rest[1:].isdigit()):
            return f"{int(last[:YEAR]) + sign * int(amount):04}{rest}"
    return _moved(scene.base(unit), Fraction(amount) * sign, unit)


def later_period(scene: Scene, amount: Fraction | str, unit: str, sign: int) -> str | None:
    """:func:`later` where the last date is a quarter; else counted from publication."""
    quartered = (scene.last or "")[YEAR:].startswith("-Q")
    return (later if quartered else ago)(scene, amount, unit, sign)


def _moved(base: Point | None, amount: Fraction, unit: str) -> str | None:
    if unit in ("E", "C"):
        amount, unit = amount * (10 if unit == "E" else ROUND), "Y"
    if amount.denominator != 1:
        if unit != "Y":
            return None
        months = int(amount * MONTHS_IN_YEAR)
        moved = calendar.add_months(base.day, months) if base and base.day else None
        return f"{moved.year:04}" if moved else None
    return _unit_at(base, int(amount), unit)


def _unit_at(base: Point | None, count: int, unit: str) -> str | None:
    """The unit that holds ``base``, ``count`` units on; placeholders where not known."""
    maker = _UNITS.get(unit)
    return maker(base, count) if maker else None


def _unit_day(base: Point | None, count: int) -> str:
    return _day_value(calendar.add_days(base.day, count) if base and base.day else None)


def _unit_week(base: Point | None, count: int) -> str:
    found = calendar.add_days(base.day, 7 * count) if base and base.day else None
    return calendar.week_value(found) if found else "XXXX-WXX"


def _unit_weekend(base: Point | None, count: int) -> str:
    return f"{_unit_week(base, count)}-WE"


def _unit_month(base: Point | None, count: int) -> str:
    if not base or not base.month:
        return "XXXX-XX"
    moved = calendar.add_months(date(base.year, base.month, 1), count)
    return moved.isoformat()[:7] if moved else "XXXX-XX"


def _unit_quarter(base: Point | None, count: int) -> str:
    if not base or not base.month:
        return "XXXX-QX"
    moved = calendar.add_months(date(base.year, base.month, 1), 3 * count)
    return f"{moved.year:04}-Q{calendar.quarter_of(moved)}" if moved else "XXXX-QX"


def _unit_year(base: Point | None, count: int) -> str:
    return f"{base.year + count:04}" if base and calendar.is_year(base.year + count) else "XXXX"


def _unit_decade(base: Point | None, count: int) -> str:
    return f"{base.year // 10 + count:03}" if base else "XXX"


def _unit_century(base: Point | None, count: int) -> str:
    return f"{base.year // ROUND + count:02}" if base else "XX"


_UNITS: Final[Mapping[str, Callable[[Point | None, int], str]]] = {
    "D": _unit_day,
    "W": _unit_week,
    "WE": _unit_weekend,
    "M": _unit_month,
    "Q": _unit_quarter,
    "Y": _unit_year,
    "E": _unit_decade,
    "C": _unit_century,
}


def _day_value(found: date | None) -> str:
    return found.isoformat() if found else "XXXX-XX-XX"
