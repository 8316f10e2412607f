"""One object a line, whatever was logged."""

import json
import logging
import sys

from config.json_logs import JsonFormatter


def formatted(message: str, *args: object, exc_info: object = None) -> dict[str, str]:
    record = logging.LogRecord("cases", logging.ERROR, __file__, 1, message, args, exc_info)  # type: ignore[arg-type]
    line = JsonFormatter().format(record)
    assert "\n" not in line
    return json.loads(line)


def test_a_line_says_when_where_and_what() -> None:
    line = formatted("Order %s gick åt fel håll\noch kom tillbaka", "26470001")
    assert line["level"] == "ERROR"
    assert line["logger"] == "cases"
    assert line["message"] == "Order 26470001 gick åt fel håll\noch kom tillbaka"
    assert line["time"].endswith("+00:00")


def test_an_exception_comes_with_its_trace() -> None:
    try:
        raise ValueError("sned")
    except ValueError:
        line = formatted("Det gick inte", exc_info=sys.exc_info())
    assert "ValueError: sned" in line["exception"]
