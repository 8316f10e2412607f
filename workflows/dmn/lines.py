"""Ask decisions in bulk: one JSON object a line in, one a line out, in the same order."""

import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from workflows.dmn.errors import DmnError
from workflows.dmn.files import ModelFiles
from workflows.dmn.outcome import Notice
from workflows.feel import FeelSyntaxError, compile_expression, to_json, to_literal

_EXAMPLE = '{"file": "tabell.dmn", "decision": "beslut", "inputs": {"antal": "3"}}'


def answer_lines() -> None:
    """Read lines on stdin until they end; each answer is written before the next line is read."""
    files = ModelFiles()
    sys.stdin.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    # Half a surrogate pair is no UTF-8; written with a backslash it is JSON's own escape.
    sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    for line in sys.stdin:
        if line.strip():
            sys.stdout.write(answer(line, files) + "\n")
            sys.stdout.flush()


def answer(line: str, files: ModelFiles) -> str:
    """The answer to one line, as JSON; what can't be answered is `error`, a Swedish sentence."""
    try:
        return _json(_answer(line, files))
    except (DmnError, FeelSyntaxError) as refusal:
        return _json({"error": str(refusal)})
    except Exception as fault:  # noqa: BLE001 - one line's trouble must not end a run of thousands
        return _json({"error": f"Raden kunde inte besvaras ({type(fault).__name__}: {fault})."})


def _json(record: Mapping[str, Any]) -> str:
    return json.dumps(record, ensure_ascii=False)


def _answer(line: str, files: ModelFiles) -> dict[str, Any]:
    try:
        asked = json.loads(line)
    except ValueError as fault:
        raise DmnError(f"Raden är inte JSON ({fault}). Skriv som {_EXAMPLE}") from None
    if not isinstance(asked, dict) or not isinstance(asked.get("file"), str):
        raise DmnError(f"Raden saknar file. Skriv som {_EXAMPLE}")
    if not isinstance(asked.get("decision"), str):
        raise DmnError(f"Raden saknar decision. Skriv som {_EXAMPLE}")
    model = files.open(Path(asked["file"]))
    values, told = _values(asked.get("inputs") or {})
    outcome = model.evaluate(asked["decision"], values)
    notices = (*told, *outcome.violations, *outcome.warnings)
    return {
        "result": to_literal(outcome.value),
        "value": to_json(outcome.value),
        "matched": [rule.as_record() for rule in outcome.matched],
        "warnings": [notice.as_record() for notice in notices],
    }


def _values(inputs: object) -> tuple[Mapping[str, Any], Sequence[Notice]]:
    """The inputs' FEEL texts, each worked out by itself, and why any part of them became null."""
    if not isinstance(inputs, dict):
        raise DmnError(f"inputs ska vara ett objekt med ett FEEL-uttryck per namn: {_EXAMPLE}")
    values: dict[str, Any] = {}
    notices: list[Notice] = []
    for name, written in inputs.items():
        if not isinstance(written, str):
            raise DmnError(f"Indata {name} ska vara ett FEEL-uttryck som text, som {_EXAMPLE}")
        try:
            values[name], warnings = compile_expression(written).evaluate()
        except FeelSyntaxError as fault:
            raise DmnError(f"Indata {name} är inget FEEL-uttryck. {fault}") from None
        notices.extend(
            Notice(told.kod, f"Indata {name}: {told.mening}", None, told.line, told.column)
            for told in warnings
        )
    return values, notices
