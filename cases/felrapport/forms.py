"""What the pages of a felrapport post."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict

from cases.felrapport.models import Felrapport
from cases.felrapport.svar import Svar
from cases.mottagare.models import Mottagare
from cases.organisation.models import Anvandare
from cases.organisation.queries import egna_kunder
from workflows import clock

JA, NEJ = "ja", "nej"
_JA_NEJ = [(NEJ, "Nej"), (JA, "Ja")]


# One question instead of two: whether somebody was hurt, or only could have been.
_SKADOR = {
    "nej": ("Nej", Felrapport.Skada.NEJ, False),
    "tillbud": ("Nej, men någon kunde ha skadats", Felrapport.Skada.NEJ, True),
    "ja": ("Ja", Felrapport.Skada.JA, True),
    "allvarligt": ("Ja, allvarligt", Felrapport.Skada.ALLVARLIG, True),
}


class _Klocka(forms.TimeInput):
    input_type = "time"


class FelrapportForm(forms.Form):
    """The report (FR-1 … FR-7). What the guide has found is carried beside it."""

    kund = forms.ChoiceField(
        label="Kund", error_messages={"invalid_choice": "Välj en enhet som du arbetar för."}
    )
    mottagare = forms.CharField(
        label="Mottagare",
        max_length=20,
        required=False,
        help_text="Personnummer med 12 siffror, eller en vårdenhets kundnummer, om det gäller en"
        " mottagare.",
    )
    vardrelation = forms.BooleanField(
        label="Jag deltar i vården av mottagaren, eller behöver uppgifterna för mitt arbete i"
        " vården. Mitt val loggas.",
        required=False,
    )
    artikel = forms.CharField(
        label="Artikel", max_length=10, required=False, help_text="Artikelnummer, fem siffror."
    )
    individ = forms.CharField(
        label="Individ", max_length=12, required=False, help_text="Numret på hjälpmedlets märkning."
    )
    foljesedel = forms.CharField(label="Följesedel", max_length=20, required=False)
    datum = forms.DateField(
        label="Datum",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="När det hände eller upptäcktes.",
        error_messages={
            "required": "Ange vilken dag det hände eller upptäcktes.",
            "invalid": "Skriv dagen som ÅÅÅÅ-MM-DD.",
        },
    )
    tid = forms.TimeField(
        label="Tid",
        required=False,
        widget=_Klocka(format="%H:%M"),
        error_messages={
            "required": "Ange ungefär vilken tid.",
            "invalid": "Skriv tiden som timmar och minuter, till exempel 09:30.",
        },
    )
    beskrivning = forms.CharField(
        label="Beskrivning av händelse/eventuella konsekvenser",
        required=False,
        max_length=2000,
        widget=forms.Textarea,
        help_text="Ju utförligare du skriver, desto snabbare kan Hjälpmedelscentralen svara.",
        error_messages={"required": "Beskriv vad som har hänt och vad det kan leda till."},
    )
    kommentar = forms.CharField(
        label="Kommentar till Hjälpmedelscentralen",
        required=False,
        max_length=1000,
        widget=forms.Textarea,
    )
    skadad = forms.ChoiceField(
        label="Har någon skadats, eller kunde någon ha skadats?",
        choices=[(key, label) for key, (label, _, _) in _SKADOR.items()],
        widget=forms.RadioSelect,
        error_messages={"required": "Svara på om någon har skadats eller kunde ha skadats."},
    )
    orsak = forms.ChoiceField(
        label="Beror det på hjälpmedlet?",
        choices=Felrapport.Orsak.choices,
        widget=forms.RadioSelect,
        help_text="Svara att det är oklart om du inte vet.",
        error_messages={"required": "Svara på om det beror på hjälpmedlet."},
    )
    ersattning = forms.ChoiceField(
        label="Önskas ersättningsvara?", choices=_JA_NEJ, widget=forms.RadioSelect
    )
    kreditering = forms.ChoiceField(
        label="Önskas kreditering?", choices=_JA_NEJ, widget=forms.RadioSelect
    )

    def __init__(
        self,
        *args: Any,
        person: Anvandare,
        typda: frozenset[str],
        om_hjalpmedel: bool,
        om_varor: bool,
        skickas: bool = True,
        **kwargs: Any,
    ) -> None:
        """`typda` are those of mottagare, artikel, individ and foljesedel that are asked for here;
        the others the guide has found. `om_hjalpmedel` asks whether somebody was hurt by it,
        `om_varor` whether something is wanted in its place. A draft (not `skickas`) may lack
        anything."""
        super().__init__(*args, **kwargs)
        own = [(kund.nummer, str(kund)) for kund in egna_kunder(person)]
        self.fields["kund"].choices = own  # type: ignore[attr-defined]
        for name in {"mottagare", "artikel", "individ", "foljesedel"} - typda:
            del self.fields[name]
        if "mottagare" not in typda:
            del self.fields["vardrelation"]
        for name in ("datum", "tid", "beskrivning"):
            self.fields[name].required = skickas
        if not om_varor:
            del self.fields["ersattning"], self.fields["kreditering"]
        if not om_hjalpmedel:
            del self.fields["skadad"], self.fields["orsak"]
        if len(own) < 2:
            del self.fields["kund"]

    def svar(self, buret: Mapping[str, str]) -> Svar:
        """The answers, with what the guide carries; the form must be valid."""
        said = self.cleaned_data
        _, skada, risk = _SKADOR[said.get("skadad", "nej")]
        return Svar(
            skada=skada,
            risk_for_skada=risk,
            orsak_produkt=said.get("orsak", Felrapport.Orsak.NEJ),
            handelse=buret.get("handelse", ""),
            kund=said.get("kund", buret.get("kund", "")),
            galler=_uuid(buret.get("galler", "")),
            innehav=_heltal(buret.get("innehav", "")),
            rad=_uuid(buret.get("rad", "")),
            mottagare=said.get("mottagare", ""),
            vardrelation=said.get("vardrelation", False),
            artikel=said.get("artikel", ""),
            individ=said.get("individ", buret.get("individ", "")),
            foljesedel=said.get("foljesedel", buret.get("foljesedel", "")),
            datum=said["datum"],
            tid=said["tid"],
            beskrivning=said["beskrivning"],
            kommentar=said["kommentar"],
            ersattning=said.get("ersattning") == JA,
            kreditering=said.get("kreditering") == JA,
        )


class KompletteraForm(forms.Form):
    """The answer to what the group asked."""

    text = forms.CharField(
        label="Ditt svar",
        max_length=2000,
        widget=forms.Textarea,
        error_messages={"required": "Skriv svaret på frågan."},
    )


class AterkopplaForm(forms.Form):
    """Whether the answer is enough."""

    racker = forms.ChoiceField(
        label="Räcker svaret?",
        choices=[(JA, "Ja, avsluta felrapporten"), (NEJ, "Nej, öppna den igen")],
        widget=forms.RadioSelect,
        error_messages={"required": "Välj om svaret räcker."},
    )
    text = forms.CharField(
        label="Kommentar",
        required=False,
        max_length=2000,
        widget=forms.Textarea,
        help_text="Skriv vad som fattas om svaret inte räcker.",
    )


def forifyllt(person: Anvandare) -> dict[str, Any]:
    """How an empty report begins: now, and nothing wished for."""
    now = clock.local(clock.now())
    first = egna_kunder(person).first()
    return {
        "kund": first.nummer if first else "",
        "datum": now.date(),
        "tid": now.time().replace(second=0, microsecond=0),
        "ersattning": NEJ,
        "kreditering": NEJ,
    }


def sparat(found: Felrapport) -> dict[str, Any]:
    """What a draft holds, as the form shows it."""
    case = found.arende
    return {
        "kund": case.kund.nummer if case.kund else "",
        "mottagare": _nummer(case.mottagare),
        "artikel": found.artikel.nummer if found.artikel else "",
        "individ": found.individ.nummer if found.individ else "",
        "foljesedel": found.foljesedel,
        "datum": found.datum,
        "tid": found.tid,
        "beskrivning": found.beskrivning,
        "kommentar": found.kommentar,
        "skadad": _skadad(found),
        "orsak": found.orsak_produkt,
        "ersattning": JA if found.ersattning_onskas else NEJ,
        "kreditering": JA if found.kreditering_onskas else NEJ,
    }


def buret(posted: QueryDict) -> dict[str, str]:
    """What the guide has found, as the addresses and the form carry it."""
    names = ("ingang", "handelse", "galler", "innehav", "rad", "individ", "foljesedel", "kund")
    given = {name: str(posted.get(name, "")).strip() for name in names}
    return {name: value for name, value in given.items() if value}


def _skadad(found: Felrapport) -> str:
    now = (found.skada, found.risk_for_skada)
    return next((key for key, (_, *said) in _SKADOR.items() if tuple(said) == now), "nej")


def _nummer(mottagare: Mottagare | None) -> str:
    if mottagare is None:
        return ""
    return mottagare.identitet or (mottagare.kund.nummer if mottagare.kund else "")


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return None


def _heltal(text: str) -> int | None:
    return int(text) if text.isdecimal() else None
