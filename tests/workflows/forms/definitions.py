"""Definitions that the tests of forms share."""

import json
from typing import Any


def definition(properties: dict[str, Any], *required: str, **more: Any) -> bytes:
    """The bytes of a form with these properties."""
    return json.dumps(
        {
            "title": "Prov",
            "type": "object",
            "properties": properties,
            "required": list(required),
            **more,
        }
    ).encode()


def choice(title: str, *words: str, **more: Any) -> dict[str, Any]:
    """A choice whose options are kept as they read."""
    return {
        "type": "string",
        "title": title,
        "oneOf": [{"const": word, "title": word.capitalize()} for word in words],
        **more,
    }


# Six fields of the everyday kinds, one of them behind a condition.
UTPROVNING = definition(
    {
        "typ": choice("Typ av hjälpmedel", "rullstol", "lyft", "sang"),
        "behov": {
            "type": "string",
            "title": "Behov",
            "x-widget": "textarea",
            "minLength": 5,
            "x-help": "Vad ska hjälpmedlet göra möjligt?",
        },
        "vikt": {"type": "number", "title": "Vikt", "minimum": 1, "maximum": 400, "x-unit": "kg"},
        "sittbredd": {
            "type": "integer",
            "title": "Sittbredd",
            "minimum": 20,
            "maximum": 80,
            "x-visible-when": 'typ = "rullstol"',
        },
        "onskad_dag": {
            "type": "string",
            "format": "date",
            "title": "Önskad dag",
            "x-earliest": "today()",
        },
        "akut": {"type": "boolean", "title": "Är det akut?"},
    },
    "typ",
    "behov",
    "sittbredd",
    "akut",
)
