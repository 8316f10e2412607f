"""A draft's scenarios in the dry world: what holds, what happened instead, and nothing touched."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases.organisation.models import Grupp
from tests.workflows.draw import boundary, draw, properties, timer
from workflows.diagrams.bundle import Bundle
from workflows.trial import asking
from workflows.trial.names import Names

TABLE = """<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="D">
<decision id="vag" name="Väg"><decisionTable hitPolicy="FIRST">
<input label="Hur"><inputExpression><text>hur</text></inputExpression></input><output name="vag"/>
<rule><inputEntry><text>"fort"</text></inputEntry><outputEntry><text>"snabb"</text></outputEntry>
<annotationEntry><text>Brådskar</text></annotationEntry></rule>
<rule><inputEntry><text>-</text></inputEntry><outputEntry><text>"vanlig"</text></outputEntry></rule>
</decisionTable></decision></definitions>"""
FORM = """{"title": "Fråga", "type": "object", "required": ["hur"], "properties": {
"hur": {"type": "string", "title": "Hur?"}}}"""


def _bundle(scenarios: str, **files: str) -> Bundle:
    bpmn = draw(
        "start > fraga > valj > x",
        'x > ring : vag = "snabb"',
        "x > skriv",
        "ring > slut",
        "skriv > slut",
        "drojer > paminn > klar",
        user="fraga ring skriv paminn",
        xor="x",
        end="klar",
        inside={"ring": properties(deadline='duration("PT4H")')},
        extra='<bpmn:businessRuleTask id="valj" name="Välj väg"><bpmn:extensionElements>'
        "<spiffworkflow:calledDecisionId>vag</spiffworkflow:calledDecisionId>"
        "</bpmn:extensionElements></bpmn:businessRuleTask>"
        + boundary("drojer", "fraga", timer("P2D"), cancel=False),
    )
    return Bundle("prov", bpmn, {"vag.dmn": TABLE, "fraga.form.json": FORM} | files, scenarios)


GREEN = """Scenario: Fort
Givet klockan är 2026-11-23 09:00
När ”fraga” görs med hur = "fort"
Då blev beslutet ”Välj väg” "snabb"
Och väntar ”ring” senast 2026-11-23
Och är vägen start, fraga, valj, x
Och har ”skriv” inte gjorts

Scenario: Det dröjer
När det har gått 2 dagar
Och ”paminn” görs
Då väntar ”fraga”
Och har ”drojer” gjorts
"""


@pytest.fixture
def no_groups(db: None) -> None:
    """The groups are read by whoever asks; there are none here."""


@pytest.mark.usefixtures("no_groups")
class TestScenarios:
    def test_what_holds_is_green_and_what_nobody_visits_is_told(self) -> None:
        verdict = asking.scenarios(_bundle(GREEN))
        assert [(one.name, one.wrong) for one in verdict.results] == [
            ("Fort", ()),
            ("Det dröjer", ()),
        ]
        assert {element for element, _ in verdict.unvisited} == {"skriv", "slut"}
        assert any("”skriv”" in vad for _, vad in verdict.unvisited)

    @pytest.mark.parametrize(
        ("line", "happened"),
        [
            ("Då är ärendet avslutat", "Det som väntar är ”ring”"),
            ("Då väntar ingen uppgift", "Det som väntar är ”ring”"),
            ("Då väntar ”skriv”", "”skriv” väntar inte"),
            ("Då väntar ”ring” hos ”tekniker”", "väntar hos"),
            ("Då väntar ”ring” i gruppen ”x”", "inte i någon grupp"),
            ("Då väntar ”ring” senast 2026-12-01", "klar senast 2026-11-23"),
            ("Då har ”skriv” gjorts", "Ärendet gick: start, fraga, Välj väg, x"),
            ("Då har ”fraga” inte gjorts", "har gjorts"),
            ("Då är vägen start", "Vägen är start, fraga, valj, x"),
            ('Då blev beslutet ”vag” "vanlig"', 'Beslutet blev "snabb" (rad 1)'),
            ("Då har meddelandet ”klart” skickats", "har inte skickats"),
            ("Då har ”finns_inte” gjorts", "finns inte i diagrammet"),
        ],
    )
    def test_what_does_not_hold_says_what_happened_instead(self, line: str, happened: str) -> None:
        text = f'Scenario: A\nNär ”fraga” görs med hur = "fort"\n{line}\n'
        (one,) = asking.scenarios(_bundle(text)).results
        assert [number for number, _ in one.wrong] == [3]
        assert happened in one.wrong[0][1]

    @pytest.mark.parametrize(
        ("line", "happened"),
        [
            ("När ”skriv” görs", "är inte öppen här"),
            ("När ”fraga” görs", "Svaren tas inte emot"),
            ('När ”fraga” görs med hur = "x", annat = 1', "”annat” finns inte"),
            ("När ”nej” görs", "finns inte i diagrammet"),
            ("När meddelandet ”m” kommer", "Ingenting väntar på meddelandet"),
            ("När klockan är 2020-01-01 09:00", "inte gå bakåt"),
            ("När hur = 3", "Skriv en text"),
        ],
    )
    def test_a_line_that_can_not_happen_stops_there(self, line: str, happened: str) -> None:
        text = f"Scenario: A\n{line}\nDå pågår ärendet\n"
        (one,) = asking.scenarios(_bundle(text)).results
        assert [number for number, _ in one.wrong] == [2]
        assert happened in one.wrong[0][1]

    def test_a_change_of_the_table_turns_it_red(self) -> None:
        turned = TABLE.replace('"fort"', '"genast"')
        fort, late = asking.scenarios(_bundle(GREEN, **{"vag.dmn": turned})).results
        assert [number for number, _ in fort.wrong] == [4, 5]
        assert late.green

    def test_the_answer_is_kept_until_something_is_changed(self) -> None:
        first = asking.scenarios(_bundle(GREEN))
        assert asking.scenarios(_bundle(GREEN)) is first
        assert asking.scenarios(_bundle(GREEN + "\n# annat\n")) is not first
        Grupp.objects.create(nyckel="fler", namn="En grupp till", roll="kundtjanst")
        assert asking.scenarios(_bundle(GREEN)) is not first

    def test_no_row_is_written_and_the_child_has_no_database(self) -> None:
        with CaptureQueriesContext(connection) as asked:
            asking.scenarios(_bundle(GREEN + "# nytt\n"))
        written = [q["sql"] for q in asked.captured_queries if not q["sql"].startswith("SELECT")]
        assert written == []


@pytest.mark.usefixtures("no_groups")
def test_a_made_up_case_is_told_with_the_row_that_decided() -> None:
    told = asking.case(_bundle(""), 'Scenario: A\nNär ”fraga” görs med hur = "fort"\n')
    made = told["steps"][1]["decisions"][0]
    assert (made["value"], made["matched"][0]["row"]) == ("snabb", 1)
    assert made["inputs"] == {"hur": "fort"}
    assert [one["element"] for one in told["open"]] == ["ring"]
    assert told["standing"] == ["ring"]


@pytest.mark.usefixtures("no_groups")
def test_a_draft_that_never_rests_is_stopped() -> None:
    circle = Bundle("prov", draw("start > x", "x > x2", "x2 > x", "x > slut : 1 = 2", xor="x x2"))
    with pytest.raises(asking.TookTooLong):
        asking.ask(circle, "case", text="Scenario: A\n", seconds=1.0)


def _calling() -> Bundle:
    main = draw(
        "start > anropa > slut",
        extra='<bpmn:callActivity id="anropa" name="Gör annat" calledElement="annan"/>',
    )
    inner = draw("start > plocka > slut", user="plocka", process_id="annan")
    inner = inner.replace(b'name="plocka"', b'name="Plocka fram"')
    return Bundle("prov", main, {"annan.bpmn": inner.decode()})


def test_a_task_of_a_called_process_is_named_and_done(no_groups: None) -> None:
    bundle = _calling()
    names = Names(bundle)
    assert (names.called("plocka"), names.called("borta")) == ("Plocka fram", "borta")
    assert not names.is_end("borta")
    told = asking.case(bundle, "Scenario: A\nNär ”Plocka fram” görs\n")
    assert (told["wrong"], told["ended"]) == ([], True)


def test_the_same_case_is_played_once(no_groups: None, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    send = asking._helper.ask

    def counted(question: str) -> str:
        asked.append(question)
        return send(question)

    monkeypatch.setattr(asking._helper, "ask", counted)
    bundle = _bundle("")
    for _ in range(2):
        asking.case(bundle, "Scenario: Samma en gång till\n")
        asking.asked_by(bundle, "Scenario: Samma en gång till\n")
    assert len(asked) == 2
