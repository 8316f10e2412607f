"""What our diagrams may ask beyond the standard, in a namespace of its own: `hmc`."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from workflows import clock, feel, workdays

# Forty years: beyond any deadline, and soon counted.
_DAYS_AT_MOST = 10_000


def _arbetsdagar(start: Any, antal: Any) -> Any:
    begins, days = feel.to_python(start), feel.to_python(antal)
    if not isinstance(begins, datetime) or not isinstance(days, (int, Decimal)):
        return None
    if abs(int(days)) > _DAYS_AT_MOST:
        return None
    aware = begins if begins.tzinfo else begins.replace(tzinfo=clock.STOCKHOLM)
    return feel.from_python(workdays.add(aware, int(days)))


EXTENSIONS = {
    "hmc": {"arbetsdagar": feel.PythonFunction(params=("start", "antal"), call=_arbetsdagar)}
}
