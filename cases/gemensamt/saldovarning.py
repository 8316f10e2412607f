"""N20: those who answer for a shelf are told when it goes below its säkerhetslager or zero."""

from collections import defaultdict
from collections.abc import Iterable

from cases.hjalpmedel.models import Rorelse, Saldo
from cases.hjalpmedel.saldon import Konto
from cases.meddelanden.utskick import skicka
from cases.organisation.models import Anvandare, Lager
from cases.organisation.queries import med_roll


def varna(rorelser: Iterable[Rorelse]) -> None:
    """Send N20 for each shelf that these rows took below, in their transaction, its saldo held."""
    moved: dict[Konto, int] = defaultdict(int)
    latest: dict[Konto, int] = {}
    for row in rorelser:
        moved[row.lager_id, row.artikel_id] += row.antal
        latest[row.lager_id, row.artikel_id] = row.pk
    rows = Saldo.objects.filter(
        lager__in={lager for lager, _ in moved}, artikel__in={artikel for _, artikel in moved}
    ).select_related("lager", "artikel")
    for saldo in rows:
        konto = saldo.lager_id, saldo.artikel_id
        if konto not in moved:
            continue
        before = saldo.antal - moved[konto]
        if before >= 0 > saldo.antal:
            words = f"är negativt: {saldo.antal}. Kontrollera hyllan och inventera."
        elif before >= saldo.sakerhetslager > saldo.antal:
            words = f"är {saldo.antal}, under säkerhetslagret {saldo.sakerhetslager}. Fyll på."
        else:
            continue
        skicka(
            _ansvariga(saldo.lager),
            f"Saldo i {saldo.lager}",
            f"Saldot för {saldo.artikel} i {saldo.lager} {words}",
            nyckel=f"N20:{latest[konto]}",
        )


def _ansvariga(lager: Lager) -> list[Anvandare]:
    """A förråd's own förrådsansvariga and HMC's lager; for HMC's own lager, inköp [A]."""
    if lager.typ == Lager.Typ.HMC:
        return med_roll("inkop")
    keepers = [
        person
        for person in Anvandare.objects.filter(is_active=True, uppdrag__kund=lager.kund_id)
        if "forradsansvarig" in person.roller
    ]
    return [*keepers, *med_roll("lager")]
