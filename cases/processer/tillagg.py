"""What is added after a step, as a form: the kinds that have a place there, and on which way."""

from typing import Any

from django import forms

from cases.processer.forms import gar_att_spara
from cases.processer.stegord import SORTER, way_in_words
from workflows.errors import Hinder, Refused
from workflows.gate.drawing import Node
from workflows.gate.kinds import GATEWAYS
from workflows.gate.names import registered
from workflows.workbench import adding
from workflows.workbench.edits import Edit


class UppgiftForm(forms.Form):
    """Something new after a step, or on it."""

    namn = forms.CharField(
        label="Vad det nya heter",
        max_length=200,
        error_messages={
            "required": "Skriv vad det nya heter, till exempel Ring patienten.",
            "max_length": "Skriv högst %(limit_value)d tecken; du skrev %(show_value)d.",
        },
        validators=[gar_att_spara],
    )

    def __init__(self, node: Node, process: str, data: Any = None) -> None:
        super().__init__(data, prefix="ny")
        self.sorter = {one.key for one in adding.offered(node, registered(process).steps)}
        self.fields["sort"] = forms.ChoiceField(
            label="Vad läggs till?",
            required=False,
            choices=[(key, label) for key, label in SORTER.items() if key in self.sorter],
            initial=adding.USER_TASK if adding.USER_TASK in self.sorter else None,
            help_text="Det som behöver väljas fylls i på nästa sida. Dra en grinds andra vägar"
            " sedan, och vägen från det som händer på ett steg.",
            error_messages={"invalid_choice": "Välj en av sorterna i listan."},
        )
        if len(node.flows_out) > 1 or (node.tag in GATEWAYS and node.flows_out):
            new = [(adding.NEW_WAY, "En ny väg")] if node.tag in GATEWAYS else []
            self.fields["vag"] = forms.ChoiceField(
                label="På vilken väg?",
                required=False,
                choices=[
                    ("", "Välj …"),
                    *((one.id, way_in_words(one)) for one in node.flows_out if one.id),
                    *new,
                ],
                help_text="Ett slut får alltid en ny väg.",
                error_messages={"invalid_choice": "Välj en av vägarna i listan."},
            )

    def lagg_till(self, edit: Edit, element: str) -> str:
        """Add what was answered after the step. Gives its id. Raises `Refused`."""
        if not self.is_valid():
            raise Refused(
                [Hinder(name, str(said[0]), f"ny-{name}") for name, said in self.errors.items()]
            )
        said = self.cleaned_data
        sort = adding.SORTS[said["sort"] or adding.USER_TASK]
        return adding.add(edit, edit.node(element), said["namn"], sort, said.get("vag", ""))
