"""The owner makes a group herself and says who is in it."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from importlib import import_module
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings
from django.db import DatabaseError, IntegrityError, transaction
from django.test import Client

from cases.organisation.models import Anvandare, Grupp, Gruppandring
from cases.processer import grupper
from tests.api.klient import Klient
from tests.felrapport.varld import ONSDAG, Fel, bygg
from tests.kundorder.varld import person
from workflows import clock
from workflows.diagrams import versions
from workflows.models import Version
from workflows.workbench import drafts

HAR = "/processer/grupper/"


@pytest.fixture
def f(db: None) -> Iterator[Fel]:
    with clock.frozen(ONSDAG):
        yield bygg()


@pytest.fixture
def agaren(f: Fel) -> Anvandare:
    return person("pia", "processagare")


@pytest.fixture
def pia(agaren: Anvandare) -> Client:
    client = Client()
    client.force_login(agaren)
    return client


def _text(html: bytes) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html.decode()).split())


def test_the_list_says_role_members_and_where_a_group_is_named(f: Fel, pia: Client) -> None:
    told = _text(pia.get(HAR).content)
    assert "HMC ekonomi Ekonomi 1 Felrapport" in told
    by_key = {one.nyckel: one for one in grupper.alla()}
    assert by_key["koordinator"].anvands == []
    assert by_key["koordinator"].antal == 0
    # Lanes of the same name are not the group.
    assert set(by_key["kundtjanst"].anvands) == {"Felrapport"}


def test_a_new_group_has_a_key_of_its_name_and_gets_members_of_its_role(
    f: Fel, pia: Client, agaren: Anvandare
) -> None:
    kajsa = person("kajsa", "konsulent")
    made = pia.post(HAR, {"namn": " HMC  sängar", "roll": "konsulent"})
    assert (made.status_code, made.headers["Location"]) == (302, f"{HAR}hmc_sangar/")
    page = _text(pia.get(f"{HAR}hmc_sangar/").content)
    assert "Ingen är med i gruppen" in page
    assert kajsa.namn in page
    assert f.elsa.namn not in page.partition("Med i gruppen")[2]
    pia.post(f"{HAR}hmc_sangar/", {"namn": "HMC sängar", "medlemmar": ["kajsa"]})
    assert [one.username for one in Grupp.objects.get(nyckel="hmc_sangar").medlemmar.all()] == [
        "kajsa"
    ]
    changed = [(str(one), one.av_id) for one in Gruppandring.objects.order_by("pk")]
    assert changed == [
        ("Skapad som HMC sängar", agaren.pk),
        (f"{kajsa.namn} är med", agaren.pk),
    ]
    assert f"{kajsa.namn} är med." in _text(pia.get(f"{HAR}hmc_sangar/").content)


@pytest.mark.parametrize(
    ("namn", "roll", "said"),
    [
        ("", "konsulent", "Skriv vad gruppen ska heta"),
        ("hmc EKONOMI", "ekonomi", "Det finns redan en grupp som heter hmc EKONOMI."),
        ('HMC "x"', "ekonomi", "utan citattecken"),
        ("HMC nya", "", "Välj vilken roll gruppen hör till."),
        ("HMC nya", "forskrivare", "Välj vilken roll gruppen hör till."),
    ],
)
def test_what_can_not_be_is_refused_and_what_was_typed_stays(
    f: Fel, pia: Client, namn: str, roll: str, said: str
) -> None:
    before = Grupp.objects.count()
    no = pia.post(HAR, {"namn": namn, "roll": roll})
    assert no.status_code == 422
    assert said in _text(no.content)
    assert f'value="{namn.replace(chr(34), "&quot;")}"' in no.content.decode()
    assert Grupp.objects.count() == before


def test_two_of_nearly_the_same_name_have_keys_of_their_own(f: Fel, agaren: Anvandare) -> None:
    keys = [grupper.skapa(name, "lager", av=agaren).nyckel for name in ("HMC A-B", "HMC A B")]
    assert keys == ["hmc_a_b", "hmc_a_b_2"]


def test_nobody_without_the_role_is_let_in(f: Fel, pia: Client) -> None:
    here = f"{HAR}ekonomi/"
    no = pia.post(here, {"namn": "HMC ekonomi", "fore": ["elsa"], "medlemmar": ["elsa", "kalle"]})
    assert no.status_code == 422
    assert "har inte rollen Ekonomi och kan inte vara med." in _text(no.content)
    assert not Gruppandring.objects.exists()


def test_what_a_colleague_did_meanwhile_stands(f: Fel, pia: Client) -> None:
    esa = person("esa", "ekonomi")
    Grupp.objects.get(nyckel="ekonomi").medlemmar.add(esa)
    # The page was made before esa was in.
    pia.post(f"{HAR}ekonomi/", {"namn": "HMC ekonomi", "fore": ["elsa"], "medlemmar": []})
    assert [one.username for one in Grupp.objects.get(nyckel="ekonomi").medlemmar.all()] == ["esa"]


def test_a_name_that_tables_answer_with_stands_and_another_may_be_changed(
    f: Fel, pia: Client
) -> None:
    no = pia.post(
        f"{HAR}ekonomi/",
        {"namn": "HMC pengar", "hette": "HMC ekonomi", "fore": ["elsa"], "medlemmar": ["elsa"]},
    )
    assert no.status_code == 422
    assert "Namnet HMC ekonomi står i Felrapport" in _text(no.content)
    pia.post(f"{HAR}koordinator/", {"namn": "HMC samordnare", "hette": "HMC koordinator"})
    assert Grupp.objects.get(nyckel="koordinator").namn == "HMC samordnare"


def _utan_ekonomi(now: str) -> dict[str, bytes]:
    table = versions.bundle_of(versions.published("felrapport")).files["felrapport_grupp.dmn"]
    assert '"HMC ekonomi"' in table
    return {"felrapport_grupp.dmn": table.replace('"HMC ekonomi"', now).encode()}


FORMULAR = {
    "title": "Fråga",
    "type": "object",
    "properties": {
        "mer": {"type": "string", "title": "Mer", "x-visible-when": 'grupp = "HMC koordinator"'}
    },
}


@pytest.mark.parametrize(
    ("key", "named", "files"),
    [
        ("sangar", "HMC sängar & lyft", _utan_ekonomi),
        ("koordinator", "HMC koordinator", None),
    ],
)
def test_a_name_is_found_as_a_file_writes_it(
    f: Fel, pia: Client, key: str, named: str, files: Any
) -> None:
    Grupp.objects.get_or_create(nyckel=key, defaults={"namn": named, "roll": "konsulent"})
    written = (
        files('"HMC sängar &amp; lyft"')
        if files
        else {"x.form.json": json.dumps(FORMULAR).encode()}
    )
    drafts.change("felrapport", written, by="pia")
    assert {one.nyckel: one.anvands for one in grupper.alla()}[key] == ["Felrapport, utkastet"]
    no = pia.post(f"{HAR}{key}/", {"namn": "HMC nya", "hette": named})
    assert no.status_code == 422
    assert Grupp.objects.get(nyckel=key).namn == named


def test_a_name_in_a_planned_version_stands(f: Fel, pia: Client) -> None:
    old = versions.bundle_of(versions.published("felrapport"))
    table = _utan_ekonomi('"HMC koordinator"')["felrapport_grupp.dmn"].decode()
    new = replace(old, files={**old.files, "felrapport_grupp.dmn": table})
    kept = versions.keep(new, case_type="felrapport", source=Version.Source.OWNER)
    versions.release(kept, by="pia", note="", live_at=clock.now() + timedelta(days=2))
    no = pia.post(f"{HAR}koordinator/", {"namn": "HMC samordnare", "hette": "HMC koordinator"})
    assert no.status_code == 422
    assert "står i Felrapport, planerad version 2" in _text(no.content)


def test_what_is_written_for_people_names_no_group(f: Fel) -> None:
    table = _utan_ekonomi('"HMC ekonomi"')["felrapport_grupp.dmn"].decode()
    said = '<description>Förr "HMC koordinator"</description><inputEntry'
    files = {"felrapport_grupp.dmn": table.replace("<inputEntry", said, 1).encode()}
    drafts.change("felrapport", files, by="pia")
    assert {one.nyckel: one.anvands for one in grupper.alla()}["koordinator"] == []


def test_a_colleagues_new_name_stands_when_members_are_saved(f: Fel, pia: Client) -> None:
    there = f"{HAR}koordinator/"
    shown = {"namn": "HMC koordinator", "hette": "HMC koordinator"}
    assert 'name="hette" value="HMC koordinator"' in pia.get(there).content.decode()
    Grupp.objects.filter(nyckel="koordinator").update(namn="HMC samordnare")
    kim = person("kim2", Grupp.objects.get(nyckel="koordinator").roll)
    assert pia.post(there, {**shown, "medlemmar": ["kim2"]}).status_code == 302
    group = Grupp.objects.get(nyckel="koordinator")
    assert (group.namn, list(group.medlemmar.all())) == ("HMC samordnare", [kim])
    late = pia.post(there, {**shown, "namn": "HMC tredje", "fore": ["kim2"]})
    assert late.status_code == 409
    page = late.content.decode()
    assert "En kollega har bytt gruppens namn till HMC samordnare" in page
    # What was typed and chosen is there, to be saved with open eyes.
    assert 'value="HMC tredje"' in page
    assert 'name="hette" value="HMC samordnare"' in page
    assert 'name="fore" value="kim2"' in page
    assert 'value="kim2" checked' not in page
    told = Klient(Anvandare.objects.get(username="pia"))(
        "POST", "processer/grupper/koordinator/", {"namn": "X", "hette": "HMC koordinator"}
    )
    assert told.status == 409


def test_whom_a_colleague_let_in_stays_when_a_refused_page_is_saved_again(
    f: Fel, pia: Client
) -> None:
    esa = person("esa", "ekonomi")
    there = f"{HAR}ekonomi/"
    before = {"hette": "HMC ekonomi", "fore": ["elsa"], "medlemmar": ["elsa"]}
    Grupp.objects.get(nyckel="ekonomi").medlemmar.add(esa)
    no = pia.post(there, {**before, "namn": "HMC pengar"})
    assert no.status_code == 422
    assert 'name="fore" value="esa"' not in no.content.decode()
    assert 'name="fore" value="elsa"' in no.content.decode()


def test_who_reads_what_nobody_else_may_is_an_administrators_to_say(f: Fel, pia: Client) -> None:
    key = settings.FELRAPPORT_BEMOTANDE_GRUPP
    group = Grupp.objects.get(nyckel=key)
    mia = person("mia", group.roll)
    page = pia.get(f"{HAR}{key}/")
    assert "Be en administratör ändra vilka de är." in _text(page.content)
    assert 'name="medlemmar"' not in page.content.decode()
    no = pia.post(f"{HAR}{key}/", {"namn": group.namn, "medlemmar": ["mia"]})
    assert no.status_code == 403
    grupper.andra(key, av=person("ada", "administrator"), lagg_till=["mia"])
    assert mia in group.medlemmar.all()


def test_a_group_is_an_administrators_to_fill_as_soon_as_a_type_is_to_let_it_read(
    f: Fel, pia: Client, settings: Any
) -> None:
    assert 'name="medlemmar"' in pia.get(f"{HAR}ekonomi/").content.decode()
    settings.FELRAPPORT_BEMOTANDE_GRUPP = "ekonomi"
    assert 'name="medlemmar"' not in pia.get(f"{HAR}ekonomi/").content.decode()


def test_what_has_been_changed_is_never_changed(f: Fel, agaren: Anvandare) -> None:
    grupper.skapa("HMC nya", "lager", av=agaren)
    with pytest.raises(DatabaseError), transaction.atomic():
        Gruppandring.objects.update(vad="ute")


def test_whom_a_change_was_about_is_told_by_her_name_now_and_may_be_erased(
    f: Fel, pia: Client, agaren: Anvandare
) -> None:
    kajsa = person("kajsa", "lager")
    made = grupper.skapa("HMC nya", "lager", av=agaren)
    grupper.andra(made.nyckel, av=agaren, lagg_till=["kajsa"])
    Anvandare.objects.filter(pk=kajsa.pk).update(first_name="Karin", last_name="Nyman")
    assert "Karin Nyman är med." in _text(pia.get(f"{HAR}{made.nyckel}/").content)
    kajsa.delete()
    assert [str(one) for one in made.andringar.all()] == ["Skapad som HMC nya"]


def test_a_name_in_other_letters_is_the_same_in_the_database_too(f: Fel) -> None:
    Grupp.objects.create(nyckel="a", namn="HMC Åsar", roll="lager")
    with pytest.raises(IntegrityError), transaction.atomic():
        Grupp.objects.create(nyckel="b", namn="HMC åsar", roll="lager")


def test_of_several_of_one_name_the_first_kept_it() -> None:
    class Rad:
        def __init__(self, namn: str) -> None:
            self.namn, self.vikt = namn, ""

        def save(self, **_: object) -> None:
            """Kept here."""

    rows = [Rad("HMC Åsar"), Rad("HMC åsar"), Rad("HMC åsar (2)"), Rad("HMC ÅSAR")]
    fold = import_module("cases.organisation.migrations.0005_grupp_vikt").fold
    kept = SimpleNamespace(objects=SimpleNamespace(order_by=lambda _: rows))
    fold(SimpleNamespace(get_model=lambda *_: kept), None)
    assert [one.namn for one in rows] == [
        "HMC Åsar",
        "HMC åsar (3)",
        "HMC åsar (2)",
        "HMC ÅSAR (4)",
    ]
    assert len({one.vikt for one in rows}) == 4


def test_the_same_through_the_api(f: Fel, agaren: Anvandare) -> None:
    person("kajsa", "konsulent")
    program = Klient(agaren)
    made = program("POST", "processer/grupper/", {"namn": "HMC sängar", "roll": "konsulent"})
    assert (made.status, made.data["grupp"]["nyckel"]) == (201, "hmc_sangar")
    one = "processer/grupper/hmc_sangar/"
    assert program("POST", one, {"lagg_till": ["kajsa"]}).data["grupp"]["antal"] == 1
    assert program("POST", one, {"lagg_till": ["elsa"]}).status == 422
    assert program("POST", one, {"ta_bort": ["kajsa"]}).data["grupp"]["antal"] == 0
    assert "HMC sängar" in {row["namn"] for row in program("GET", "processer/grupper/").data}
    assert program("GET", "processer/grupper/ingen/").status == 404
    assert Klient(f.kalle)("GET", "processer/grupper/").status == 403
