"""A field as a page draws it: everything `templates/components/form_field.html` needs."""

from dataclasses import dataclass
from decimal import Decimal

from workflows.forms import kinds
from workflows.forms.fields import Block, Field
from workflows.forms.sentences import number


@dataclass(frozen=True, slots=True)
class OptionView:
    """One thing to choose, and whether it is chosen."""

    value: str
    label: str
    selected: bool


@dataclass(frozen=True, slots=True)
class FieldView:
    """One drawn field. `value` is what was typed, as it was typed; `error` is empty when it holds.

    `widget` is one of heading, paragraph, text, textarea, number, date, radios, select, checkboxes,
    checkbox, lookup, file, and feel for an expression that an owner writes. For lookup and file,
    `found` is the label of what the key stands for. `conditional` is needed after one answer and
    not after another: neither required nor optional. The options of a feel field are what it may
    be answered with, as FEEL writes it.
    """

    name: str
    widget: str
    label: str
    value: str = ""
    error: str = ""
    help: str = ""
    unit: str = ""
    required: bool = False
    conditional: bool = False
    options: tuple[OptionView, ...] = ()
    max_length: int | None = None
    min: str = ""
    max: str = ""
    input_mode: str = ""
    input_type: str = "text"
    register: str = ""
    found: str = ""

    @property
    def id(self) -> str:
        """The id of the control; the error summary links to it."""
        return f"falt-{self.name}"

    @property
    def described_by(self) -> str:
        """The ids of help and error, for `aria-describedby`."""
        ids = [f"{self.id}-hjalp"] if self.help else []
        return " ".join([*ids, f"{self.id}-fel"] if self.error else ids)

    @property
    def checked(self) -> bool:
        """Whether a lone tick box is ticked."""
        return self.value == "ja"


def draw_block(block: Block) -> FieldView:
    """A heading or paragraph."""
    return FieldView(name=block.name, widget=block.widget, label=block.text)


def draw(field: Field, typed: list[str], error: str, found: str) -> FieldView:
    """A field with what was typed in it."""
    chosen = frozenset(typed)
    options = tuple(
        OptionView(option.value, option.label, option.value in chosen) for option in field.options
    )
    if field.kind is kinds.YES_NO and field.widget == "radios":
        options = tuple(
            OptionView(word, word.capitalize(), word in chosen) for word in kinds.YesNo.words
        )
    length = field.limits.get("maxLength")
    return FieldView(
        name=field.name,
        widget=field.widget,
        label=field.label,
        value=typed[0] if typed else "",
        error=error,
        help=field.help,
        unit=field.unit,
        required=field.required or "const" in field.limits,
        options=options,
        max_length=length if isinstance(length, int) else None,
        min=_bound(field, "minimum"),
        max=_bound(field, "maximum"),
        input_mode=_input_mode(field),
        input_type="email" if field.limits.get("format") == "email" else "text",
        register=field.register,
        found=found,
    )


def _bound(field: Field, word: str) -> str:
    limit = field.limits.get(word)
    return number(limit) if isinstance(limit, int | Decimal) else ""


def _input_mode(field: Field) -> str:
    if field.kind is kinds.WHOLE:
        return "numeric"
    return "decimal" if field.kind is kinds.NUMBER else ""
