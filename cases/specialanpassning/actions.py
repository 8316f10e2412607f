"""What the förskrivare and those who pay do: one function per user task."""

from uuid import UUID

from cases.gemensamt.hinder import stoppa_om
from cases.gemensamt.oppning import klart, satt_status
from cases.meddelanden.utskick import skicka
from cases.organisation.models import Anvandare
from cases.specialanpassning import dokument, rules
from cases.specialanpassning.models import Dokument, Specialanpassning
from cases.specialanpassning.oppning import oppna
from workflows import clock, engine
from workflows.registry import action

HANDLINGAR = {
    "utfarda_anvisning": ("forskrivare",),
    "ansok_om_kostnad": ("forskrivare",),
    "besluta_kostnad": ("kostnadsansvarig",),
    "folj_upp_forsening": ("kundtjanst",),
    "godkann": ("forskrivare",),
    "utvardera": ("forskrivare",),
    "lagg_till_dokument": ("tekniker", "forskrivare"),
}

Slag = Dokument.Slag
Status = Specialanpassning.Status


@action
@engine.move
def utfarda_anvisning(
    arende: UUID, *, person: Anvandare, sagt: rules.Anvisning, task_id: UUID | None = None
) -> Specialanpassning:
    """The instruction and the risks as the förskrivare sees them (§3.5 a-b). Raises `Refused`."""
    process, spec = oppna(arende, person, "utfarda_anvisning")
    stoppa_om(rules.hinder_for_anvisning(sagt))
    dokument.skriv(
        spec,
        Slag.ANVISNING,
        person,
        {
            "Varför räcker inget annat?": sagt.varfor,
            "Syfte och behov": sagt.syfte,
            "Vad ska ändras, och vilka egenskaper ska det få?": sagt.egenskaper,
            "Mått, ritning och foton": sagt.matt,
            "Var och hur ska det användas?": sagt.anvandning,
        },
    )
    dokument.skriv(
        spec,
        Slag.FUNKTIONELL_RISK,
        person,
        {
            "Vilka risker kan ändringen ge mottagaren?": sagt.risker,
            "Hur minskas riskerna?": sagt.atgarder,
        },
    )
    satt_status(spec.arende, Status.BEDOMS)
    engine.complete(process, "utfarda_anvisning", actor=person.username, task_id=task_id)
    return spec


@action
@engine.move
def ansok_om_kostnad(
    arende: UUID,
    *,
    person: Anvandare,
    ansoker: bool | None,
    skal: str = "",
    task_id: UUID | None = None,
) -> Specialanpassning:
    """Ask those who pay, or go without it (N14). Raises `Refused`, `NotYourTurn`."""
    process, spec = oppna(arende, person, "ansok_om_kostnad")
    stoppa_om(rules.hinder_for_beslut(svar=ansoker, skal=skal))
    spec.ansokt, spec.kostnad_skal = ansoker, skal.strip()
    spec.save(update_fields=["ansokt", "kostnad_skal"])
    klart(
        process,
        "ansok_om_kostnad",
        person,
        task_id,
        "Ansökt hos kostnadsansvarig." if ansoker else "Förskrivaren avstår.",
    )
    return spec


@action
@engine.move
def besluta_kostnad(
    arende: UUID,
    *,
    person: Anvandare,
    godkanns: bool | None,
    skal: str = "",
    task_id: UUID | None = None,
) -> Specialanpassning:
    """Whether the unit pays. The förskrivare is told. Raises `Refused`, `NotYourTurn`."""
    process, spec = oppna(arende, person, "besluta_kostnad")
    stoppa_om(rules.hinder_for_beslut(svar=godkanns, skal=skal))
    spec.kostnad_godkand, spec.kostnad_skal = godkanns, skal.strip()
    spec.save(update_fields=["kostnad_godkand", "kostnad_skal"])
    if godkanns:
        satt_status(spec.arende, Status.TILLVERKAS if spec.inom_anvisning else Status.TILLVERKARE)
        skicka(
            spec.arende.bestallare,
            f"Specialanpassning {spec.arende.nummer}: kostnaden är godkänd",
            f"Kostnaden {spec.kostnaden} är godkänd och arbetet går vidare. {spec.kostnad_skal}",
            arende=spec.pk,
            nyckel=f"{spec.pk}:kostnad",
        )
    klart(process, "besluta_kostnad", person, task_id, "Godkänd." if godkanns else "Avslagen.")
    return spec


@action
@engine.move
def godkann(
    arende: UUID, *, person: Anvandare, sagt: rules.Godkannande, task_id: UUID | None = None
) -> Specialanpassning:
    """Approve before use, or say what is wrong (§3.5 k-l). Raises `Refused`, `NotYourTurn`."""
    process, spec = oppna(arende, person, "godkann")
    hinder = rules.hinder_for_godkannande(sagt)
    if sagt.godkanns:
        hinder += rules.hinder_for_dokument(
            "godkann", spec.klass, dokument.finns(spec), dokument.NAMN
        )
    stoppa_om(hinder)
    spec.godkand, spec.underkand_skal = sagt.godkanns, sagt.skal.strip()
    if sagt.godkanns:
        spec.godkand_nar = clock.now()
        dokument.skriv(
            spec,
            Slag.GODKANNANDE,
            person,
            {
                "Godkänd före användning": f"{clock.today():%Y-%m-%d} av {person.namn}",
                "Utprovad med mottagaren": "Ja",
                "Mottagaren har fått instruktioner": "Ja",
                "Antecknat i journalen": "Ja",
            },
        )
    else:
        satt_status(spec.arende, Status.TILLVERKAS)
    spec.save(update_fields=["godkand", "underkand_skal", "godkand_nar"])
    klart(process, "godkann", person, task_id, "Godkänd." if sagt.godkanns else "Inte godkänd.")
    return spec


@action
@engine.move
def utvardera(
    arende: UUID, *, person: Anvandare, text: str, task_id: UUID | None = None
) -> Specialanpassning:
    """How it works for the mottagare after a while (§3.5 m). Raises `Refused`, `NotYourTurn`."""
    process, spec = oppna(arende, person, "utvardera")
    stoppa_om(rules.hinder_for_text(text, "text", "hur specialanpassningen fungerar"))
    dokument.skriv(spec, Slag.UTVARDERING, person, {"Hur fungerar den?": text.strip()})
    satt_status(spec.arende, Status.UTVARDERAD)
    engine.complete(process, "utvardera", actor=person.username, task_id=task_id)
    return spec


@action
@engine.move
def folj_upp_forsening(
    arende: UUID, *, person: Anvandare, text: str, task_id: UUID | None = None
) -> Specialanpassning:
    """Kundtjänst tells the förskrivare when it will be done (N10). Raises `Refused`."""
    process, spec = oppna(arende, person, "folj_upp_forsening")
    stoppa_om(rules.hinder_for_text(text, "text", "vad du har fått veta och när det blir klart"))
    skicka(
        spec.arende.bestallare,
        f"Specialanpassning {spec.arende.nummer}: besked om förseningen",
        text.strip(),
        arende=spec.pk,
    )
    engine.complete(process, "folj_upp_forsening", actor=person.username, task_id=task_id)
    return spec
