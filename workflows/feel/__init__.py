"""FEEL, the expression language of DMN 1.3 to 1.5, evaluated as data: nothing is reachable but the
context given.

>>> compile_expression('antal > 3 and status = "Registrerad"').evaluate({"antal": 5, "status":
"Ny"}).value False
"""

from workflows.feel.analysis import check
from workflows.feel.calls import call
from workflows.feel.coercion import coerce
from workflows.feel.errors import FeelSyntaxError, FeelTypeError, FeelWarning, Finding
from workflows.feel.exchange import from_python, to_json, to_python
from workflows.feel.expression import (
    Evaluation,
    Expression,
    UnaryTests,
    compile_expression,
    compile_unary_tests,
)
from workflows.feel.feeltypes import FeelType, conforms, parse_type, type_of
from workflows.feel.literals import to_literal
from workflows.feel.scope import Budget, Scope
from workflows.feel.temporal import (
    DayTimeDuration,
    FeelDate,
    FeelDateTime,
    FeelTime,
    YearMonthDuration,
)
from workflows.feel.values import Function, Parameter, PythonFunction, Range

__all__ = [
    "Budget",
    "DayTimeDuration",
    "Evaluation",
    "Expression",
    "FeelDate",
    "FeelDateTime",
    "FeelSyntaxError",
    "FeelTime",
    "FeelType",
    "FeelTypeError",
    "FeelWarning",
    "Finding",
    "Function",
    "Parameter",
    "PythonFunction",
    "Range",
    "Scope",
    "UnaryTests",
    "YearMonthDuration",
    "call",
    "check",
    "coerce",
    "compile_expression",
    "compile_unary_tests",
    "conforms",
    "from_python",
    "parse_type",
    "to_json",
    "to_literal",
    "to_python",
    "type_of",
]
