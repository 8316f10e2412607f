"""A made-up case that an owner steps through: its text so far, and what may be done next."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, QueryDict

from cases.processer import provas_fakta
from cases.processer.provas_fakta import FALT
from workflows import clock, feel
from workflows.diagrams.bundle import Bundle
from workflows.errors import Hinder, Refused
from workflows.facts import Fact
from workflows.forms import AsWritten
from workflows.trial import asking, claims, groups, recording, sentences, values, writing
from workflows.trial.facts import Known, Unfit
from workflows.trial.names import Names
from workflows.trial.said import Line, Scenario

_NAME = "Provkörning"
_MOST_STEPS = 100
_STANGD = "Uppgiften väntar inte längre. Gör något av det som väntar nu."
_FLER = "Svaren ledde till fler frågor. Svara på dem."


class Provning:
    """The case of one owner and one process, kept in her session as the scenario it is so far."""

    def __init__(self, request: HttpRequest, bundle: Bundle) -> None:
        self._session = request.session
        self._key = f"prova:{bundle.process_id}"
        self.bundle = bundle
        self.known = Known(bundle, groups.registered().by_key)
        self.names = Names(bundle)

    @property
    def start(self) -> str:
        """The start event that asks a form; empty for none."""
        nodes = self.names.nodes.items()
        starts = (id_ for id_, node in nodes if node.tag == "startEvent")
        return next((one for one in starts if one in self.known.forms), "")

    @property
    def scenario(self) -> Scenario | None:
        """What has happened so far; None before it has begun."""
        kept = self._session.get(self._key)
        found, _ = sentences.parse(kept) if isinstance(kept, str) else ([], [])
        return found[0] if found else None

    def _keep(self, scenario: Scenario) -> None:
        self._session[self._key] = _text(scenario)

    def played(self) -> Mapping[str, Any] | None:
        """Where the case stands. Raises `asking.TookTooLong`."""
        scenario = self.scenario
        return asking.case(self.bundle, writing.write(scenario)) if scenario else None

    def asked_by(self, line: Line) -> list[Fact]:
        """The facts that it would be asked if this happened, as far as a person can say them."""
        scenario = self.scenario or Scenario(_NAME)
        further = replace(scenario, when=(*scenario.when, line))
        return self._asked(further)

    def asked_first(self, given: Mapping[str, Any]) -> list[Fact]:
        """The facts that it would be asked if it began, with this given."""
        return self._asked(Scenario(_NAME, (self._given(given),)))

    def _asked(self, further: Scenario) -> list[Fact]:
        try:
            names = asking.asked_by(self.bundle, writing.write(further))
        except asking.TookTooLong:
            # Told when it happens.
            return []
        return provas_fakta.fragas(self.known, names)

    def given(self, post: QueryDict) -> dict[str, Any]:
        """What has been answered so far of what it begins with; what does not hold is left out."""
        said = self._answers(self.start, post, {}, unsure=True) if self.start else {}
        return said | self._said(post, {}, unsure=True)

    def _given(self, values: Mapping[str, Any]) -> Line:
        kind = self.known.kind
        # Read as one word, a case type's name may be of either gender.
        slag = "ett ärende" + ("" if kind.runs_any else f" av typen {recording.within(kind.label)}")
        return Line("fakta", values=self.known.called(values), more={"slag": slag})

    def begin_anew(self) -> None:
        """Forget the case."""
        self._session.pop(self._key, None)

    def step_back(self) -> None:
        """Undo the last thing that happened."""
        scenario = self.scenario
        if scenario is None or not scenario.when:
            self.begin_anew()
        else:
            self._keep(replace(scenario, when=scenario.when[:-1]))

    def begin(self, post: QueryDict) -> None:
        """Start it with what the start form was answered with, and what is given besides."""
        said = self._answers(self.start, post, {}) if self.start else {}
        said |= provas_fakta.last(self.known, post, {}) | self._facts(post.get("_fakta", ""))
        self._all_seen(post, self.asked_first(said))
        given = [self._given({n: value for n, value in said.items() if value is not None})]
        if moment := post.get("_klockan", ""):
            given.append(Line("klockan", more={"nar": _moment(moment)}))
        if message := post.get("_meddelande", ""):
            with_values = self._values(post.get("_varden", ""), "_varden")
            given.append(Line("borjar", message, with_values))
        self._keep(Scenario(_NAME, tuple(given)))

    def happen(self, post: QueryDict, told: Mapping[str, Any]) -> None:
        """Add what the owner lets happen. Raises `Refused` with a hinder for each field, and keeps
        nothing then."""
        scenario = self.scenario
        if scenario is None:
            raise Refused([Hinder("borja", "Börja provkörningen först.")])
        if len(scenario.when) >= _MOST_STEPS:
            raise Refused([Hinder("lang", "Provkörningen är lång nog. Börja om.")])
        line = self.line(post, told)
        further = replace(scenario, when=(*scenario.when, line))
        after = asking.case(self.bundle, _text(further))
        if after["wrong"]:
            raise Refused([Hinder("stopp", mening) for _, mening in after["wrong"]])
        asked = self._asked(further)
        self._all_seen(post, asked)
        self._all_said(asked, told, after)
        self._keep(further)

    @staticmethod
    def _all_seen(post: QueryDict, asked: Sequence[Fact]) -> None:
        """Raises `Refused` where the answers lead to facts that nobody has been asked."""
        seen = post.get("_visade")
        unseen = [FALT + one.name for one in asked]
        unseen = [one for one in unseen if seen is not None and one not in seen.split()]
        if unseen:
            raise Refused([Hinder("osedd", _FLER, unseen[0])])

    def _all_said(
        self, asked: Sequence[Fact], told: Mapping[str, Any], after: Mapping[str, Any]
    ) -> None:
        """Raises `Refused` where the case would stop for want of what was asked."""
        if len(after["stuck"]) <= len(told["stuck"]):
            return
        lacks = [one.name for one in asked if one.name in after["unsaid"]]
        if lacks:
            raise Refused([Hinder("okant", self._lacks(name), FALT + name) for name in lacks])

    def _lacks(self, name: str) -> str:
        return f"Svara på ”{self.known.labels.of(name)}”, annars kommer ärendet inte vidare."

    def line(self, post: QueryDict, told: Mapping[str, Any], *, unsure: bool = False) -> Line:
        """What was posted, as a line. Raises `Refused`; with `unsure` what does not hold yet is
        left out instead."""
        said = facts_of(told)
        match post.get("gor", ""):
            case "svara":
                element = post.get("element", "")
                given = self._answers(element, post, told, unsure=unsure)
                given |= self._said(post, said, unsure=unsure)
                return self._does(element, told, given)
            case "frist":
                given = self._said(post, said, unsure=unsure)
                return Line("frist", values=self.known.called(given))
            case "tid":
                count, unit = post.get("antal", ""), post.get("enhet", "")
                if not re.fullmatch(r"[0-9]{1,4}", count) or not 0 < int(count) <= 3000:
                    raise Refused([Hinder("antal", "Skriv ett antal mellan 1 och 3000.", "antal")])
                if unit not in ("arbetsdagar", "dagar", "timmar", "minuter"):
                    raise Refused([Hinder("enhet", "Välj vad som räknas.", "enhet")])
                return Line("tid_gar", more={"antal": int(count), "enhet": unit})
            case "meddelande":
                given = self._values(post.get("_varden", ""), "_varden")
                return Line("kommer", post.get("meddelande", ""), given)
            case "fakta":
                given = self._said(post, said, unsure=unsure)
                if not given:
                    raise Refused([Hinder("fakta", "Skriv vad som blir känt.", "_fakta")])
                return Line("fakta", values=self.known.called(given))
            case _:
                raise Refused([Hinder("val", "Välj vad som ska hända.")])

    def _does(self, element: str, told: Mapping[str, Any], given: Mapping[str, Any]) -> Line:
        """Somebody does a task: by the name of the role that has it."""
        roles = {one["element"]: one["role"] for one in told["open"]}
        if element not in roles:
            raise Refused([Hinder("stangd", _STANGD)])
        role = roles[element]
        more = {"roll": recording.within(claims.role_name(role))} if role else {}
        return Line("gors", self.names.called(element), self.known.called(given), more)

    def _said(self, post: QueryDict, said: Mapping[str, Any], *, unsure: bool) -> dict[str, Any]:
        try:
            found = provas_fakta.last(self.known, post, said)
            return found | self._facts(post.get("_fakta", ""))
        except Refused:
            if unsure:
                return {}
            raise

    def _answers(
        self, element: str, post: QueryDict, told: Mapping[str, Any], *, unsure: bool = False
    ) -> dict[str, Any]:
        form = self.known.form_of(element)
        if form is None:
            return {}
        result = form.validate(post, facts=facts_of(told), asker=AsWritten())
        if unsure:
            return {name: _json(value) for name, value in result.values.items()}
        seen = post.get("_visade")
        unseen = (
            [name for name in result.shown if name in form.fields and name not in seen.split()]
            if seen is not None
            else []
        )
        if unseen and result.errors.keys() <= set(unseen):
            raise Refused([Hinder("osedd", _FLER, unseen[0])])
        if result.errors:
            raise Refused([Hinder("svar", said, name) for name, said in result.errors.items()])
        return {name: _json(value) for name, value in result.values.items()}

    def _facts(self, text: str) -> dict[str, Any]:
        try:
            given = self.known.named(self._values(text, "_fakta"))
            for name, value in given.items():
                self.known.typed(name, value)
        except Unfit as no:
            raise Refused([Hinder("fakta", no.mening, "_fakta")]) from no
        return given

    @staticmethod
    def _values(text: str, field: str) -> dict[str, Any]:
        if not text.strip():
            return {}
        try:
            return values.read(" ".join(text.split()))
        except values.Unclear as no:
            raise Refused([Hinder("varde", no.mening, field)]) from no

    def as_scenario(self, name: str, told: Mapping[str, Any]) -> str:
        """The case as the text of a scenario that says what came of it. Raises `Refused`."""
        plain = " ".join(name.split())
        scenario = self.scenario
        if not 0 < len(plain) <= 120 or scenario is None:
            raise Refused([Hinder("namn", "Ge scenariot ett namn på högst 120 tecken.", "namn")])
        then = recording.then(told, self.names, self.known.group_names)
        whole = writing.write(replace(scenario, name=plain, then=then))
        before = self.bundle.scenarios.rstrip()
        joined = f"{before}\n\n{whole}" if before else whole
        if wrong := sentences.parse(joined)[1]:
            raise Refused([Hinder("namn", one.mening, "namn") for one in wrong])
        return joined


def _text(scenario: Scenario) -> str:
    """The case as a text that says all of it. Raises `Refused` where it would be read as less."""
    text = writing.write(scenario)
    found, wrong = sentences.parse(text)
    # The first line is wrong as long as nothing is said of what comes of it.
    if not found or any(one.number > found[0].number for one in wrong):
        mening = "Det du skrev går inte att läsa tillbaka som en mening. Skriv det med andra ord."
        raise Refused([Hinder("mening", mening)])
    return text


def facts_of(told: Mapping[str, Any]) -> dict[str, Any]:
    """The facts of a played case, as forms ask them."""
    return {
        name: feel.to_python(feel.compile_expression(text).evaluate({}).value)
        for name, text in told.get("facts", {}).items()
    }


def _moment(text: str) -> str:
    try:
        return datetime.fromisoformat(text).replace(tzinfo=clock.STOCKHOLM).isoformat()
    except ValueError as error:
        mening = "Skriv datum och klockslag, till exempel 2026-12-01 06:00."
        raise Refused([Hinder("klockan", mening, "_klockan")]) from error


def _json(value: object) -> object:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return str(value) if isinstance(value, date) else value
