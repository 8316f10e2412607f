"""The kinds of order (KO-3): what the table `lager_och_effekt` says of each (DMN 3)."""

from dataclasses import dataclass

from cases.artiklar.models import Artikel
from cases.gemensamt.models import Arende
from cases.kundorder.models import Kundorder
from cases.organisation.models import Anvandare, Lager
from cases.organisation.queries import egna_forrad
from workflows import engine
from workflows.errors import Hinder

PROCESS = "kundorder"
_UR_FORRADET = "valt buffertförråd"
_HYRA_VID_UTTAG = "vid uttag på patient"
_REDAN_FAKTURERAD = "redan fakturerad vid påfyllnad"
EGEN_BETALARE = "betalaren användaren är knuten till"
# V18, KO-4
INGET_FORRAD = "Din enhet har inget buffertförråd, så {vad} går inte. Välj Beställning."


@dataclass(frozen=True)
class Effekt:
    """What the table says of an order: from where, who pays, what is charged and when."""

    tillaten: bool
    lager: str = ""
    betalare: str = ""
    hyresstart: str = ""
    fakturering_kop: str = ""

    @property
    def ur_forradet(self) -> bool:
        """Whether the goods are taken from the chosen förråd."""
        return self.lager == _UR_FORRADET

    def kostnadsfri(self, debiteringsform: str) -> bool:
        """Whether the order charges nothing: it is paid already, or first when it is handed out."""
        if debiteringsform == Artikel.Debiteringsform.HYRA:
            return self.hyresstart == _HYRA_VID_UTTAG
        return self.fakturering_kop == _REDAN_FAKTURERAD


def effekt(order: Kundorder) -> Effekt:
    """The table's answer for an order, by its case's own version."""
    mottagare = order.arende.mottagare
    return _fraga(
        order.arende,
        Kundorder.Typ(order.typ),
        mottagare.get_typ_display() if mottagare is not None else None,
        har_forrad=order.forrad_id is not None,
    )


def hinder_for_typ(
    order: Kundorder, person: Anvandare, typ: Kundorder.Typ, forrad: Lager | None, mottagartyp: str
) -> list[Hinder]:
    """Why an order can't be of this kind: no förråd, none chosen, or another's (KO-4, V18)."""
    own = egna_forrad(person)
    said = _fraga(order.arende, typ, mottagartyp or None, har_forrad=own.exists())
    if not said.tillaten:
        what = {
            Kundorder.Typ.UTTAG: "uttag ur eget förråd",
            Kundorder.Typ.PAFYLLNAD: "lagerpåfyllnad",
        }.get(typ, "den ordertypen")
        return [Hinder("forrad_saknas", INGET_FORRAD.format(vad=what), "typ")]
    if typ == Kundorder.Typ.BESTALLNING:
        return []
    if forrad is None:
        return [Hinder("forrad_valj", "Välj vilket buffertförråd det gäller.", "forrad")]
    if not own.filter(pk=forrad.pk).exists():
        return [Hinder("forrad_annans", "Välj ett buffertförråd som din enhet har.", "forrad")]
    return []


def lager_for(order: Kundorder, artikel: Artikel, said: Effekt) -> Lager:
    """Where a row's goods are taken: the chosen förråd, or the article's own lager (KO-23)."""
    if said.ur_forradet and order.forrad is not None:
        return order.forrad
    return artikel.lager


def mottagarnamn(order: Kundorder) -> str:
    """Whom or what an order is for, where no patient is: the förråd that it fills."""
    return str(order.forrad) if order.typ == Kundorder.Typ.PAFYLLNAD and order.forrad else ""


def _fraga(
    arende: Arende, typ: Kundorder.Typ, mottagartyp: str | None, *, har_forrad: bool
) -> Effekt:
    asked = {
        "kundordertyp": typ.label,
        "mottagartyp": mottagartyp,
        "har_buffertforrad": har_forrad,
    }
    said = engine.decide(PROCESS, "lager_och_effekt", asked, case_id=arende.pk).value
    if not isinstance(said, dict):
        return Effekt(tillaten=False)
    return Effekt(
        tillaten=said.get("tillaten") is True,
        **{
            name: str(said.get(name) or "")
            for name in ("lager", "betalare", "hyresstart", "fakturering_kop")
        },
    )
