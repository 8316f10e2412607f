"""Forms as definitions: JSON Schema 2020-12 with layout hints, held and drawn by the server.

What a process owner may write stands in `docs/formular.md`.
"""

from workflows.forms.fieldview import FieldView, OptionView
from workflows.forms.form import Form, Result, problems
from workflows.forms.limits import trouble_with
from workflows.forms.lookups import AsWritten, Found, NotInRegister, register_lookup, registers
from workflows.forms.problems import BadForm, Problem
from workflows.forms.telling import Told

__all__ = [
    "AsWritten",
    "BadForm",
    "FieldView",
    "Form",
    "Found",
    "NotInRegister",
    "OptionView",
    "Problem",
    "Result",
    "Told",
    "problems",
    "register_lookup",
    "registers",
    "trouble_with",
]
