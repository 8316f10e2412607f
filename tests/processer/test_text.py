"""The draft in words: the same changes as in the drawing, by forms that need no script."""

import re

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client

from cases.organisation.models import Anvandare
from cases.processer.stegord import SORTER
from tests.fritt.conftest import Varld
from workflows.diagrams import versions
from workflows.diagrams.bundle import Bundle, from_folder
from workflows.diagrams.xml import BPMN
from workflows.models import Draft
from workflows.workbench import adding, compare, drafts, lanes, writing
from workflows.workbench.edits import Edit
from workflows.workbench.reading import documentation

TEXT = "/processer/felrapport/utkast/text/"


@pytest.fixture
def pia(v: Varld) -> Client:
    versions.publish(from_folder(settings.BPMN_DIR / "felrapport"), case_type="felrapport")
    client = Client()
    client.force_login(v.pia)
    return client


def _text(html: bytes) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html.decode()).split())


def _bundle() -> Bundle:
    return drafts.bundle_of(Draft.objects.get())


def _ifyllt(pia: Client, element: str) -> dict[str, str]:
    """What the form of the step would send as it stands."""
    shown = pia.get(f"{TEXT}{element}/").context
    said = {one.html_name: one.value() or "" for one in shown["form"]}
    return said if shown["rev"] is None else said | {"rev": str(shown["rev"])}


def _spara(pia: Client, element: str, **andrat: str) -> Bundle:
    answered = _ifyllt(pia, element) | andrat
    answer = pia.post(f"{TEXT}{element}/", answered)
    assert answer.status_code == 302, _text(answer.content)
    return _bundle()


@pytest.mark.parametrize(
    "element", ["utred", "svar_drojer", "vad_blev_det", "felrapport_grupp", "begar_hamtning"]
)
def test_saving_a_step_as_it_stands_changes_nothing(pia: Client, element: str) -> None:
    saved = _spara(pia, element)
    assert saved.digest == versions.bundle_of(versions.published("felrapport")).digest


def test_lines_stay_apart_and_a_browsers_line_breaks_are_no_change(pia: Client) -> None:
    lines = {"beskrivning": "Fråga vad som hände.\n\nSkriv ner det.", "deadline": "fran_start(\n3)"}
    once = _spara(pia, "utred", **lines)
    shown = pia.get(f"{TEXT}utred/").context["form"]
    assert str(shown["deadline"]).startswith("<textarea")
    assert str(shown["namn"]).startswith("<input")
    again = _spara(
        pia, "utred", **{name: text.replace("\n", "\r\n") for name, text in lines.items()}
    )
    assert again.digest == once.digest
    assert "\r" not in once.bpmn.decode()


def test_every_step_is_listed_and_opens(pia: Client) -> None:
    listed = pia.get(TEXT).content.decode()
    every = re.findall(rf'href="{TEXT}([^/"]+)/"', listed)
    assert {"utred", "vad_blev_det", "svar_drojer", "klart"} <= set(every)
    assert len(every) == len({one.id for one in Edit(_published()).drawn.nodes()})
    for element in every[::6]:
        assert pia.get(f"{TEXT}{element}/").status_code == 200


def _published() -> Bundle:
    return versions.bundle_of(versions.published("felrapport"))


def test_a_task_is_told_anew(pia: Client) -> None:
    saved = _spara(
        pia,
        "utred",
        namn="Utred noga",
        beskrivning="Läs allt & svara.",
        deadline="hmc.arbetsdagar(start, 3)",
        bana="bana_kvalitet",
        priority="",
    )
    node = Edit(saved).node("utred")
    assert (node.name, node.lane) == ("Utred noga", "kvalitet")
    assert node.properties["deadline"] == "hmc.arbetsdagar(start, 3)"
    assert "priority" not in node.properties
    told = _text(pia.get(TEXT).content)
    assert "Utred noga" in told
    assert "hmc.arbetsdagar(start, 3)" in told


def test_a_gateway_without_default_is_told_of_at_its_step(pia: Client) -> None:
    _spara(pia, "vad_blev_det", annars="")
    assert "har ingen väg som tas annars" in _text(pia.get(TEXT).content)
    shown = _text(pia.get(f"{TEXT}vad_blev_det/").content)
    assert "Att rätta här" in shown
    assert "har ingen väg som tas annars" in shown
    repaired = _spara(pia, "vad_blev_det", annars="besvarad")
    assert repaired.digest == _published().digest


def test_a_timer_and_a_table_and_a_page_are_chosen(pia: Client) -> None:
    saved = _spara(pia, "svar_drojer", tid_slag="timeDuration", tid='duration("P2D")')
    assert b'<bpmn:timeDuration xsi:type="bpmn:tFormalExpression">duration("P2D")<' in saved.bpmn
    saved = _spara(pia, "felrapport_grupp", beslut="atkomst")
    assert saved.bpmn.count(b"<spiffworkflow:calledDecisionId>atkomst<") == 2
    no = pia.post(f"{TEXT}utred/", {"rev": "2", "namn": "x", "sida": "sida:hittad_pa"})
    assert no.status_code == 422
    assert "Välj ett av svaren under Sida eller formulär." in _text(no.content)


def test_the_names_an_expression_may_ask_are_told_and_offered(pia: Client) -> None:
    page = pia.get(f"{TEXT}vad_blev_det/")
    assert {"personskada_eller_tillbud", "felrapport_grupp", "start"} <= {
        one["namn"] for one in page.context["ordlista"]["namn"]
    }
    assert re.search(
        r'<textarea[^>]* data-feel[^>]* name="villkor_besvarad"', page.content.decode()
    )
    assert "Det ett uttryck kan fråga" in _text(page.content)


def test_a_deadline_in_working_days_is_a_number(pia: Client) -> None:
    saved = _spara(pia, "komplettera", arbetsdagar="3")
    assert Edit(saved).node("komplettera").properties["deadline"] == "hmc.arbetsdagar(start, 3)"
    assert _ifyllt(pia, "komplettera")["arbetsdagar"] == 3
    gone = _spara(pia, "komplettera", arbetsdagar="")
    assert "deadline" not in Edit(gone).node("komplettera").properties
    none = _spara(pia, "komplettera", deadline="hmc.arbetsdagar(start, 0)")
    assert Edit(none).node("komplettera").properties["deadline"] == "hmc.arbetsdagar(start, 0)"
    assert _ifyllt(pia, "komplettera")["arbetsdagar"] in (None, "")
    other = _spara(pia, "komplettera", namn="Fråga igen", deadline='duration("P1D")')
    assert Edit(other).node("komplettera").properties["deadline"] == 'duration("P1D")'
    kept = _ifyllt(pia, "komplettera")
    both = kept | {"arbetsdagar": "4", "deadline": 'duration("P2D")'}
    no = pia.post(f"{TEXT}komplettera/", both)
    assert no.status_code == 422
    assert "antingen ett antal arbetsdagar eller Klart senast" in _text(no.content)
    for wrong in ("0", "1000", "tre", "1.5"):
        no = pia.post(f"{TEXT}komplettera/", kept | {"arbetsdagar": wrong})
        assert no.status_code == 422, wrong
        assert "Skriv ett helt antal arbetsdagar" in _text(no.content)


def test_a_deadline_is_cleared_in_either_field_and_a_number_holds_where_one_is_written(
    pia: Client,
) -> None:
    def deadline(**said: str) -> str:
        saved = _spara(pia, "komplettera", **said)
        return Edit(saved).node("komplettera").properties.get("deadline", "")

    assert deadline(arbetsdagar="3") == "hmc.arbetsdagar(start, 3)"
    assert deadline(arbetsdagar="7", deadline="") == "hmc.arbetsdagar(start, 7)"
    assert deadline(deadline="") == "hmc.arbetsdagar(start, 7)"
    assert deadline(arbetsdagar="", deadline="") == ""
    assert deadline(deadline="fran_start(\n3)") == "fran_start(\n3)"
    # A browser sends other line breaks than it was given.
    assert deadline(arbetsdagar="4", deadline="fran_start(\r\n3)") == "hmc.arbetsdagar(start, 4)"
    assert deadline(arbetsdagar="", deadline='duration("P1D")') == 'duration("P1D")'
    assert deadline(deadline="") == ""


def test_whether_a_step_that_has_stopped_may_be_passed_over_is_chosen(pia: Client) -> None:
    said = _text(pia.get(f"{TEXT}eskalera_svar/").content)
    assert "Om steget har stannat Hoppas det över går ärendet vidare" in said.replace(
        " (frivilligt)", ""
    )
    saved = _spara(pia, "eskalera_svar", hoppa_over="nej")
    assert Edit(saved).node("eskalera_svar").properties["hoppa_over"] == "nej"
    assert [one for one in drafts.findings(saved) if one.level == "error"] == []
    assert _ifyllt(pia, "eskalera_svar")["hoppa_over"] == "nej"
    back = _spara(pia, "eskalera_svar", hoppa_over="ja")
    assert "hoppa_over" not in Edit(back).node("eskalera_svar").properties


def test_a_task_is_added_and_taken_away(pia: Client) -> None:
    added = pia.post(f"{TEXT}ta_emot/lagg-till/", {"ny-namn": "Ring patienten"})
    assert added.headers["Location"] == f"{TEXT}ring_patienten/"
    assert "varken egen sida eller formulär" in _text(pia.get(f"{TEXT}ring_patienten/").content)
    assert Edit(_bundle()).node("ring_patienten").lane == "kundtjanst"
    news = _text(pia.get("/processer/felrapport/utkast/").content)
    assert "Ring patienten" in news
    gone = pia.post(f"{TEXT}ring_patienten/ta-bort/", {"rev": "1"})
    assert gone.status_code == 302
    assert "ring_patienten" not in _bundle().bpmn.decode()
    for path, said in [
        ("vad_blev_det/lagg-till/", {"ny-namn": "Ring", "rev": "2"}),
        ("ta_emot/lagg-till/", {"ny-namn": " ", "rev": "2"}),
        ("ta_emot/lagg-till/", {"ny-namn": "Ring", "ny-sort": "x", "rev": "2"}),
        ("felrapport_paborjad/ta-bort/", {"rev": "2"}),
    ]:
        assert pia.post(f"{TEXT}{path}", said).status_code == 422, path


def test_a_choice_of_ways_is_told_without_drawing(pia: Client) -> None:
    said = {"ny-namn": "Är det bråttom?", "ny-sort": "exclusiveGateway"}
    added = pia.post(f"{TEXT}ta_emot/lagg-till/", said)
    here = f"{TEXT}ar_det_brattom/"
    assert added.headers["Location"] == here
    assert "Dra ett flöde till" in _text(pia.get(here).content)
    drawn = pia.post(f"{here}vag/", {"rev": "1", "till": "svara"})
    assert drawn.headers["Location"] == f"{here}#leder-vidare"
    told = _spara(
        pia,
        "ar_det_brattom",
        villkor_ar_det_brattom_till_svara="personskada_eller_tillbud = true",
    )
    assert {one.level for one in drafts.findings(told)} == {"warning"}
    ways = [one.target.id for one in Edit(told).node("ar_det_brattom").flows_out if one.target]
    assert ways == ["till_utredning", "svara"]
    flow = Edit(told).node("ar_det_brattom").flows_out[1].id
    assert pia.post(f"{here}vag/", {"rev": "2", "flode": flow}).status_code == 412
    assert pia.post(f"{here}vag/", {"rev": "3", "flode": flow}).status_code == 302
    assert len(Edit(_bundle()).node("ar_det_brattom").flows_out) == 1
    for wrong, status in [({"till": "felrapport_paborjad"}, 422), ({}, 422), ({"flode": "x"}, 404)]:
        assert pia.post(f"{here}vag/", {"rev": "4", **wrong}).status_code == status, wrong


def _lagg_till(pia: Client, after: str, **said: str) -> str:
    """Add by the page. Gives the id of the new element."""
    shown = pia.get(f"{TEXT}{after}/")
    rev = shown.context["rev"]
    sent = {f"ny-{name}": text for name, text in said.items()} | {"rev": str(rev)}
    answer = pia.post(f"{TEXT}{after}/lagg-till/", sent)
    assert answer.status_code == 302, _text(answer.content)
    made = answer.headers["Location"].removeprefix(TEXT).rstrip("/")
    assert pia.get(f"{TEXT}{made}/").status_code == 200
    return made


def test_every_sort_that_is_offered_has_a_name_in_words() -> None:
    assert set(SORTER) == set(adding.SORTS)


def test_a_time_limit_on_a_step_is_told_whole_in_words(pia: Client) -> None:
    limit = _lagg_till(pia, "utred", namn="Tio dagar har gått", sort="boundaryEvent:timer")
    assert "Om det händer under tiden" in _text(pia.get(f"{TEXT}{limit}/").content)
    told = _spara(pia, limit, tid_slag="timeDate", tid="hmc.arbetsdagar(start, 10)", avbryter="nej")
    assert not Edit(told).node(limit).interrupts
    task = _lagg_till(pia, limit, namn="Ring avdelningen")
    slut = _lagg_till(pia, task, namn="Avdelningen vet", sort="endEvent")
    node = Edit(_bundle()).node(limit)
    assert [one.id for one in node.follows] == [task]
    wrong = [one.rule for one in drafts.findings(_bundle()) if one.level == "error"]
    assert wrong == ["uppgift-utan-sida"]
    on = pia.get(f"{TEXT}{slut}/").context
    assert (on["mal"], on["uppgift"].sorter) == ([], set())
    back = _spara(pia, limit, avbryter="ja")
    assert Edit(back).node(limit).interrupts
    for gone in (slut, task, limit):
        rev = pia.get(f"{TEXT}{gone}/").context["rev"]
        assert pia.post(f"{TEXT}{gone}/ta-bort/", {"rev": rev}).status_code == 302
    assert {one.level for one in drafts.findings(_bundle())} <= {"warning"}
    assert {one.id for one in Edit(_bundle()).drawn.nodes()} == {
        one.id for one in Edit(_published()).drawn.nodes()
    }


def test_what_the_system_does_decides_and_sends_is_filled_in_on_its_own_page(pia: Client) -> None:
    table = _lagg_till(pia, "ta_emot", namn="Vem får den?", sort="businessRuleTask")
    _spara(pia, table, beslut="medteknisk_avvikelse")
    sent = _lagg_till(pia, table, namn="Berätta", sort="sendTask")
    _spara(pia, sent, meddelande="felrapport_hamtning", key="felrapport_grupp")
    wait = _lagg_till(pia, sent, namn="Vänta", sort="intermediateCatchEvent:timer")
    _spara(pia, wait, tid_slag="timeDuration", tid='duration("PT1H")')
    until = _lagg_till(pia, wait, namn="Klart?", sort="intermediateCatchEvent:conditional")
    assert "Villkoret på händelsen ”Klart?” är tomt" in _text(pia.get(f"{TEXT}{until}/").content)
    _spara(pia, until, vantar="personskada_eller_tillbud = true")
    assert [one for one in drafts.findings(_bundle()) if one.level == "error"] == []
    step = _lagg_till(pia, until, namn="Gör något", sort="serviceTask")
    assert "Välj vad systemet gör" in _text(pia.get(f"{TEXT}{step}/").content)


def test_a_gateway_gets_new_ways_and_what_lies_on_them(pia: Client) -> None:
    both = _lagg_till(pia, "ta_emot", namn="Båda", sort="parallelGateway")
    assert "default" not in Edit(_bundle()).node(both).xml.attrib
    shown = pia.get(f"{TEXT}{both}/").content.decode()
    assert "På vilken väg?" in _text(shown.encode())
    task = _lagg_till(pia, both, namn="Ring", vag="ny")
    end = _lagg_till(pia, task, namn="Ringt", sort="endEvent")
    ways = [one.target.id for one in Edit(_bundle()).node(both).flows_out if one.target]
    assert ways == ["till_utredning", task]
    assert [one.id for one in Edit(_bundle()).node(task).follows] == [end]
    on_first = Edit(_bundle()).node(both).flows_out[0].id
    between = _lagg_till(pia, both, namn="Mellan", vag=on_first)
    assert [one.id for one in Edit(_bundle()).node(between).follows] == ["till_utredning"]
    rev = pia.get(f"{TEXT}{both}/").context["rev"]
    for after, said in [
        (both, {"ny-namn": "Ring"}),
        (both, {"ny-namn": "Ring", "ny-vag": "x"}),
        ("utred", {"ny-namn": "Slut", "ny-sort": "endEvent"}),
        ("felrapport_avslutad", {"ny-namn": "Mer"}),
        ("felrapport_grupp", {"ny-namn": "Tid", "ny-sort": "boundaryEvent:timer"}),
    ]:
        no = pia.post(f"{TEXT}{after}/lagg-till/", said | {"rev": rev})
        assert no.status_code == 422, (after, said)
    assert pia.get(f"{TEXT}{both}/").context["rev"] == rev


def _bana(pia: Client, **said: str) -> int:
    rev = pia.get(TEXT).context["rev"]
    return pia.post(TEXT, said | {"rev": str(rev)}).status_code


def test_lanes_are_added_renamed_and_taken_away_in_words(pia: Client) -> None:
    assert _bana(pia, roll="tekniker") == 302
    assert [one.role for one in lanes.lanes_of(Edit(_bundle()))] == [
        "forskrivare",
        "kundtjanst",
        "kvalitet",
        "tekniker",
    ]
    assert "Roll i banan" in _text(pia.get(TEXT).content)
    _spara(pia, "utred", bana="bana_tekniker")
    assert Edit(_bundle()).node("utred").lane == "tekniker"
    before = _bundle().digest
    assert _bana(pia, ta_bort="bana_tekniker") == 422
    assert _bana(pia, roll="tekniker") == 422
    assert _bana(pia, roll="") == 422
    assert _bana(pia, bana="finns_inte", roll="lager") == 404
    assert _bundle().digest == before
    assert _bana(pia, bana="bana_tekniker", roll="lager") == 302
    assert Edit(_bundle()).node("utred").lane == "lager"
    _spara(pia, "utred", bana="bana_kundtjanst")
    assert _bana(pia, ta_bort="bana_tekniker") == 302
    assert [one for one in compare.compare(_published(), _bundle()) if one.element] == []
    assert pia.post(TEXT, {"roll": "tekniker", "rev": "1"}).status_code == 412


def test_a_lane_goes_after_a_question_and_a_process_without_lanes_is_told_where_to_begin(
    pia: Client,
) -> None:
    assert _bana(pia, roll="tekniker") == 302
    page = pia.get(TEXT).content.decode()
    (asked,) = re.findall(r'<div class="pop" id="ta-bort-bana_tekniker".*?</form>', page, re.DOTALL)
    assert "Ta bort banan?" in asked
    sent = dict(re.findall(r'name="(rev|ta_bort)" value="([^"]*)"', asked))
    assert "Lägg till banan" in page
    assert pia.post(TEXT, sent).status_code == 302
    assert "bana_tekniker" not in _bundle().bpmn.decode()
    edit = Edit(_bundle())
    for one in list(edit.root.iter(f"{{{BPMN}}}laneSet")):
        writing.drop(one)
    drafts.change("felrapport", {"felrapport.bpmn": edit.written()}, by="pia", rev=2)
    told = _text(pia.get(TEXT).content)
    assert "Processen har inga banor än. Rita den första i ritningen" in told
    assert "Lägg till banan" not in told


def test_who_may_start_cases_is_chosen_on_the_beginning(pia: Client) -> None:
    shown = _text(pia.get(f"{TEXT}felrapport_paborjad/").content)
    assert "Vem får starta ärenden?" in shown
    saved = _spara(pia, "felrapport_paborjad", bana="ny:tekniker")
    assert Edit(saved).node("felrapport_paborjad").lane == "tekniker"
    assert "startas nu av Tekniker" in _text(pia.get("/processer/felrapport/utkast/").content)
    assert _bana(pia, ta_bort="bana_tekniker") == 422


def test_a_new_lane_is_chosen_where_it_is_asked_who_does_it(pia: Client) -> None:
    shown = pia.get(f"{TEXT}utred/").context["form"].fields["bana"].choices
    assert ("ny:tekniker", "Ny bana: Tekniker") in shown
    saved = _spara(pia, "utred", bana="ny:tekniker", namn="Utred på plats")
    node = Edit(saved).node("utred")
    assert (node.lane, node.name) == ("tekniker", "Utred på plats")
    assert {one.level for one in drafts.findings(saved)} <= {"warning"}


def test_whoever_read_an_older_draft_overwrites_nothing(pia: Client) -> None:
    answered = _ifyllt(pia, "utred")
    _spara(pia, "ta_emot", namn="Ta emot")
    Anvandare.objects.filter(username="pia").update(first_name="Pia", last_name="Process")
    late = pia.post(f"{TEXT}utred/", answered | {"namn": "Mitt namn"})
    assert late.status_code == 412
    assert "Du har ändrat utkastet i en annan flik sedan du öppnade det här." in _text(late.content)
    assert "Mitt namn" in late.content.decode()
    assert Edit(_bundle()).node("utred").name != "Mitt namn"
    assert pia.post(f"{TEXT}utred/lagg-till/", {"ny-namn": "Ring"}).status_code == 412
    assert pia.get(f"{TEXT}finns_inte/").status_code == 404


def _grind(pia: Client) -> dict[str, str]:
    """A gateway with ways to `till_utredning` (otherwise), `svara` and `utred`; its form."""
    pia.post(
        f"{TEXT}ta_emot/lagg-till/", {"ny-namn": "Är det bråttom?", "ny-sort": "exclusiveGateway"}
    )
    for till in ("svara", "utred"):
        rev = pia.get(GRIND).context["rev"]
        assert pia.post(f"{GRIND}vag/", {"rev": rev, "till": till}).status_code == 302
    _spara(pia, "ar_det_brattom", **{VILL_SVARA: "a = 1", VILL_UTREDA: "a = 2"})
    return _ifyllt(pia, "ar_det_brattom")


GRIND = f"{TEXT}ar_det_brattom/"
VILL_SVARA = "villkor_ar_det_brattom_till_svara"
VILL_UTREDA = "villkor_ar_det_brattom_till_utred"
VILL_STANGA = "villkor_ar_det_brattom_till_klart"


def _villkor() -> dict[str, str]:
    flows = Edit(_bundle()).node("ar_det_brattom").flows_out
    return {
        f"villkor_{one.id}": one.condition.text or "" for one in flows if one.condition is not None
    }


def _ratt_nu(answer: HttpResponse) -> dict[str, str]:
    """What the page that was refused would send, as a browser reads it."""
    form = answer.context["form"]
    fields = {one.html_name: one.value() or "" for one in form} | dict(form.lasta)
    return fields | {"rev": str(answer.context["rev"])}


def test_who_saves_all_the_same_changes_her_own_conditions_and_no_others(pia: Client) -> None:
    read = _grind(pia)
    shown = pia.get(GRIND)
    read = read | dict(shown.context["form"].lasta)
    for name in (VILL_SVARA, VILL_UTREDA):
        assert f'name="initial-{name}"' in shown.content.decode()
    # A colleague takes one way away and draws it again, last, and another one.
    for said in (
        {"flode": VILL_SVARA.removeprefix("villkor_")},
        {"till": "svara"},
        {"till": "klart"},
    ):
        rev = pia.get(GRIND).context["rev"]
        assert pia.post(f"{GRIND}vag/", {"rev": rev, **said}).status_code == 302
    _spara(pia, "ar_det_brattom", **{VILL_SVARA: "b = 1", VILL_STANGA: "b = 3"})
    mine = read | {VILL_UTREDA: "min = 2"}
    no = pia.post(GRIND, mine)
    assert no.status_code == 412
    assert "Det som du inte har ändrat här står som det nu är i utkastet." in _text(no.content)
    assert _villkor() == {VILL_SVARA: "b = 1", VILL_UTREDA: "a = 2", VILL_STANGA: "b = 3"}
    again = _ratt_nu(no)
    assert (again[VILL_SVARA], again[VILL_UTREDA]) == ("b = 1", "min = 2")
    assert pia.post(GRIND, again).status_code == 412
    ja = pia.post(GRIND, again | {"ersatt": str(no.context["rev_nu"])})
    assert ja.status_code == 302
    assert _villkor() == {VILL_SVARA: "b = 1", VILL_UTREDA: "min = 2", VILL_STANGA: "b = 3"}


def test_a_condition_whose_way_is_gone_is_told_and_lands_on_no_other(pia: Client) -> None:
    read = _grind(pia)
    gone = {"rev": read["rev"], "flode": VILL_UTREDA.removeprefix("villkor_")}
    assert pia.post(f"{GRIND}vag/", gone).status_code == 302
    before = _bundle().digest
    for late in (read, read | {"ersatt": pia.get(GRIND).context["rev"]}):
        no = pia.post(GRIND, late | {VILL_UTREDA: "min = 2"})
        assert no.status_code == 412
        assert "inte finns kvar: ”min = 2”. Jämför och spara igen." in _text(no.content)
    short = _ifyllt(pia, "ar_det_brattom")
    del short[VILL_SVARA]
    assert pia.post(GRIND, short).status_code == 412
    assert _bundle().digest == before


def test_what_a_colleague_changed_on_the_step_stays_when_another_field_is_saved(
    pia: Client,
) -> None:
    read = _ifyllt(pia, "utred") | dict(pia.get(f"{TEXT}utred/").context["form"].lasta)
    _spara(pia, "utred", beskrivning="Kollegans ord.", arbetsdagar="9")
    no = pia.post(f"{TEXT}utred/", read | {"namn": "Mitt namn"})
    assert no.status_code == 412
    ja = _ratt_nu(no) | {"ersatt": str(no.context["rev_nu"])}
    assert pia.post(f"{TEXT}utred/", ja).status_code == 302
    step = Edit(_bundle()).node("utred")
    assert (step.name, documentation(step)) == ("Mitt namn", "Kollegans ord.")
    assert step.properties["deadline"] == "hmc.arbetsdagar(start, 9)"


@pytest.mark.parametrize(
    ("tag", "said"), [("scriptTask", "Skript"), ("adHocSubProcess", "Delprocess")]
)
def test_what_another_tool_drew_and_can_not_run_is_named_in_swedish(
    pia: Client, tag: str, said: str
) -> None:
    drawn = versions.bundle_of(versions.published("felrapport")).bpmn.decode()
    start, rest = drawn.split('<bpmn:userTask id="utred"', 1)
    kind = f'<bpmn:{tag} id="utred"'
    told = f"{start}{kind}{rest.replace('</bpmn:userTask>', f'</bpmn:{tag}>', 1)}"
    drafts.change("felrapport", {"felrapport.bpmn": told.encode()}, by="pia")
    told_in_words = _text(pia.get(TEXT).content)
    assert f"Utred och svara {said}" in told_in_words
    assert f" {tag} " not in told_in_words


@pytest.mark.parametrize("sign", ["\x01", "\x0b", "\u202e", "\uffff"])
def test_signs_that_no_drawing_holds_are_refused_where_they_stand(pia: Client, sign: str) -> None:
    answered = _ifyllt(pia, "utred")
    for name in ("namn", "beskrivning", "deadline"):
        no = pia.post(f"{TEXT}utred/", answered | {name: f"Ut{sign}red"})
        assert no.status_code == 422, name
        assert "tecken som inte går att spara" in _text(no.content), name
    for name in (f"Ri{sign}ng", "x" * 201):
        no = pia.post(f"{TEXT}ta_emot/lagg-till/", {"ny-namn": name})
        assert no.status_code == 422
    assert not Draft.objects.exists()


@pytest.mark.parametrize("id_", ["", "ut/red"])
def test_a_step_that_no_address_leads_to_does_not_stop_the_list(pia: Client, id_: str) -> None:
    bpmn = versions.bundle_of(versions.published("felrapport")).bpmn
    assert b' id="utred"' in bpmn
    told = bpmn.replace(b' id="utred"', f' id="{id_}"'.encode())
    drafts.change("felrapport", {"felrapport.bpmn": told}, by="pia")
    assert pia.get(TEXT).status_code == 200


def test_a_page_that_saves_to_itself_takes_no_other_methods(pia: Client) -> None:
    for page in (TEXT, f"{TEXT}utred/"):
        assert pia.head(page).status_code == 200
        for method in (pia.put, pia.delete, pia.patch):
            assert method(page, {"roll": "tekniker"}).status_code == 405


def test_only_owners_change_it_in_words(v: Varld, pia: Client) -> None:
    other = Client()
    other.force_login(v.kim)
    assert other.get(TEXT).status_code == 403
    assert other.post(f"{TEXT}ta_emot/lagg-till/", {"ny-namn": "Ring"}).status_code == 403
    assert other.post(f"{TEXT}ta_emot/ta-bort/").status_code == 403
    assert other.post(TEXT, {"roll": "tekniker"}).status_code == 403
    assert not Draft.objects.exists()


def test_what_is_wrong_with_a_flow_stands_at_the_step_that_it_leads_from(pia: Client) -> None:
    _spara(pia, "vad_blev_det", annars="")
    shown = pia.get(TEXT)
    row = next(one for one in shown.context["rader"] if one.steg.id == "vad_blev_det")
    assert {"villkor-saknas", "standardflode-saknas"} <= {one.rule for one in row.fynd}
    assert shown.context["ovriga"] == []
    own = pia.get(f"{TEXT}vad_blev_det/").context["fynd"]
    assert [one.rule for one in own] == [one.rule for one in row.fynd]


def test_the_pages_of_a_draft_count_what_is_wrong_alike(pia: Client) -> None:
    _lagg_till(pia, "ta_emot", namn="Ring patienten")
    found = drafts.findings(_bundle())
    errors = sum(one.level == "error" for one in found)
    assert errors
    rest = len(found) - errors
    said = f"{errors} fel" + (f", {rest} att se över" if rest else "")
    assert f"{said}." in _text(pia.get(TEXT).content)
    assert f"Kontrollera: {said} " in _text(pia.get("/processer/felrapport/utkast/").content)


def test_a_subprocess_is_added_filled_and_taken_away_in_words(pia: Client) -> None:
    part = _lagg_till(pia, "ta_emot", namn="Fråga runt", sort="subProcess")
    inner = [one.id for one in Edit(_bundle()).drawn.nodes() if one.scope.id == part]
    task = _lagg_till(pia, inner[0], namn="Ring", sort="userTask")
    listed = [one.steg.id for one in pia.get(TEXT).context["rader"]]
    at = listed.index(part)
    assert listed[at : at + 4] == [part, inner[0], task, inner[1]]
    assert "Ring Uppgift för en person · Kundtjänst · i delprocessen ”Fråga runt”" in _text(
        pia.get(TEXT).content
    )
    rows = _spara(pia, part, ganger="i_tur", lista="[1, 2]", rad="en")
    xml = rows.bpmn.decode()
    assert 'multiInstanceLoopCharacteristics isSequential="true"' in xml
    assert "<bpmn:loopDataInputRef>[1, 2]</bpmn:loopDataInputRef>" in xml
    again = _ifyllt(pia, part)
    assert (again["ganger"], again["lista"], again["rad"]) == ("i_tur", "[1, 2]", "en")
    once = _spara(pia, part, ganger="", lista="", rad="")
    assert "multiInstance" not in once.bpmn.decode()
    answer = pia.post(f"{TEXT}{part}/", _ifyllt(pia, part) | {"ganger": "i_tur"})
    assert answer.status_code == 422
    assert "Skriv vilken lista som gås igenom" in _text(answer.content)
    rev = pia.get(f"{TEXT}{part}/").context["rev"]
    assert pia.post(f"{TEXT}{part}/ta-bort/", {"rev": rev}).status_code == 302
    assert not {part, task, *inner} & {one.id for one in Edit(_bundle()).drawn.nodes()}
    assert part.encode() not in _bundle().bpmn


def test_an_error_is_caught_by_its_code_in_words(pia: Client) -> None:
    part = _lagg_till(pia, "ta_emot", namn="Fråga runt", sort="subProcess")
    start = next(one.id for one in Edit(_bundle()).drawn.nodes() if one.scope.id == part)
    gate_ = _lagg_till(pia, start, namn="Svarar någon?", sort="exclusiveGateway")
    thrown = _lagg_till(pia, gate_, namn="Ingen svarar", sort="endEvent:error")
    caught = _lagg_till(pia, part, namn="Gav upp", sort="boundaryEvent:error")
    assert "avbryter" not in _ifyllt(pia, caught)
    _spara(pia, thrown, kod="inget_svar")
    saved = _spara(pia, caught, kod="inget_svar")
    edit = Edit(saved)
    assert {edit.code_of(edit.node(one), "error") for one in (thrown, caught)} == {"inget_svar"}
    assert saved.bpmn.count(b'errorCode="inget_svar"') == 1
    assert _ifyllt(pia, caught)["kod"] == "inget_svar"
    any_ = _spara(pia, caught, kod="")
    assert Edit(any_).code_of(Edit(any_).node(caught), "error") == ""


def test_what_escalates_goes_on_and_is_told_by_its_code(pia: Client) -> None:
    part = _lagg_till(pia, "ta_emot", namn="Fråga runt", sort="subProcess")
    start = next(one.id for one in Edit(_bundle()).drawn.nodes() if one.scope.id == part)
    thrown = _lagg_till(pia, start, namn="Tar tid", sort="intermediateThrowEvent:escalation")
    caught = _lagg_till(pia, part, namn="Dröjer", sort="boundaryEvent:escalation")
    _spara(pia, thrown, kod="drojer")
    saved = _spara(pia, caught, kod="drojer", avbryter="nej")
    edit = Edit(saved)
    assert edit.code_of(edit.node(caught), "escalation") == "drojer"
    assert not edit.node(caught).interrupts


def test_the_process_that_is_called_is_chosen_in_words(pia: Client) -> None:
    called = _lagg_till(pia, "ta_emot", namn="Ring runt", sort="callActivity")
    beside = (
        '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d">'
        '<process id="ring_runt" name="Ring till alla" isExecutable="true">'
        '<startEvent id="s"/><endEvent id="e"/>'
        '<sequenceFlow id="f" sourceRef="s" targetRef="e"/></process></definitions>'
    )
    rev = Draft.objects.get().rev
    drafts.change("felrapport", {"ring_runt.bpmn": beside.encode()}, by="pia", rev=rev)
    choices = pia.get(f"{TEXT}{called}/").context["form"].fields["anropar"].choices
    assert ("ring_runt", "Ring till alla") in choices
    saved = _spara(pia, called, anropar="ring_runt")
    assert Edit(saved).node(called).xml.get("calledElement") == "ring_runt"
    assert [one.rule for one in drafts.findings(saved) if one.level == "error"] == []


def test_a_gateway_that_waits_gets_what_it_waits_for_in_words(pia: Client) -> None:
    first = _lagg_till(pia, "ta_emot", namn="Vad händer först?", sort="eventBasedGateway")
    offered = pia.get(f"{TEXT}{first}/").context["uppgift"].sorter
    assert "userTask" not in offered
    way = Edit(_bundle()).node(first).flows_out[0].id
    wait = _lagg_till(pia, first, namn="En dag", sort="intermediateCatchEvent:timer", vag=way)
    until = _lagg_till(pia, first, namn="Svar", sort="intermediateCatchEvent:conditional", vag="ny")
    assert [one.id for one in Edit(_bundle()).node(first).follows] == [wait, until]


@pytest.mark.parametrize("days", ["-1", "0", "1.5", "1000", "tre"])
def test_days_that_no_calendar_has_are_refused_and_stand_as_typed(pia: Client, days: str) -> None:
    answer = pia.post(f"{TEXT}ta_emot/", _ifyllt(pia, "ta_emot") | {"arbetsdagar": days})
    assert answer.status_code == 422
    assert "Skriv ett helt antal arbetsdagar, från 1 till 999." in _text(answer.content)
    assert f'value="{days}"' in answer.content.decode()
    assert not Draft.objects.exists()
