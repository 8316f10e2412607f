"""A made-up case that an owner steps through: its text so far, and what may be done next."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, QueryDict

from workflows import clock, feel
from workflows.diagrams.bundle import Bundle
from workflows.errors import Hinder, Refused
from workflows.forms import AsWritten
from workflows.trial import asking, sentences, values, writing
from workflows.trial.facts import Known, Unfit
from workflows.trial.names import Names
from workflows.trial.said import Line, Scenario

_NAME = "Provkörning"
_MOST_STEPS = 100


class Provning:
    """The case of one owner and one process, kept in her session as the scenario it is so far."""

    def __init__(self, request: HttpRequest, bundle: Bundle) -> None:
        self._session = request.session
        self._key = f"prova:{bundle.process_id}"
        self.bundle = bundle
        self.known = Known(bundle)
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
        self._session[self._key] = writing.write(scenario)

    def played(self) -> Mapping[str, Any] | None:
        """Where the case stands. Raises `asking.TookTooLong`."""
        scenario = self.scenario
        return asking.case(self.bundle, writing.write(scenario)) if scenario else None

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
        given = []
        if self.start:
            given += _lines(self._answers(self.start, post, {}))
        given += _lines(self._facts(post.get("_fakta", "")))
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
        line = self._line(post, told)
        further = replace(scenario, when=(*scenario.when, line))
        after = asking.case(self.bundle, writing.write(further))
        if after["wrong"]:
            raise Refused([Hinder("stopp", mening) for _, mening in after["wrong"]])
        self._keep(further)

    def _line(self, post: QueryDict, told: Mapping[str, Any]) -> Line:
        match post.get("gor", ""):
            case "svara":
                element = post.get("element", "")
                given = self._answers(element, post, told)
                given |= self._facts(post.get("_fakta", ""))
                return Line("gors", self.names.called(element), given)
            case "frist":
                return Line("frist")
            case "tid":
                count, unit = post.get("antal", ""), post.get("enhet", "")
                if not count.isascii() or not count.isdecimal() or not 0 < int(count[:5]) <= 3000:
                    raise Refused([Hinder("antal", "Skriv ett antal mellan 1 och 3000.", "antal")])
                if unit not in ("arbetsdagar", "dagar", "timmar", "minuter"):
                    raise Refused([Hinder("enhet", "Välj vad som räknas.", "enhet")])
                return Line("tid_gar", more={"antal": int(count), "enhet": unit})
            case "meddelande":
                given = self._values(post.get("_varden", ""), "_varden")
                return Line("kommer", post.get("meddelande", ""), given)
            case "fakta":
                given = self._facts(post.get("_fakta", ""))
                if not given:
                    raise Refused([Hinder("fakta", "Skriv vad som blir känt.", "_fakta")])
                return Line("fakta", values=given)
            case _:
                raise Refused([Hinder("val", "Välj vad som ska hända.")])

    def _answers(self, element: str, post: QueryDict, told: Mapping[str, Any]) -> dict[str, Any]:
        form = self.known.form_of(element)
        if form is None:
            return {}
        result = form.validate(post, facts=facts_of(told), asker=AsWritten())
        seen = post.get("_visade")
        unseen = (
            [name for name in result.shown if name in form.fields and name not in seen.split()]
            if seen is not None
            else []
        )
        if unseen and result.errors.keys() <= set(unseen):
            raise Refused(
                [Hinder("osedd", "Svaren ledde till fler frågor. Svara på dem.", unseen[0])]
            )
        if result.errors:
            raise Refused([Hinder("svar", said, name) for name, said in result.errors.items()])
        return {name: _json(value) for name, value in result.values.items()}

    def _facts(self, text: str) -> dict[str, Any]:
        given = self._values(text, "_fakta")
        for name, value in given.items():
            try:
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
        then = [Line("vagen", more={"element": told["trail"]})] if told["trail"] else []
        if told["ended"]:
            then.append(Line("avslutat"))
        for one in told["open"]:
            more = {"roll": one["role"]} if one["role"] else {}
            if one["deadline"]:
                day = clock.local(datetime.fromisoformat(one["deadline"])).date()
                more["senast"] = str(day)
            then.append(Line("vantar", self.names.called(one["element"]), more=more))
        if not told["ended"]:
            then.append(Line("pagar"))
        whole = writing.write(replace(scenario, name=plain, then=tuple(then)))
        before = self.bundle.scenarios.rstrip()
        joined = f"{before}\n\n{whole}" if before else whole
        if wrong := sentences.parse(joined)[1]:
            raise Refused([Hinder("namn", one.mening, "namn") for one in wrong])
        return joined


def facts_of(told: Mapping[str, Any]) -> dict[str, Any]:
    """The facts of a played case, as forms ask them."""
    return {
        name: feel.to_python(feel.compile_expression(text).evaluate({}).value)
        for name, text in told.get("facts", {}).items()
    }


def _lines(given: Mapping[str, Any]) -> list[Line]:
    return [Line("fakta", values=given)] if given else []


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
