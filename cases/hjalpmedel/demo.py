"""The demo world's aids and stock. What is here already is left as it stands."""

from collections import defaultdict
from datetime import date

from django.db import transaction

from cases.artiklar.models import Artikel
from cases.artiklar.priser import pris
from cases.hjalpmedel.flytt import Gods, ta_in
from cases.hjalpmedel.innehav import Utlamnat, aterlamna, oppna
from cases.hjalpmedel.models import Agare, Individ, Innehav, Rorelse, Saldo, UtgangenIForrad
from cases.hjalpmedel.saldon import Andring, Handelse, bokfor
from cases.mottagare.models import Mottagare
from cases.organisation.models import Lager
from cases.organisation.seed_files import rows

IN = Handelse(Rorelse.Slag.INLEVERANS, "demo", skal="Demovärldens första inleverans")


@transaction.atomic
def ladda() -> dict[str, int]:
    """Load individer, what the manual's patient has and had, and stock by the ledger."""
    articles = {article.nummer: article for article in Artikel.objects.all()}
    places = {place.nummer: place for place in Lager.objects.all()}
    loaded = {row["nummer"] for row in rows(__file__, "individer")} & set(
        Individ.objects.values_list("nummer", flat=True)
    )
    if not loaded:
        _individer(articles, places)
        _innehav(articles)
    _stock(articles, places)
    for row in rows(__file__, "utgangna_i_forrad"):
        UtgangenIForrad.objects.get_or_create(
            lager=places[row["lager"]], artikel=articles[row["artikel"]]
        )
    return {
        "individer": Individ.objects.count(),
        "innehav": Innehav.objects.count(),
        "saldon": Saldo.objects.count(),
    }


def _individer(articles: dict[str, Artikel], places: dict[str, Lager]) -> None:
    """All are made on their way; those that stand in a lager are then taken in there."""
    taken_in = []
    for row in rows(__file__, "individer"):
        individ = Individ.objects.create(
            nummer=row["nummer"],
            artikel=articles[row["artikel"]],
            serienummer=row["serienummer"],
            plats=Individ.Plats.TRANSPORT,
            agare=Agare.OMRADE_HJALPMEDEL,
            senaste_fu=date.fromisoformat(row["senaste_fu"]) if row["senaste_fu"] else None,
        )
        if row["plats"] == "lager" and not _returned(row["nummer"]):
            taken_in.append((individ, row))
    ta_in(
        [
            Gods(places[row["lager"]].pk, individ.artikel_id, individ_id=individ.pk)
            for individ, row in taken_in
        ],
        IN,
    )
    for individ, row in taken_in:
        Individ.objects.filter(pk=individ.pk).update(placering=row["placering"])


def _returned(number: str) -> bool:
    """Whether the individ came to its lager from a mottagare."""
    return any(row["individ"] == number and row["aterlamnad"] for row in rows(__file__, "innehav"))


def _innehav(articles: dict[str, Artikel]) -> None:
    individer = {individ.nummer: individ for individ in Individ.objects.all()}
    shelves = {row["nummer"]: row for row in rows(__file__, "individer")}
    components: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in rows(__file__, "innehav"):
        if row["komponent_till"]:
            components[row["komponent_till"]].append(row)
    for row in rows(__file__, "innehav"):
        if row["komponent_till"]:
            continue
        handed = _handed(row, articles, individer)
        delivered = date.fromisoformat(row["levererad"])
        held = oppna(handed, delivered)
        for part in components[row["individ"]] if row["individ"] else ():
            oppna(_handed(part, articles, individer), delivered, komponent_till=held)
        if row["aterlamnad"]:
            aterlamna(held.pk, date.fromisoformat(row["aterlamnad"]))
            if row["individ"]:
                shelf = Lager.objects.get(nummer=shelves[row["individ"]]["lager"])
                ta_in([Gods(shelf.pk, held.artikel_id, individ_id=held.individ_id)], IN)


def _handed(
    row: dict[str, str], articles: dict[str, Artikel], individer: dict[str, Individ]
) -> Utlamnat:
    article = articles[row["artikel"]]
    patient = Mottagare.objects.get(identitet=row["mottagare"])
    payer = patient.gallande_baskod
    component = bool(row["komponent_till"])
    return Utlamnat(
        mottagare_id=patient.pk,
        artikel_id=article.pk,
        agare=row["agare"],
        debiteringsform=row["debiteringsform"],
        antal=int(row["antal"]),
        individ_id=individer[row["individ"]].pk if row["individ"] and not component else None,
        apris=pris(article, row["debiteringsform"], date.fromisoformat(row["levererad"])),
        betalare_id=payer.betalare_id if payer else None,
        baskod_id=payer.pk if payer else None,
        bestalld=date.fromisoformat(row["bestalld"]) if row["bestalld"] else None,
    )


def _stock(articles: dict[str, Artikel], places: dict[str, Lager]) -> None:
    """Take in what a lager has none of in the books; set säkerhetslager and shelf."""
    booked = set(Rorelse.objects.values_list("lager__nummer", "artikel__nummer").distinct())
    wanted = rows(__file__, "saldon")
    coming = [
        Andring(places[row["lager"]].pk, articles[row["artikel"]].pk, antal=int(row["antal"]))
        for row in wanted
        if (row["lager"], row["artikel"]) not in booked
    ]
    bokfor(coming, IN)
    for row in wanted:
        account = Saldo.objects.filter(lager=places[row["lager"]], artikel=articles[row["artikel"]])
        if row["sakerhetslager"]:
            account.update(sakerhetslager=int(row["sakerhetslager"]))
        account.filter(placering="").update(placering=row["placering"])
