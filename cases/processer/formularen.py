"""The pages of forms in words: what a question's page posts, asks and answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.http import QueryDict

from workflows import feel
from workflows.diagrams.bundle import Bundle
from workflows.errors import Hinder
from workflows.forms import BadForm, FieldView, Form, OptionView, Problem, problems
from workflows.workbench.form_editing import Sheet
from workflows.workbench.form_questions import Question
from workflows.workbench.form_sorts import Sort, sort_of, sorts
from workflows.workbench.known import Known, facts_of, types_of

MAX_TECKEN = 20_000
FAKTUM = "_faktum_"
_FALT = {
    "title": "fraga",
    "x-help": "hjalp",
    "x-unit": "enhet",
    "x-visible-when": "nar",
    "oneOf": "alternativ",
    "items": "alternativ",
    "x-earliest": "minst",
    "x-latest": "hogst",
    "minLength": "minst",
    "minimum": "minst",
    "minItems": "minst",
    "maxLength": "hogst",
    "maximum": "hogst",
    "maxItems": "hogst",
}


@dataclass(frozen=True)
class Rad:
    """A question in the list: what it is, and what is wrong with it."""

    fraga: Question
    sort: str
    fel: Sequence[str]


def skriven(post: QueryDict) -> Question:
    """The question as it was posted."""

    def text(name: str) -> str:
        return post.get(name, "")[:MAX_TECKEN].replace("\r\n", "\n")

    return Question(
        sort=text("sort"),
        label=" ".join(text("fraga").split()) if text("sort") != "stycke" else text("fraga"),
        name=text("namn").strip(),
        help=text("hjalp"),
        unit=text("enhet"),
        required="kravs" in post,
        least=text("minst"),
        most=text("hogst"),
        options=text("alternativ"),
        visible_when=text("nar").strip(),
    )


def kanda(bundle: Bundle, formular: str, sheet: Sheet, fraga: str) -> list[Known]:
    """What a question's condition may ask: the facts, and the questions above it."""
    known = {one.name: one for one in facts_of(bundle, without_form=formular)}
    for name in sheet.names:
        if name == fraga:
            break
        found = sheet.question(name)
        sort = sort_of(sheet.properties[name])
        if sort is not None and sort.asks:
            known[name] = Known(name, _typ(sort), found.label, "En fråga längre upp")
    return sorted(known.values(), key=lambda one: one.name)


def _typ(sort: Sort) -> feel.FeelType:
    kind = {"integer": "number", "array": "list<string>"}.get(
        str(sort.made["type"]), str(sort.made["type"])
    )
    return feel.parse_type("date" if sort.key == "datum" else kind)


def fel_i(bundle: Bundle, formular: str, source: bytes) -> list[Problem]:
    """Everything wrong with a form, held against what its conditions may ask."""
    return problems(source, types_of(facts_of(bundle, without_form=formular)))


def hinder_for(fel: Sequence[Problem], namn: str) -> list[Hinder]:
    """What is wrong with one question, each at the words of its page."""
    found = []
    for one in fel:
        place = one.path.split("/")
        if place[:2] == ["properties", namn]:
            falt = _FALT.get(place[2] if len(place) > 2 else "", "")
            if falt == "" and one.kod == "fel_namn":
                falt = "namn"
            found.append(Hinder(one.kod, one.mening, falt))
    return found


def rader(sheet: Sheet, fel: Sequence[Problem]) -> list[Rad]:
    """The questions in order, each with what is wrong with it."""
    found = []
    for name in sheet.names:
        question = sheet.question(name)
        label = question.kind.label if question.kind else "Okänd sort"
        found.append(Rad(question, label, [one.mening for one in hinder_for(fel, name)]))
    return found


def ramfalt(ram: Mapping[str, str], hinder: Sequence[Hinder]) -> list[FieldView]:
    """What stands around the questions, as fields."""
    wrong = {one.falt: one.mening for one in hinder}
    words = {
        "_titel": ("text", "Rubrik", "", True),
        "_beskrivning": ("textarea", "Text under rubriken", "", False),
        "_knapp": ("text", "Ord på knappen", "Till exempel Skicka önskemålet.", True),
    }
    return [
        FieldView(
            name,
            widget,
            label,
            value=ram[name],
            help=told,
            required=must,
            error=wrong.get(name, ""),
        )
        for name, (widget, label, told, must) in words.items()
    ]


def sortval(vald: str) -> list[OptionView]:
    """The sorts to choose among."""
    return [OptionView(one.key, one.label, one.key == vald) for one in sorts().values()]


def falt(fraga: Question, hinder: Sequence[Hinder] = ()) -> list[FieldView]:
    """The fields of a question's page, those of its sort, with what was typed."""
    sort = fraga.kind
    wrong: dict[str, str] = {}
    for one in hinder:
        wrong.setdefault(one.falt, one.mening)
    asked = [_sort(fraga), *_ord(fraga, sort)]
    if sort is not None:
        asked += [*_granser(fraga, sort)]
    asked.append(
        FieldView(
            "nar",
            "feel",
            "Visas när",
            value=fraga.visible_when,
            help="Ett villkor i FEEL, till exempel akut = true. Tomt: visas alltid.",
        )
    )
    if sort is None or sort.asks:
        asked.append(
            FieldView(
                "namn",
                "text",
                "Namn i villkor",
                value=fraga.name,
                max_length=40,
                help="Så heter svaret i villkor och tabeller. Lämnas det tomt görs det av frågan.",
            )
        )
    return [replace(one, error=wrong.get(one.name, "")) for one in asked]


def _sort(fraga: Question) -> FieldView:
    return FieldView(
        "sort", "select", "Sorts fråga", required=True, options=tuple(sortval(fraga.sort))
    )


def _ord(fraga: Question, sort: Sort | None) -> list[FieldView]:
    if sort is not None and not sort.asks:
        widget = "textarea" if sort.key == "stycke" else "text"
        return [FieldView("fraga", widget, "Text", value=fraga.label, required=True)]
    must = "Måste kryssas i" if fraga.sort == "ruta" else "Måste besvaras"
    return [
        FieldView("fraga", "text", "Fråga", value=fraga.label, required=True, max_length=200),
        FieldView("hjalp", "textarea", "Hjälptext", value=fraga.help, max_length=1000),
        FieldView("kravs", "checkbox", must, value="ja" if fraga.required else ""),
    ]


def _granser(fraga: Question, sort: Sort) -> list[FieldView]:
    found = []
    if sort.options:
        found.append(
            FieldView(
                "alternativ",
                "textarea",
                "Alternativ",
                value=fraga.options,
                required=True,
                help="Ett på varje rad. Ska villkor kalla det något annat: värde = text.",
            )
        )
    if sort.dated:
        words = ("Tidigast", "Senast")
        helps = ("Ett datum i FEEL, till exempel today().", "")
        pairs = zip(("minst", "hogst"), words, helps, (fraga.least, fraga.most), strict=True)
        found += [FieldView(n, "feel", label, value=v, help=h) for n, label, h, v in pairs]
    elif sort.least:
        unit = sort.limit
        found += [
            FieldView("minst", "number", "Minst", value=fraga.least, unit=unit),
            FieldView("hogst", "number", "Högst", value=fraga.most, unit=unit),
        ]
    if sort.unit:
        found.append(FieldView("enhet", "text", "Enhet", value=fraga.unit, max_length=20))
    return found


@dataclass(frozen=True)
class Forhandsvisning:
    """The form as the one who answers sees it, with the answers and facts tried."""

    form: Form
    falt: Sequence[FieldView]
    fakta: Sequence[FieldView]


def forhandsvisning(
    source: bytes, svar: QueryDict | None, kanda: Sequence[Known]
) -> Forhandsvisning | None:
    """The form drawn as it will be, or None while it can't be used.

    Nothing is looked up: what is typed at a register or a file is left out, for a draft never
    meets real people or things.
    """
    try:
        form = Form.load(source)
    except BadForm:
        return None
    given = None
    fakta: dict[str, object] = {}
    asked: list[FieldView] = []
    known = {one.name: one for one in kanda}
    for name in sorted(form.asks):
        typed = svar.get(FAKTUM + name, "")[:200] if svar is not None else ""
        value, wrong = _varde(typed)
        fakta[name] = value
        what = known[name].what if name in known else ""
        asked.append(FieldView(FAKTUM + name, "feel", name, value=typed, error=wrong, help=what))
    if svar:
        plain = [n for n, one in form.fields.items() if not one.register]
        given = QueryDict(mutable=True)
        for name in plain:
            given.setlist(name, svar.getlist(name))
    return Forhandsvisning(form, form.render_fields(given, facts=fakta), asked)


def _varde(typed: str) -> tuple[object, str]:
    """A made-up fact written in FEEL, and what is wrong with it."""
    if not typed.strip():
        return None, ""
    try:
        return feel.to_python(feel.compile_expression(typed).evaluate().value), ""
    except feel.FeelSyntaxError as error:
        return None, error.mening
