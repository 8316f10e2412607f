"""A made-up felrapport is asked only what comes next, as fields, and is kept as sentences."""

import re
from time import perf_counter
from typing import Any

import pytest
from django.conf import settings
from django.http import QueryDict
from django.test import Client

from cases.processer import provas_fakta
from tests.felrapport.ringning import med_ringning
from tests.felrapport.varld import Fel, bygg, inloggad
from tests.kundorder.varld import person
from workflows.diagrams import versions
from workflows.diagrams.bundle import from_folder
from workflows.errors import Refused
from workflows.models import Draft
from workflows.trial import sentences, values
from workflows.trial.facts import Known, Unfit
from workflows.workbench import drafts

HAR = "/processer/felrapport/utkast/prova/"
FORM = """{"title": "Ring", "type": "object", "required": ["svarade", "sagt"], "properties": {
"svarade": {"type": "boolean", "title": "Svarade patienten?"},
"sagt": {"type": "string", "title": "Vad blev sagt?", "x-visible-when": "svarade = true"}}}"""
FORST = {
    "_faktum_skada": "nej",
    "_faktum_risk_for_skada": "nej",
    "_faktum_orsak_produkt": "nej",
    "_faktum_personskada_eller_tillbud": "nej",
    "_faktum_ingang": "fristående",
    "_faktum_handelsetyp": "Smutsigt gods vid leverans",
    "_faktum_avvikelse_utreds": "nej",
    "_faktum_kategori": "",
}


@pytest.fixture
def f(db: None) -> Fel:
    return bygg()


@pytest.fixture
def pia(f: Fel) -> Client:
    client = inloggad(person("pia", "processagare"))
    drafts.change("felrapport", {"scenarier.txt": b""}, by="pia")
    return client


def _text(answer: Any) -> str:
    """What is read: without what the drawing and the completion are made of."""
    shown = re.sub(r"<script.*?</script>", " ", answer.content.decode(), flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", shown).split())


def _asked(answer: Any) -> set[str]:
    return set(re.findall(r'name="(_faktum_\w+)"', answer.content.decode()))


def _gor(pia: Client, element: str, **said: str) -> Any:
    seen = said.pop("_visade", " ".join(said))
    post = {"gor": "svara", "element": element, "_visade": seen, **said}
    return pia.post(HAR, post, follow=True)


def test_only_what_comes_next_is_asked_and_as_fields(pia: Client) -> None:
    assert _asked(pia.get(HAR)) == set(), "nothing is asked before the first task"
    begun = pia.post(HAR, {"gor": "borja", "_visade": ""}, follow=True)
    asked = _asked(begun)
    assert {"_faktum_kategori", "_faktum_skada"} <= asked
    assert not asked & {"_faktum_arende", "_faktum_utfall", "_faktum_foljd_arbete"}
    assert "_faktum_grupp" not in asked, "the step settles it"
    html = begun.content.decode()
    assert '<option value="Tillgänglighet">' in html, "what the table lists"
    assert "vid_utkastet" not in _text(begun), "no ids"


def test_what_it_would_stop_for_want_of_is_pointed_out(pia: Client) -> None:
    pia.post(HAR, {"gor": "borja"})
    no = _gor(pia, "verkstall", **FORST | {"_faktum_avvikelse_utreds": ""})
    assert no.status_code == 422
    assert "Svara på ”Avvikelse utreds”, annars kommer ärendet inte vidare." in _text(no)
    assert '<option value="Smutsigt gods vid leverans" selected>' in no.content.decode()
    wrong = pia.post(HAR, {"gor": "svara", "element": "verkstall", "_faktum_risk_for_skada": "x"})
    assert (wrong.status_code, "Välj ja eller nej." in _text(wrong)) == (422, True)


def test_answers_that_lead_to_more_are_asked_more_before_anything_happens(pia: Client) -> None:
    pia.post(HAR, {"gor": "borja"})
    few = {"_faktum_skada": "ja", "_faktum_orsak_produkt": "oklart"}
    no = _gor(pia, "verkstall", **few)
    assert (no.status_code, "Svaren ledde till fler frågor" in _text(no)) == (422, True)
    assert "_faktum_kategori" in _asked(no)


def test_a_form_s_question_comes_and_goes_while_it_is_answered(pia: Client) -> None:
    rev = Draft.objects.get().rev
    bundle = versions.bundle_of(versions.published("felrapport"))
    files = {
        "felrapport.bpmn": med_ringning(bundle),
        "ring_patienten.form.json": FORM.encode(),
    }
    drafts.change("felrapport", files, by="pia", rev=rev)
    pia.post(HAR, {"gor": "borja"})
    assert "Ta emot felrapporten" in _text(_gor(pia, "verkstall", **FORST))
    ring = _gor(pia, "ta_emot")
    assert "Svarade patienten?" in _text(ring)
    assert "Vad blev sagt?" not in _text(ring)
    asked = {"gor": "svara", "element": "ring_patienten", "_bara_fragor": "1"}
    seen = {"_visade": "svarade"}
    yes = pia.post(HAR, asked | seen | {"svarade": "ja"})
    assert 'id="plats-sagt" hx-swap-oob="innerHTML"' in yes.content.decode()
    assert "Vad blev sagt?" in _text(yes)
    assert 'id="plats-svarade"' not in yes.content.decode(), "what is typed is left alone"
    no = pia.post(HAR, asked | {"_visade": "svarade sagt", "svarade": "nej"})
    assert 'id="plats-sagt"' in no.content.decode()
    assert "Vad blev sagt?" not in _text(no)
    assert "Ring patienten" in _text(pia.get(HAR)), "nothing has happened"
    done = _gor(
        pia,
        "ring_patienten",
        svarade="ja",
        sagt="Grinden gnisslar.",
    )
    assert "Utred och svara" in _text(done)
    rev = Draft.objects.get().rev
    pia.post(HAR, {"gor": "spara", "namn": "Rings upp", "rev": rev})
    kept = Draft.objects.get().scenarios
    assert kept.splitlines()[:5] == [
        "Scenario: Rings upp",
        "Givet ett ärende av typen felrapport",
        "När förskrivare gör ”Verkställ felrapporten” med Skada är nej, Risk för skada är nej,"
        " Orsak produkt är nej, Personskada eller tillbud är nej, Ingång är fristående,"
        " Typ av händelse är Smutsigt gods vid leverans, Avvikelse utreds är nej",
        "Och kundtjänst gör ”Ta emot felrapporten”",
        "Och kundtjänst gör ”Ring patienten” med ”Svarade patienten?” är ja,"
        " ”Vad blev sagt?” är ”Grinden gnisslar.”",
    ]
    assert "väntar ”Utred och svara” hos kundtjänst i gruppen HMC kundtjänst, klar senast" in kept
    shown = _text(pia.get("/processer/felrapport/utkast/scenarier/"))
    assert "Grönt Rings upp" in shown


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("Givet en felrapport där Kategrori är Reklamation", "Menade du ”Kategori”?"),
        ("Givet en felrapport där Risk för skada är kanske", "Skriv ja eller nej"),
        ("När kundtjänst gör ”Verkställ felrapporten”", "Skriv Förskrivare."),
        ("När nästa frist går ut med Rört nyligen är nej", ""),
    ],
)
def test_a_wrong_sentence_says_what_to_write(pia: Client, line: str, told: str) -> None:
    text = f"Scenario: A\n{line}\nDå går ärendet vägen ”Kanske” vid ”Ändrat de senaste 30 dagarna?”"
    rev = Draft.objects.get().rev
    pia.post("/processer/felrapport/utkast/scenarier/", {"rev": rev, "text": text})
    shown = _text(pia.get("/processer/felrapport/utkast/scenarier/"))
    assert (told or "går ”Ja”, ”Nej”. Skriv en av dem.") in shown


@pytest.mark.parametrize("typed", ["1E+3000000", "Infinity", "9" * 5000, "0,0000000001"])
def test_a_number_that_nobody_has_is_refused_at_once(typed: str) -> None:
    post = QueryDict(mutable=True)
    post[f"{provas_fakta.FALT}antal_rader"] = typed
    began = perf_counter()
    with pytest.raises(Refused, match="högst 15 siffror"):
        provas_fakta.last(Known(from_folder(settings.BPMN_DIR / "kundorder")), post, {})
    assert perf_counter() - began < 1


@pytest.mark.parametrize("typed", ["1e999", "-1e999", "9" * 4000])
def test_a_number_of_a_scenario_is_one_too(typed: str) -> None:
    known = Known(from_folder(settings.BPMN_DIR / "kundorder"))
    with pytest.raises(Unfit, match="högst 15 siffror"):
        known.typed("antal_rader", values.read(f"antal_rader = {typed}")["antal_rader"])


def test_a_case_type_of_either_gender_is_begun_with(f: Fel, pia: Client) -> None:
    pia.post(HAR, {"gor": "borja"})
    assert "Givet ett ärende av typen felrapport" in pia.session["prova:felrapport"]


@pytest.mark.parametrize("said", ["nej tack", "ja, gärna", "okänt än så länge", "ja\nnej"])
def test_free_text_that_begins_as_an_answer_is_kept(pia: Client, said: str) -> None:
    pia.post(HAR, {"gor": "borja", "_visade": "", "_faktum_handelsetyp": said})
    (kept,), _ = sentences.parse(pia.session["prova:felrapport"])
    assert [dict(one.values) for one in kept.given] == [{"Typ av händelse": said}]
    done = _gor(pia, "verkstall", **FORST | {"_faktum_handelsetyp": said})
    assert "Ta emot felrapporten" in _text(done)


def test_what_no_sentence_can_hold_is_refused_in_words(pia: Client) -> None:
    early = pia.post(HAR, {"gor": "borja", "_klockan": "0999-01-01T09:00"})
    assert early.status_code == 422
    assert "går inte att läsa tillbaka som en mening" in _text(early)
    pia.post(HAR, {"gor": "borja"})
    begun = pia.session["prova:felrapport"]
    no = pia.post(HAR, {"gor": "meddelande", "meddelande": "a”\nb"})
    assert (no.status_code, pia.session["prova:felrapport"]) == (422, begun)
    assert "går inte att läsa tillbaka som en mening" in _text(no)
