"""The decision tables of a draft, changed cell by cell in the browser."""

import re

import pytest
from django.conf import settings
from django.test import Client

from tests.fritt.conftest import Varld
from workflows import dmn
from workflows.diagrams import versions
from workflows.diagrams.bundle import from_folder
from workflows.models import Draft
from workflows.workbench import drafts

FIL = "felrapport_grupp.dmn"
HAR = "/processer/felrapport/utkast/tabeller/"
TABELL = f"{HAR}{FIL}/"
RADER = f"{TABELL}felrapport_grupp/rader/"
NY = f"{TABELL}felrapport_grupp/ny-rad/"
SANGAR = {
    "cell_0": "false",
    "cell_1": '"individkort"',
    "cell_2": '"Reklamation"',
    "cell_3": '"Trasigt gods vid leverans"',
    "cell_4": '"HMC lager"',
    "cell_5": "null",
    "cell_6": "3",
    "cell_7": "null",
    "anteckning": "Sängar går till lagret",
}


@pytest.fixture
def pia(v: Varld) -> Client:
    versions.publish(from_folder(settings.BPMN_DIR / "felrapport"), case_type="felrapport")
    client = Client()
    client.force_login(v.pia)
    return client


def _text(html: bytes) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html.decode()).split())


def _published() -> str:
    return from_folder(settings.BPMN_DIR / "felrapport").files[FIL]


def _draft() -> str:
    return drafts.bundle_of(Draft.objects.get(definition__name="felrapport")).files[FIL]


def _rev() -> str:
    found = Draft.objects.filter(definition__name="felrapport").first()
    return str(found.rev) if found else ""


def test_a_new_row_answers_and_the_rest_of_the_file_is_untouched(v: Varld, pia: Client) -> None:
    listed = _text(pia.get(HAR).content)
    assert "Felrapportens mottagare hos HMC" in listed
    shown = _text(pia.get(TABELL).content)
    assert "Träffregel FIRST Den översta raden som träffas gäller." in shown
    page = pia.get(f"{NY}?efter=1").content.decode()
    assert "Ny rad under rad 1" in page
    saved = pia.post(NY, {**SANGAR, "efter": "1", "rev": ""})
    assert (saved.status_code, saved["Location"]) == (302, f"{TABELL}#rad-felrapport_grupp-2")
    new = _draft()
    old = _published()
    at = next(i for i, (a, b) in enumerate(zip(old, new, strict=False)) if a != b)
    added = len(new) - len(old)
    assert old[at:] == new[at + added :]
    asked = {
        "personskada_eller_tillbud": False,
        "ingang": "individkort",
        "kategori": "Reklamation",
        "handelsetyp": "Trasigt gods vid leverans",
    }
    said = dmn.read(new.encode()).evaluate("felrapport_grupp", asked)
    assert said.value["svarstid_arbetsdagar"] == 3
    assert said.matched[0].annotations == {"Anteckning": "Sängar går till lagret"}
    gone = {"rev": _rev(), "beslut": "felrapport_grupp", "gor": "ta_bort", "rad": "2"}
    assert pia.post(f"{TABELL}andra/", gone).status_code == 302
    assert _draft() == old


def test_saving_a_row_that_nobody_changed_changes_nothing(v: Varld, pia: Client) -> None:
    page = pia.get(f"{RADER}3/").content.decode()
    typed = dict(re.findall(r'name="(cell_\d)"[^>]*>([^<]*)</textarea>', page))
    cells = {
        name: text.replace("&quot;", '"').replace("&#x27;", "'") for name, text in typed.items()
    }
    note = re.search(r'name="anteckning"[^>]*>([^<]*)</textarea>', page)
    assert note
    assert len(cells) == 8
    pia.post(f"{RADER}3/", {**cells, "anteckning": note[1], "rev": ""})
    assert _draft() == _published()


@pytest.mark.parametrize(
    ("cell", "typed", "words"),
    [
        ("cell_3", "kategory = ?", "Menade du kategori?"),
        ("cell_0", "17", "jämförs med"),
        ("cell_1", '"indvidkort"', "finns inte bland de tillåtna värdena"),
        ("cell_3", '"Trasigt', "Rad 2"),
        ("cell_6", "femm + 1", "femm finns inte"),
    ],
)
def test_what_is_wrong_is_said_at_the_cell_and_nothing_is_lost(
    v: Varld, pia: Client, cell: str, typed: str, words: str
) -> None:
    wrong = {**SANGAR, cell: typed, "efter": "1", "rev": ""}
    look = pia.post(NY, {**wrong, "_kontrollera": cell}, headers={"HX-Request": "true"})
    assert words in _text(look.content)
    assert look.content.decode().count("<textarea") == 1
    answer = pia.post(NY, wrong)
    assert answer.status_code == 422
    assert words in _text(answer.content)
    assert "Sängar går till lagret" in answer.content.decode()
    assert Draft.objects.count() == 0


def test_the_analysis_stands_on_the_rows(v: Varld, pia: Client) -> None:
    everything = {f"cell_{at}": "-" for at in range(4)} | {
        f"cell_{at}": SANGAR[f"cell_{at}"] for at in range(4, 8)
    }
    assert pia.post(NY, {**everything, "efter": "0", "rev": ""}).status_code == 302
    shown = _text(pia.get(TABELL).content)
    assert "Rad 2 nås aldrig: raderna ovanför tar alla dess fall." in shown


def test_trying_says_which_row_was_met_and_what_kept_the_others(v: Varld, pia: Client) -> None:
    tried = {
        "beslut": "felrapport_grupp",
        "_varde_personskada_eller_tillbud": "true",
        "_varde_ingang": '"individkort"',
        "_varde_kategori": '"Reklamation"',
    }
    shown = _text(pia.get(TABELL, tried).content)
    assert "Rad 1 träffades" in shown
    assert 'hmc_grupp: "HMC kvalitet"'.replace('"', "&quot;") in shown
    assert "Personskada eller tillbud är true" in shown
    wrong = pia.get(TABELL, {**tried, "_varde_kategori": '"Rek'})
    assert "träffades" not in _text(wrong.content)
    assert "&quot;Rek" in wrong.content.decode()
    assert Draft.objects.count() == 0


def test_rows_move_and_a_column_asks_one_fact_more(v: Varld, pia: Client) -> None:
    def gor(**said: str) -> int:
        post = {"rev": _rev(), "beslut": "felrapport_grupp", **said}
        return pia.post(f"{TABELL}andra/", post).status_code

    first = re.findall(r'<rule id="([^"]+)"', _published())
    assert gor(gor="ner", rad="1") == 302
    assert re.findall(r'<rule id="([^"]+)"', _draft())[:2] == [first[1], first[0]]
    assert gor(gor="upp", rad="2") == 302
    assert _draft() == _published()
    assert gor(gor="ny_kolumn", faktum="skada", rubrik="Skada") == 302
    assert "Skada" in _text(pia.get(TABELL).content)
    assert dmn.read(_draft().encode()).needs("felrapport_grupp").keys() >= {"skada", "ingang"}
    assert gor(gor="ta_bort_kolumn", kolumn="5") == 302
    assert _draft() == _published()
    assert gor(gor="ny_kolumn", faktum="hemligt") == 422
    assert gor(gor="ta_bort", rad="99") == 422
    assert gor(gor="hoppa") == 422
    assert gor(gor="upp", rad="1", beslut="finns_inte") == 404


def test_a_colleague_was_first(v: Varld, pia: Client) -> None:
    moved = {"rev": "", "beslut": "felrapport_grupp", "gor": "ner", "rad": "1"}
    assert pia.post(f"{TABELL}andra/", moved).status_code == 302
    assert pia.post(f"{TABELL}andra/", moved).status_code == 412
    late = {**SANGAR, "id": "felrapport_grupp_rad_1", "rev": ""}
    answer = pia.post(f"{RADER}1/", late)
    assert answer.status_code == 412
    assert "Sängar går till lagret" in answer.content.decode()
    again = pia.post(f"{RADER}1/", {**late, "rev": _rev()})
    # The row that was open is the second one now, and is the one that is changed.
    assert again["Location"].endswith("#rad-felrapport_grupp-2")
    rows = dmn.read(_draft().encode())
    assert rows.decisions["felrapport_grupp"].logic.rules[0].id == "felrapport_grupp_rad_2"  # type: ignore[attr-defined]


def test_a_row_that_a_colleague_took_away_comes_back_where_it_was(v: Varld, pia: Client) -> None:
    shown = pia.get(f"{RADER}3/").content.decode()
    assert "felrapport_grupp_rad_3" in shown
    gone = {"rev": "", "beslut": "felrapport_grupp", "gor": "ta_bort", "rad": "3"}
    assert pia.post(f"{TABELL}andra/", gone).status_code == 302
    late = {**SANGAR, "id": "felrapport_grupp_rad_3", "rev": _rev()}
    again = pia.post(f"{RADER}3/", late)
    assert again["Location"].endswith("#rad-felrapport_grupp-3")
    rules = dmn.read(_draft().encode()).decisions["felrapport_grupp"].logic.rules  # type: ignore[attr-defined]
    ids = [rule.id for rule in rules]
    assert ids[1] == "felrapport_grupp_rad_2"
    assert ids[3] == "felrapport_grupp_rad_4"


@pytest.mark.parametrize(
    "cell",
    ["</text></inputEntry>", "<script>alert(1)</script>", "]]>", "a\x0bb", "x" * 3000, "(" * 900],
)
def test_hostile_cells(v: Varld, pia: Client, cell: str) -> None:
    answer = pia.post(NY, {**SANGAR, "cell_5": f'"{cell}"', "efter": "1", "rev": ""}, follow=True)
    assert answer.status_code in (200, 422)
    assert "<script>alert" not in answer.content.decode()
    if Draft.objects.exists():
        assert len(dmn.read(_draft().encode()).decisions) == len(
            dmn.read(_published().encode()).decisions
        )


def test_files_that_can_not_be_read_and_people_who_may_not(v: Varld, pia: Client) -> None:
    drafts.change("felrapport", {"trasig.dmn": b"<a>", "tom.dmn": b"<b/>"}, by="pia")
    listed = _text(pia.get(HAR).content)
    assert listed.count("Går inte att läsa") == 2
    assert pia.get(f"{HAR}trasig.dmn/").status_code == 422
    assert pia.get(f"{HAR}finns.inte/").status_code == 404
    assert pia.get(f"{RADER}99/").status_code == 404
    other = Client()
    other.force_login(v.kim)
    for path in (HAR, TABELL, NY, f"{RADER}1/"):
        assert other.get(path).status_code == 403
