"""What is told before an expression is run."""

import pytest

from workflows.feel import check, parse_type

DECLARED = {
    "status": parse_type("string"),
    "antal": parse_type("number"),
    "akut": parse_type("boolean"),
    "skapad": parse_type("date and time"),
    "rader": parse_type("list<context<artikel: string, antal: number>>"),
    "patient": parse_type("context<alder: number>"),
    "hmc": parse_type("context<arbetsdagar: function<date, number> -> date>"),
}


@pytest.mark.parametrize(
    "text",
    [
        'antal > 3 and status = "Registrerad"',
        "rader[antal > 1].artikel",
        "sum(rader.antal) > 5 or akut",
        "for r in rader return r.antal * 2",
        "hmc.arbetsdagar(today(), 3)",
        'skapad + duration("P1D") > now()',
        "status = null",
        'status in ("a", "b")',
        "sort(rader, function(a, b) a.antal < b.antal)[1].artikel",
        "{a: antal, b: a + 1}.b",
        "some r in rader satisfies r.antal = antal",
        "rader[1].antal + patient.alder",
        "max(rader.antal) - min(1, 2)",
        "okand + 1",
    ],
)
def test_nothing_to_remark_on(text: str) -> None:
    assert check(text, DECLARED, names=["okand"]) == []


@pytest.mark.parametrize(
    ("text", "kod", "part"),
    [
        ("antl > 3", "okant_namn", "Menade du antal?"),
        ("Status = 1", "okant_namn", "Menade du status?"),
        ("akut = ja", "okant_namn", "Skriv true för ja."),
        ("akut = Sant", "okant_namn", "Skriv true för Sant."),
        ("akut = nej", "okant_namn", "Skriv false för nej."),
        ("akut = falskt", "okant_namn", "Skriv false för falskt."),
        ("status = tomt", "okant_namn", "Skriv null för tomt."),
        ('antal = "3"', "jamforelse", "Tal jämförs med text"),
        ("skapad > today()", "jamforelse", "Tidpunkt jämförs med datum"),
        ("akut > true", "jamforelse", "i storlek"),
        ('count(rader) + "x"', "rakning", "Tal och text"),
        ("if antal then 1 else 2", "villkor", "sant eller falskt"),
        ("antal and akut", "villkor", "sant eller falskt"),
        ("rader[antall > 1]", "okant_namn", "Menade du antal?"),
        ("rader[artikel]", "villkor", "text"),
        ("patient.aldr", "okand_egenskap", "Menade du alder?"),
        ("skapad.yeer", "okand_egenskap", "Menade du year?"),
        ('date("2020-13-01")', "argument", "har inget värde"),
        ("substring(antal, 1)", "argument", "substring"),
        ("substring(string: status, start: 1)", "argument", "start position"),
        ("hmc.arbetsdagar(3)", "argument", "2 argument"),
        ("antal(1)", "ingen_funktion", "ingen funktion"),
        ("antal instance of nummer", "typ", "nummer"),
        ("-status", "rakning", "Minus"),
        ("1 +", "syntax", "slutar för tidigt"),
        ('@"hej"', "literal", "varken"),
        ("function() external {java: {}}", "extern_funktion", "Java"),
    ],
)
def test_remarks(text: str, kod: str, part: str) -> None:
    (finding,) = check(text, DECLARED)
    assert finding.kod == kod
    assert part in finding.mening
    assert finding.niva == "error"
    assert finding.line == 1
    assert finding.column >= 1


def test_input_entries_are_held_against_the_input() -> None:
    text, number = parse_type("string"), parse_type("number")
    for entry in ('"a"', "-", 'not("a")', 'contains(?, "x")', "status", '["a", "b"]', "null"):
        assert check(entry, DECLARED, unary=text) == []
    for entry in ("3", "< 5", "[1..5]", "not(3)", "? > 3"):
        assert [finding.kod for finding in check(entry, DECLARED, unary=text)] == ["jamforelse"]
    assert check("> antal", DECLARED, unary=number) == []


def test_the_expected_type() -> None:
    assert check("antal * 2", DECLARED, expected=parse_type("number")) == []
    (finding,) = check("antal * 2", DECLARED, expected=parse_type("boolean"))
    assert finding.mening == "Uttrycket ger tal men ska ge sanningsvärde."
