"""What can be set on a step, as a form: the same as beside the drawing, for those who read it."""

import re
from collections.abc import Mapping
from typing import Any

from django import forms

from cases.gemensamt.falt import FeelRuta
from cases.processer import val
from cases.processer.stegfalt import StegFalt, pairs_of
from cases.processer.stegord import (
    CODES,
    INTERRUPTS,
    TIMES,
    TIMES_DONE,
    WRITTEN,
    way_in_words,
)
from workflows.diagrams.written import feel_text
from workflows.diagrams.xml import BPMN
from workflows.errors import Stale
from workflows.feel import to_literal
from workflows.gate.drawing import Node, local
from workflows.gate.events import message_of
from workflows.gate.kinds import ACTIVITIES, CHOOSING
from workflows.gate.parallel import decision_of
from workflows.gate.work import PEOPLE
from workflows.workbench import lanes, writing
from workflows.workbench.edits import Edit
from workflows.workbench.reading import documentation, role_label
from workflows.workbench.writing import Loop

_MESSAGES = ("sendTask", "receiveTask")
_SENDS = ("sendTask", "intermediateThrowEvent", "endEvent")
_NEW_LANE = "ny:"
_CONDITION = "villkor_"
_MUST_BE_DONE = "nej"
_WORKDAYS = re.compile(r"hmc\.arbetsdagar\(\s*start\s*,\s*([1-9]\d{0,2})\s*\)")
_MOST_DAYS = 999


class StegForm(StegFalt):
    """One step. The fields are those that its kind has, with what is set on it now."""

    def __init__(
        self, edit: Edit, node: Node, underlag: Mapping[str, Any], data: Any = None
    ) -> None:
        super().__init__(data)
        self.edit, self.node = edit, node
        chooses = node.tag in CHOOSING and len(node.flows_out) > 1
        self.flows = {f"{_CONDITION}{one.id}": one for one in node.flows_out if chooses and one.id}
        self.event = next(iter(node.event_definitions), None)
        self.text("namn", "Namn", node.name, longest=200)
        self.text("beskrivning", "Beskrivning", documentation(node), rows=3)
        if node.tag in PEOPLE:
            self._person(underlag)
        elif node.tag == "serviceTask":
            current = node.id if any(one["value"] == node.id for one in underlag["steg"]) else ""
            self.choice("steg", "Vad systemet gör", pairs_of(underlag["steg"]), current)
            self._passed_over()
        elif node.tag == "businessRuleTask":
            tables = pairs_of(underlag["beslut"])
            self.choice("beslut", "Beslutstabell", tables, decision_of(node))
        elif node.tag == "callActivity":
            called = pairs_of(underlag["processer"])
            help_ = "En av processerna i utkastets filer."
            current = node.xml.get("calledElement", "")
            self.choice("anropar", "Process som anropas", called, current, help_=help_)
        elif node.begins_by_hand:
            self._lane("Vem får starta ärenden?")
        if node.is_boundary and not node.catches("error"):
            current = "ja" if node.interrupts else "nej"
            self.choice("avbryter", "När det händer", INTERRUPTS, current)
        self._times()
        self._code()
        if node.tag in ACTIVITIES:
            self._many_times()
        if node.tag in _MESSAGES or node.catches("message"):
            self._message(underlag)
        self._ways()
        if node.tag not in CHOOSING:
            self._setting("tidslinje")
        self.hall_mot_det_lasta()

    def samma_vagar(self) -> None:
        """Raises `Stale` where other ways lead on than when the page was read."""
        sent = {name for name in self.skickade if name.startswith(_CONDITION)}
        if self.is_bound and sent != self.flows.keys():
            lost = ", ".join(f"”{self.data[one]}”" for one in sorted(sent - self.flows.keys()))
            gone = f" Villkor för en väg som inte finns kvar: {lost}." if lost else ""
            raise Stale(f"Vägarna härifrån har ändrats.{gone} Jämför och spara igen.")

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        if said.get("ganger") and not (said.get("lista") or said.get("antal")):
            self.add_error("lista", "Skriv vilken lista som gås igenom, eller välj En gång.")
        if said.get("lista") and not said.get("ganger"):
            self.add_error("ganger", "Välj om raderna görs samtidigt eller i tur och ordning.")
        if {"arbetsdagar", "deadline"} <= {one for one in self.changed_data if said.get(one)}:
            self.add_error(
                "arbetsdagar", "Fyll i antingen ett antal arbetsdagar eller Klart senast."
            )
        return said

    def andrar(self) -> None:
        """Write what was changed on the step, and nothing else. Raises `Refused`."""
        said, node = self._changed(), self.node
        if "namn" in said:
            writing.attribute(node.xml, "name", said["namn"])
        if "beskrivning" in said:
            writing.documentation(node.xml, said["beskrivning"])
        for name in WRITTEN:
            if name in said:
                writing.setting(node.xml, name, said[name])
        self._write_system(said)
        self._write_special(said)
        if self.event is not None:
            self._write_event(self.event, said)
        if said.get("meddelande"):
            self.edit.message(node, said["meddelande"])
        self._write_ways(said)
        if said.get("bana"):
            self._move(said["bana"])
        self._write_page(said.get("sida", ""))
        if said.get("steg"):
            self.edit.rename(node, said["steg"])

    def _changed(self) -> dict[str, Any]:
        """What was changed. So many working days are written as a deadline."""
        said = {name: self.cleaned_data[name] for name in self.changed_data}
        days, deadline = (self.cleaned_data.get(one) for one in ("arbetsdagar", "deadline"))
        if "arbetsdagar" in said and not (deadline and "deadline" in said):
            said["deadline"] = f"hmc.arbetsdagar(start, {days})" if days else ""
        elif days and not deadline:
            said.pop("deadline", None)
        return said

    def _write_special(self, said: Mapping[str, Any]) -> None:
        """What a step calls, and how many times it is done."""
        xml, now = self.node.xml, self.cleaned_data
        if "anropar" in said:
            writing.attribute(xml, "calledElement", said["anropar"])
        if {"ganger", "lista", "rad", "antal"} & said.keys():
            count = now.get("antal", "")
            writing.loop(xml, Loop(now["ganger"], now["lista"], now["rad"], count))

    def _move(self, lane: str) -> None:
        if lane.startswith(_NEW_LANE):
            lane = lanes.add(self.edit, lane.removeprefix(_NEW_LANE))
        # Who adds a lane reads the drawing anew.
        self.edit.move(self.edit.node(self.node.id), lane)

    def _write_system(self, said: Mapping[str, Any]) -> None:
        if "avbryter" in said:
            goes_on = said["avbryter"] == "nej"
            writing.attribute(self.node.xml, "cancelActivity", "false" if goes_on else "")
        if "hoppa_over" in said:
            must = said["hoppa_over"] == _MUST_BE_DONE
            writing.setting(self.node.xml, "hoppa_over", _MUST_BE_DONE if must else "")
        if said.get("beslut"):
            writing.decision(self.node.xml, said["beslut"])

    def _lane(self, label: str) -> None:
        """Whose lane it lies in; a role that has none gets one."""
        drawn = lanes.lanes_of(self.edit, self.node)
        if drawn:
            current = next((one.id for one in drawn if one.role == self.node.lane), "")
            pairs = [(one.id, role_label(one.role)) for one in drawn]
            free = val.roller(lanes.free_roles(self.edit))
            pairs += [(f"{_NEW_LANE}{key}", f"Ny bana: {role}") for key, role in free]
            self.choice("bana", label, pairs, current)

    def _person(self, underlag: Mapping[str, Any]) -> None:
        node = self.node
        self._lane("Vem gör det?")
        forms_ = [one["value"] for one in underlag["formular"]]
        form = node.properties.get("form", "") or (node.id if node.id in forms_ else "")
        pages = pairs_of(underlag["handlingar"])
        page = f"sida:{node.id}" if node.id in dict(pages) else ""
        pairs = [
            *((f"sida:{key}", f"Sida: {name}") for key, name in pages),
            *((f"form:{key}", f"Formulär: {name}") for key, name in pairs_of(underlag["formular"])),
        ]
        self.choice("sida", "Sida eller formulär", pairs, f"form:{form}" if form else page)
        self._workdays()
        for name in ("deadline", "group", "priority"):
            self._setting(name)
        self.fields["group"].widget = FeelRuta(
            [(to_literal(key), name) for key, name in pairs_of(underlag["grupper"])]
        )

    def _passed_over(self) -> None:
        written = self.node.properties.get("hoppa_over", "").strip().lower() or "ja"
        pairs = [
            ("ja", "Får hoppas över, med ett skäl"),
            (_MUST_BE_DONE, "Måste göras, ingen får hoppa över det"),
        ]
        help_ = "Hoppas det över går ärendet vidare som om det var gjort."
        self.choice("hoppa_over", "Om steget har stannat", pairs, written, help_=help_)

    def _workdays(self) -> None:
        """The deadline as most of them are: so many working days, without an expression."""
        written = _WORKDAYS.fullmatch(self.node.properties.get("deadline", "").strip())
        self.fields["arbetsdagar"] = forms.IntegerField(
            label="Klart inom så många arbetsdagar",
            required=False,
            min_value=1,
            max_value=_MOST_DAYS,
            initial=int(written[1]) if written else None,
            help_text="Räknat från att uppgiften kom. Tomt om inget eller något annat gäller.",
            error_messages=dict.fromkeys(
                ("invalid", "min_value", "max_value"),
                f"Skriv ett helt antal arbetsdagar, från 1 till {_MOST_DAYS}.",
            ),
        )

    def _times(self) -> None:
        if self.event is None:
            return
        if local(self.event) == "timerEventDefinition":
            kind = next((one for one in TIMES if self.event.find(_tag(one)) is not None), "")
            text = feel_text(self.event.findtext(_tag(kind))) if kind else ""
            self.choice("tid_slag", "Slag av tid", list(TIMES.items()), kind)
            help_ = "FEEL, till exempel hmc.arbetsdagar(start, 10)."
            self.text("tid", "Tid", text, help_=help_, feel=True)
        if local(self.event) == "conditionalEventDefinition":
            text = feel_text(self.event.findtext(_tag("condition")))
            self.text("vantar", "Väntar tills", text, help_="FEEL som blir sant.", feel=True)

    def _code(self) -> None:
        """What an error or an escalation is known by, where it comes up and where it is caught."""
        kind = "" if self.event is None else local(self.event).removesuffix("EventDefinition")
        if kind in CODES:
            label, help_ = CODES[kind]
            self.text("kod", label, self.edit.code_of(self.node, kind), help_=help_, longest=100)

    def _many_times(self) -> None:
        """Once for each row of a list, or so many times."""
        loop = writing.loop_of(self.node.xml)
        current = "" if loop is None else loop.order
        self.choice("ganger", "Hur många gånger görs det?", TIMES_DONE, current, empty="En gång")
        rows = "FEEL som ger en lista; det görs en gång för varje rad."
        self.text("lista", "Lista att gå igenom", loop.items if loop else "", help_=rows, feel=True)
        self.text("rad", "Vad raden heter", loop.item if loop else "", longest=100)
        if loop and loop.count:
            self.text("antal", "Antal gånger", loop.count, help_="FEEL, ett tal.", feel=True)

    def _message(self, underlag: Mapping[str, Any]) -> None:
        current = message_of(self.node, self.edit.drawn.messages)
        self.choice("meddelande", "Processmeddelande", pairs_of(underlag["meddelanden"]), current)
        if self.node.tag != "startEvent":
            self._setting("key")
        if self.node.tag in _SENDS:
            self._setting("payload")

    def _ways(self) -> None:
        for name, flow in self.flows.items():
            condition = "" if flow.condition is None else feel_text(flow.condition.text)
            label = f"Villkor för vägen ”{way_in_words(flow)}”"
            help_ = "FEEL över ärendets fakta."
            self.text(name, label, condition, help_=help_, feel=True)
        if self.flows:
            default = self.node.xml.get("default", "")
            pairs = [(flow.id, way_in_words(flow)) for flow in self.flows.values()]
            self.choice("annars", "Vägen som tas annars", pairs, default)

    def _write_event(self, event: Any, said: Mapping[str, Any]) -> None:
        if "kod" in said:
            kind = local(event).removesuffix("EventDefinition")
            self.edit.code(self.node, kind, said["kod"])
        if {"tid", "tid_slag"} & said.keys():
            chosen = self.cleaned_data["tid_slag"] or "timeDate"
            for kind in TIMES:
                text = self.cleaned_data["tid"] if kind == chosen else ""
                writing.expression(event, kind, text)
        if "vantar" in said:
            writing.expression(event, "condition", said["vantar"])

    def _write_ways(self, said: Mapping[str, Any]) -> None:
        for name in self.flows.keys() & said.keys():
            writing.expression(self.flows[name].xml, "conditionExpression", said[name])
        if "annars" in said:
            self.edit.default(self.node, said["annars"])

    def _write_page(self, chosen: str) -> None:
        kind, _, name = chosen.partition(":")
        if not kind:
            return
        form = name if kind == "form" and name != self.node.id else ""
        writing.setting(self.node.xml, "form", form)
        if kind == "sida":
            self.edit.rename(self.node, name)

    def _setting(self, name: str) -> None:
        label, help_ = WRITTEN[name]
        value = self.node.properties.get(name, "")
        self.text(name, label, value, help_=help_, feel=name != "tidslinje")


def _tag(name: str) -> str:
    return f"{{{BPMN}}}{name}"
