"""The start page, the messages and one's own details."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from cases.meddelanden import nyheter
from cases.meddelanden.models import Meddelande, Nyhet
from cases.organisation.models import Anvandare, Betalare, Kund, Lager, Uppdrag
from tests.frame.conftest import LOSENORD
from workflows import clock

NOON = datetime(2026, 11, 23, 11, tzinfo=UTC)


def send(till: Anvandare, rubrik: str, minutes: int = 0) -> Meddelande:
    return Meddelande.objects.create(
        till=till,
        avsandare="Sesam2",
        rubrik=rubrik,
        text="Text",
        ankom=NOON - timedelta(minutes=minutes),
    )


def test_news_are_dated_newest_first_and_stop_when_they_end(inloggad: Client) -> None:
    nyheter.las_in()
    nyheter.las_in()
    assert Nyhet.objects.count() == 6
    Nyhet.objects.create(
        slag="nyhet", rubrik="Gammal", text="x", datum="2026-01-01", visas_till="2026-11-22"
    )
    Nyhet.objects.create(slag="nyhet", rubrik="Kommer i morgon", text="x", datum="2026-11-24")
    with clock.frozen(NOON):
        page = inloggad.get("/").content.decode()
    order = [page.index(date) for date in ("2023-02-02", "2023-01-19", "2022-05-10")]
    assert order == sorted(order)
    assert "Gammal" not in page
    assert "Kommer i morgon" not in page
    assert "010-473 80 80" in page


def test_opening_a_message_is_reading_it(inloggad: Client, miriam: Anvandare) -> None:
    message = send(miriam, "Hämtorder är makulerad")
    listed = inloggad.get("/meddelanden/").content.decode()
    assert "<span>Oläst</span>" in listed
    assert "icons.svg#envelope" in listed
    with clock.frozen(NOON):
        assert inloggad.get(f"/meddelanden/{message.pk}/").status_code == 200
    with clock.frozen(NOON + timedelta(days=1)):
        inloggad.get(f"/meddelanden/{message.pk}/")
    message.refresh_from_db()
    assert message.last == NOON
    listed = inloggad.get("/meddelanden/").content.decode()
    assert "<span>Oläst</span>" not in listed
    assert "read--done" in listed


def test_removing_one_and_all_keeps_the_rows(inloggad: Client, miriam: Anvandare) -> None:
    second = [send(miriam, f"Nr {n}", n) for n in range(3)][1]
    inloggad.post(f"/meddelanden/{second.pk}/ta-bort/")
    listed = inloggad.get("/meddelanden/").content.decode()
    assert listed.index("Nr 0") < listed.index("Nr 2")
    assert "Nr 1" not in listed
    answer = inloggad.post("/meddelanden/ta-bort-alla/", follow=True)
    assert "2 meddelanden är borttagna." in answer.content.decode()
    assert "Du har inga meddelanden" in answer.content.decode()
    assert Meddelande.objects.filter(borttaget__isnull=False).count() == 3


def test_nobody_reads_or_removes_anothers_message(
    inloggad: Client, person: Callable[..., Anvandare]
) -> None:
    theirs = send(person("frida", "forskrivare"), "Till Frida")
    assert inloggad.get(f"/meddelanden/{theirs.pk}/").status_code == 404
    inloggad.post(f"/meddelanden/{theirs.pk}/ta-bort/")
    inloggad.post("/meddelanden/ta-bort-alla/")
    theirs.refresh_from_db()
    assert theirs.last is None
    assert theirs.borttaget is None


def test_removing_takes_a_post(inloggad: Client, miriam: Anvandare) -> None:
    send(miriam, "Kvar")
    assert inloggad.get("/meddelanden/ta-bort-alla/").status_code == 405
    assert Meddelande.objects.filter(borttaget__isnull=True).count() == 1


def test_who_one_is_and_what_one_may(inloggad: Client, miriam: Anvandare) -> None:
    own = Betalare.objects.create(nummer="12598", namn="Utbildning")
    main = Lager.objects.create(nummer="40", namn="HMC Mölndal", typ="hmc")
    unit = Kund.objects.create(
        nummer="410000", namn="Rehab", organisation="region", betalare=own, leverans_fran=main
    )
    Uppdrag.objects.create(anvandare=miriam, kund=unit, forvald=True)
    Lager.objects.create(nummer="340", namn="Rehabs förråd", typ="buffert", kund=unit)
    miriam.betalare, miriam.produktomraden = own, ["1222", "18"]
    miriam.save()
    page = inloggad.get("/dina-uppgifter/").content.decode()
    for words in (
        "miriam", "410000 Rehab", "12598 Utbildning", "40 HMC Mölndal", "Rehabs förråd",
        "1222, 18", "Förskrivare",
    ):  # fmt: skip
        assert words in page
    miriam.alla_produktomraden = True
    miriam.save()
    page = inloggad.get("/dina-uppgifter/").content.decode()
    assert "Fullständiga accessrättigheter" in page


def test_own_details_are_changed(inloggad: Client, miriam: Anvandare) -> None:
    typed = {"telefon": "010-123 45 67", "mobil": "", "fax": "", "email": "miriam@example.se"}
    answer = inloggad.post("/dina-uppgifter/andra/", typed, follow=True)
    assert "Dina uppgifter är sparade." in answer.content.decode()
    miriam.refresh_from_db()
    assert (miriam.telefon, miriam.email) == ("010-123 45 67", "miriam@example.se")


@pytest.mark.parametrize(
    ("name", "typed", "sentence"),
    [
        ("telefon", "ring mig", "Skriv numret med siffror"),
        ("mobil", "12", "Skriv numret med siffror"),
        ("email", "miriam", "Skriv en hel e-postadress"),
    ],
)
def test_wrong_details_are_shown_again_and_not_kept(
    inloggad: Client, miriam: Anvandare, name: str, typed: str, sentence: str
) -> None:
    right = {"telefon": "010-123 45 67", "mobil": "", "fax": "", "email": ""}
    answer = inloggad.post("/dina-uppgifter/andra/", right | {name: typed})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert page.count(sentence) == 2
    assert f'value="{typed}"' in page
    assert f'href="#falt-{name}"' in page
    miriam.refresh_from_db()
    assert (miriam.telefon, miriam.mobil, miriam.email) == ("", "", "")


def test_details_can_not_be_used_to_change_roles(inloggad: Client, miriam: Anvandare) -> None:
    typed = {"telefon": "", "mobil": "", "fax": "", "email": "", "roller": '["administrator"]'}
    inloggad.post("/dina-uppgifter/andra/", typed | {"username": "admin", "is_superuser": "on"})
    miriam.refresh_from_db()
    assert (miriam.roller, miriam.username) == (["forskrivare"], "miriam")
    assert not miriam.is_superuser


def test_a_new_password(inloggad: Client, miriam: Anvandare) -> None:
    new = "en annan lång hemlighet"
    typed = {"old_password": "fel", "new_password1": new, "new_password2": new}
    answer = inloggad.post("/dina-uppgifter/losenord/", typed)
    assert answer.status_code == 422
    assert "Det nuvarande lösenordet stämmer inte." in answer.content.decode()
    miriam.refresh_from_db()
    assert miriam.check_password(LOSENORD)
    inloggad.post("/dina-uppgifter/losenord/", typed | {"old_password": LOSENORD})
    miriam.refresh_from_db()
    assert miriam.check_password(new)
    assert inloggad.get("/dina-uppgifter/").status_code == 200
