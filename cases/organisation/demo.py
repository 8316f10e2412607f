"""The demo world's organisation. Loading twice changes nothing; passwords are set once."""

from django.conf import settings
from django.contrib.auth.hashers import make_password

from cases.organisation.models import (
    Anvandare,
    Baskod,
    Betalare,
    Grupp,
    Kund,
    Lager,
    Leveransadress,
    Turbilomrade,
    Uppdrag,
)
from cases.organisation.seed_files import rows


def ladda() -> dict[str, int]:
    """Load units, payers, lager, turbil areas, groups and people; how many there are of each."""
    _payers()
    _units()
    _places()
    for row in rows(__file__, "grupper"):
        Grupp.objects.update_or_create(
            nyckel=row["nyckel"], defaults={"namn": row["namn"], "roll": row["roll"]}
        )
    _people()
    return {
        "kunder": Kund.objects.count(),
        "lager och förråd": Lager.objects.count(),
        "användare": Anvandare.objects.count(),
    }


def _payers() -> None:
    for row in rows(__file__, "betalare"):
        Betalare.objects.update_or_create(
            namn=row["namn"], defaults={"nummer": row["nummer"] or None}
        )
    for row in rows(__file__, "baskoder"):
        payer = Betalare.objects.get(namn=row["betalare"])
        Baskod.objects.update_or_create(
            kod=row["kod"],
            defaults={"namn": row["namn"], "sida": row["sida"], "betalare": payer},
        )


def _units() -> None:
    """Units before lager (a förråd has a kund), and the lager that they are served from after."""
    for row in rows(__file__, "kunder"):
        Kund.objects.update_or_create(
            nummer=row["nummer"],
            defaults={
                "namn": row["namn"],
                "organisation": row["organisation"],
                "betalare": Betalare.objects.get(namn=row["betalare"]),
            },
        )
    for row in rows(__file__, "lager"):
        Lager.objects.update_or_create(
            nummer=row["nummer"],
            defaults={
                "namn": row["namn"],
                "typ": row["typ"],
                "kund": Kund.objects.filter(nummer=row["kund"]).first(),
                "platskod": row["platskod"],
                "inventerat": row["inventerat"] == "ja",
            },
        )
    for row in rows(__file__, "kunder"):
        Kund.objects.filter(nummer=row["nummer"]).update(
            leverans_fran=Lager.objects.filter(nummer=row["leverans_fran"]).first()
        )


def _places() -> None:
    for row in rows(__file__, "turbilomraden"):
        Turbilomrade.objects.update_or_create(
            namn=row["namn"],
            defaults={"veckodag": int(row["veckodag"]), "postnummer": row["postnummer"].split()},
        )
    for row in rows(__file__, "leveransadresser"):
        plain = ("gatuadress", "postnr", "postort", "telefon", "instruktioner", "kontaktperson")
        Leveransadress.objects.update_or_create(
            kund=Kund.objects.get(nummer=row["kund"]),
            namn=row["namn"],
            defaults={
                **{field: row[field] for field in plain},
                "lager": Lager.objects.filter(nummer=row["lager"]).first(),
                "turbilomrade": Turbilomrade.objects.filter(namn=row["turbilomrade"]).first(),
                "forvald": row["forvald"] == "ja",
            },
        )


def _people() -> None:
    # One hash for all who are new: hashing is slow on purpose, and they share the password anyway.
    password = make_password(settings.DEMO_LOSENORD)
    for row in rows(__file__, "anvandare"):
        person, _ = Anvandare.objects.update_or_create(
            username=row["username"],
            defaults={
                "first_name": row["fornamn"],
                "last_name": row["efternamn"],
                "roller": row["roller"].split(),
                "betalare": Betalare.objects.filter(namn=row["betalare"]).first(),
                "telefon": row["telefon"],
                "alla_produktomraden": row["alla_produktomraden"] == "ja",
                "produktomraden": row["produktomraden"].split(),
            },
            create_defaults={
                "first_name": row["fornamn"],
                "last_name": row["efternamn"],
                "roller": row["roller"].split(),
                "betalare": Betalare.objects.filter(namn=row["betalare"]).first(),
                "telefon": row["telefon"],
                "alla_produktomraden": row["alla_produktomraden"] == "ja",
                "produktomraden": row["produktomraden"].split(),
                "password": password,
            },
        )
        person.grupper.set(Grupp.objects.filter(nyckel__in=row["grupper"].split()))
        for place, number in enumerate(row["kunder"].split()):
            Uppdrag.objects.update_or_create(
                anvandare=person,
                kund=Kund.objects.get(nummer=number),
                defaults={"forvald": place == 0},
            )
