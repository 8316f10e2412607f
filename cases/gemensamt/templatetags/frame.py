"""Template words that every page may use without loading them (settings: TEMPLATES builtins)."""

import re
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import template
from django.core.paginator import Page
from django.forms import BaseForm, BoundField
from django.templatetags.static import static
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join, urlize
from django.utils.safestring import SafeString

from cases.gemensamt.antal import i_kronor
from cases.gemensamt.frist import Frist, frist
from workflows import clock

if TYPE_CHECKING:
    from workflows.forms.fieldview import FieldView

register = template.Library()


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """One sign of static/bilder/icons.svg; read aloud by its label, decoration without one."""
    drawing = format_html('<use href="{}#{}"/>', static("bilder/icons.svg"), name)
    if label:
        said = format_html('role="img" aria-label="{}"', label)
        return format_html('<svg class="icon" {}>{}</svg>', said, drawing)
    return format_html('<svg class="icon" aria-hidden="true">{}</svg>', drawing)


@register.simple_tag
def streckkod(text: str) -> SafeString:
    """A number as a barcode (Code 128) that a scanner reads, drawn without inline style."""
    from cases.gemensamt.streckkod import bredd, streck

    bars = format_html_join("", '<rect x="{}" y="0" width="{}" height="40"/>', streck(text))
    return format_html(
        '<svg class="barcode" viewBox="-10 0 {} 40" role="img" aria-label="Streckkod {}">{}</svg>',
        bredd(text) + 20,
        text,
        bars,
    )


@register.inclusion_tag("components/form_field.html")
def field(question: "BoundField | FieldView", autocomplete: str = "") -> dict[str, Any]:
    """One question of a form. `autocomplete` is HTML's, for the reader's own details."""
    from cases.gemensamt.falt import from_bound

    view = from_bound(question) if isinstance(question, BoundField) else question
    return {"field": view, "autocomplete": autocomplete}


@register.inclusion_tag("components/deadline.html")
def deadline(moment: datetime | None) -> dict[str, Frist | None]:
    """The last day and how much time is left, in working days."""
    return {"due": frist(moment)}


@register.filter
def moment(value: datetime | date | str | None) -> str:
    """ÅÅÅÅ-MM-DD and, for a point in time, tt:mm in Swedish time; a text as it is."""
    if isinstance(value, datetime):
        return date_format(clock.local(value), "Y-m-d H:i")
    return date_format(value, "Y-m-d") if isinstance(value, date) else value or ""


@register.filter
def kronor(value: Decimal | int | None) -> str:
    """An amount as 1 234,50 kr; empty when there is none."""
    return "" if value is None else i_kronor(value)


@register.filter
def page_numbers(page: Page[Any]) -> Iterator[int | str]:
    """The page numbers to show, with gaps."""
    return page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)


@register.filter
def error_list(form: BaseForm) -> list[tuple[str, str]]:
    """What is wrong with a Django form, for components/error_summary.html."""
    from cases.gemensamt.falt import sentences

    whole = [("", str(sentence)) for sentence in form.non_field_errors()]
    return whole + [(bound.html_name, said) for bound in form for said in sentences(bound)]


@register.filter
def brodtext(text: str) -> SafeString:
    """A text as HMC writes it: `## ` begins a heading, `- ` a point, an empty line a paragraph."""
    parts: list[SafeString] = []
    for block in re.split(r"\n\s*\n|(?<=\n)(?=## )", text.strip()):
        lines = block.strip().splitlines()
        if lines and lines[0].startswith("## "):
            parts.append(format_html("<h2>{}</h2>", lines.pop(0)[3:].strip()))
        points = [line[2:] for line in lines if line.startswith("- ")]
        said = [line for line in lines if not line.startswith("- ")]
        if said:
            whole = format_html_join(SafeString("<br>"), "{}", ((_link(line),) for line in said))
            parts.append(format_html("<p>{}</p>", whole))
        if points:
            items = format_html_join("", "<li>{}</li>", ((_link(point),) for point in points))
            parts.append(format_html("<ul>{}</ul>", items))
    return SafeString("\n".join(parts))


def _link(line: str) -> SafeString:
    return SafeString(urlize(line, autoescape=True))
