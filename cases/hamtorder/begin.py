"""How a hämtorder begins by itself: a felrapport asks that an aid be fetched (M-FR-HO)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from cases.gemensamt.models import Arende
from cases.hamtorder import rules, urval
from cases.hamtorder.models import Hamtorder, Hamtrad
from cases.hjalpmedel.innehav import las_hos
from cases.hjalpmedel.models import Innehav
from cases.mottagare.models import Mottagare
from cases.organisation.models import Adress, Kund, Leveransadress
from workflows import engine
from workflows.errors import Hinder, Refused

_ADRESS = (
    "co",
    "gatuadress",
    "postnr",
    "postort",
    "telefon",
    "mobil",
    "portkod",
    "instruktioner",
    "kontaktperson",
    "kontakttelefon",
)


def borja(name: str, payload: Mapping[str, Any], effective: datetime) -> UUID:
    """Make the hämtorder and set it going. A message that comes twice makes one.

    The payload holds `id` (the sender's, that ours follows from), `felrapport`, `nummer`,
    `innehav`, `kund`, `bestallare` and `text`. The aid goes with its components. Raises `Refused`
    when another hämtorder has it by now: then a person sees to it.
    """
    case_id = uuid5(UUID(str(payload["id"])), urval.TYP)
    if Arende.objects.filter(pk=case_id).exists():
        return case_id
    main = Innehav.objects.select_related("mottagare", "artikel").get(pk=int(payload["innehav"]))
    las_hos(main.mottagare_id)
    rows = [
        row
        for row in urval.innehav_att_lamna(main.mottagare)
        if main.pk in {row.pk, row.komponent_till_id}
    ]
    if all(row.pk != main.pk for row in rows):
        raise Refused([Hinder("hamtas_redan", f"{main.artikel} står redan på en hämtorder.")])
    arende = Arende.objects.create(
        id=case_id,
        typ=urval.TYP,
        rubrik=main.artikel.benamning[:160],
        mottagare=main.mottagare,
        kund_id=int(payload["kund"]),
        bestallare_id=int(payload["bestallare"]),
        galler_id=UUID(str(payload["felrapport"])),
        status=Hamtorder.Status.REGISTRERAD,
        skapad=effective,
        verkstalld=effective,
    )
    order = _order(arende, main.mottagare, payload)
    bilder = {bild.id: bild for bild in urval.bilder(rows)}
    Hamtrad.objects.bulk_create(
        Hamtrad(
            order=order,
            nr=nr,
            innehav=row,
            antal=row.antal - row.aterlamnat,
            skrotas=bilder[row.pk].skrotas,
        )
        for nr, row in enumerate(rows, start=1)
    )
    arende.process = engine.start(
        urval.TYP,
        case_id=case_id,
        actor="",
        message=dict(payload),
        message_name=name,
        effective=effective,
    )
    arende.save(update_fields=["process"])
    return case_id


def _order(arende: Arende, mottagare: Mottagare, payload: Mapping[str, Any]) -> Hamtorder:
    """At the patient's home where it may be said, else at the unit's usual address."""
    home = (
        mottagare.typ == Mottagare.Typ.PATIENT
        and not mottagare.skyddad
        and bool(mottagare.gatuadress)
    )
    kund = Kund.objects.get(pk=int(payload["kund"]))
    usual = Leveransadress.objects.filter(kund=kund).order_by("-forvald", "namn").first()
    source: Adress | None = mottagare if home else usual
    atgard = Hamtorder.Atgard.PRIVAT if home else Hamtorder.Atgard.ENHET
    plats: rules.Hamtplats = urval.hamtplats(atgard)
    copied = {field: getattr(source, field) for field in _ADRESS if source is not None}
    return Hamtorder.objects.create(
        arende=arende,
        atgard=atgard,
        klass=plats.klass,
        sokbar=plats.sokbar,
        hmc_bekraftar=plats.hmc_bekraftar,
        hamtad_fran=None if home else usual,
        adressnamn=mottagare.namn if home else (usual.namn if usual else kund.namn),
        information=f"Felrapport {payload['nummer']}. {payload['text']}".strip()[:1000],
        **copied,
    )
