"""Temporal functions (DMN 10.3.4.9) and the clock (10.3.4.12)."""

from decimal import Decimal

from workflows.feel import feeltypes
from workflows.feel.exchange import from_python
from workflows.feel.library.signatures import DAY, builtin
from workflows.feel.scope import Scope
from workflows.feel.temporal import FeelDate, FeelDateTime, day_number
from workflows.feel.values import Value

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def _date(day: FeelDate | FeelDateTime) -> FeelDate:
    return day.date if isinstance(day, FeelDateTime) else day


@builtin("day of year", ("date", DAY), result=feeltypes.NUMBER)
def day_of_year(_: Scope, day: FeelDate | FeelDateTime) -> Decimal:
    date = _date(day)
    return Decimal(date.number - day_number(date.year, 1, 1) + 1)


@builtin("day of week", ("date", DAY), result=feeltypes.STRING)
def day_of_week(_: Scope, day: FeelDate | FeelDateTime) -> str:
    return _DAYS[_date(day).weekday - 1]


@builtin("month of year", ("date", DAY), result=feeltypes.STRING)
def month_of_year(_: Scope, day: FeelDate | FeelDateTime) -> str:
    return _MONTHS[_date(day).month - 1]


@builtin("week of year", ("date", DAY), result=feeltypes.NUMBER)
def week_of_year(_: Scope, day: FeelDate | FeelDateTime) -> Decimal:
    """ISO 8601: the week belongs to the year that holds its Thursday."""
    date = _date(day)
    thursday = date.number - date.weekday + 4
    year = date.year
    while thursday < day_number(year, 1, 1):
        year -= 1
    while thursday >= day_number(year + 1, 1, 1):
        year += 1
    return Decimal((thursday - day_number(year, 1, 1)) // 7 + 1)


@builtin("now", result=feeltypes.DATE_TIME)
def now(scope: Scope) -> Value:
    return from_python(scope.run.moment())


@builtin("today", result=feeltypes.DATE)
def today(scope: Scope) -> Value:
    return from_python(scope.run.moment().date())
