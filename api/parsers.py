"""Reading what a client sends."""

import re
from collections.abc import Mapping
from io import BytesIO
from typing import IO, Any

from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser

# An escaped NUL, which no database keeps; one whose backslash is escaped itself is only text.
_NUL = re.compile(rb"(?<!\\)(?:\\\\)*\\u0000")


class StrictJSONParser(JSONParser):
    """JSON that can be kept: not nested beyond reading, and without NUL."""

    def parse(
        self,
        stream: IO[Any],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> dict[str, Any]:
        """Raises `ParseError`."""
        raw = stream.read()
        if _NUL.search(raw):
            raise ParseError
        try:
            return super().parse(BytesIO(raw), media_type, parser_context)
        except RecursionError as error:
            raise ParseError from error
