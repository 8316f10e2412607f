"""What the workbench's pages post."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest

from cases.processer import val
from workflows import clock, registry
from workflows.errors import Hinder, Refused
from workflows.forms.kinds import UNFIT, UNFIT_SAID
from workflows.workbench.blank import ASKED, blank

_BYTES_IN_ALL = 12 * 1024 * 1024


def gar_att_spara(text: str) -> None:
    """Raises `ValidationError` for signs that no drawing holds; line breaks are not among them."""
    if UNFIT.search(text.replace("\r\n", "\n")):
        raise forms.ValidationError(UNFIT_SAID)


class PubliceraForm(forms.Form):
    """A note, and from when."""

    anteckning = forms.CharField(
        label="Vad är nytt, och varför?",
        max_length=400,
        widget=forms.Textarea({"rows": 3}),
        help_text="Läses av dem som undrar varför ärenden går en ny väg.",
        error_messages={
            "required": "Skriv vad som är nytt, så att andra förstår.",
            "max_length": "Skriv högst %(limit_value)d tecken; du skrev %(show_value)d.",
        },
    )
    fran = forms.DateTimeField(
        label="Gäller från",
        required=False,
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
        widget=forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text="Lämna tomt för att publicera nu.",
        error_messages={"invalid": "Skriv datum och klockslag, till exempel 2026-12-01 06:00."},
    )

    def clean_fran(self) -> Any:
        """The moment, which must not have been."""
        moment = self.cleaned_data["fran"]
        if moment is not None and moment < clock.now():
            raise forms.ValidationError("Tiden har redan varit. Välj en som kommer.")
        return moment


class TomForm(forms.Form):
    """A new process to be drawn from the beginning."""

    titel = forms.CharField(
        label="Vad heter processen?",
        error_messages={"required": ASKED["titel"]},
        help_text="Till exempel Lån av ramp. Namnet i systemet görs av det och går inte att byta.",
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        pairs = [("", "Välj …"), *val.roller(registry.roles())]
        for name, label in (
            ("startas_av", "Vem startar ärenden?"),
            ("utfors_av", "Vem gör den första uppgiften?"),
        ):
            self.fields[name] = forms.ChoiceField(
                label=label, choices=pairs, error_messages={"required": ASKED[name]}
            )

    def filer(self) -> dict[str, bytes]:
        """The process as files. Raises `Refused`."""
        said = self.data
        return blank(
            said.get("titel", ""),
            started_by=said.get("startas_av", ""),
            done_by=said.get("utfors_av", ""),
        )

    def visa(self, hinder: list[Hinder]) -> None:
        """Tell what is wrong where it was written."""
        self.is_valid()
        for one in hinder:
            field = one.falt if one.falt in self.fields else "titel"
            if field not in self.errors:
                self.add_error(field, one.mening)


class UppspelningForm(forms.Form):
    """Which finished cases a draft is held against."""

    antal = forms.IntegerField(
        label="Hur många av de senaste",
        min_value=1,
        max_value=10_000,
        initial=1000,
        error_messages={
            "required": "Skriv hur många.",
            "invalid": "Skriv ett helt antal, till exempel 1000.",
            "min_value": "Skriv minst %(limit_value)d.",
            "max_value": "Skriv högst %(limit_value)d.",
        },
    )
    fran = forms.DateField(
        label="Avslutade från och med",
        required=False,
        widget=forms.DateInput({"type": "date"}),
        error_messages={"invalid": "Skriv datumet som ÅÅÅÅ-MM-DD."},
    )
    till = forms.DateField(
        label="Avslutade till och med",
        required=False,
        widget=forms.DateInput({"type": "date"}),
        error_messages={"invalid": "Skriv datumet som ÅÅÅÅ-MM-DD."},
    )
    version = forms.IntegerField(
        label="Version",
        required=False,
        min_value=1,
        help_text="Lämna tomt för alla.",
        error_messages={"invalid": "Skriv versionens nummer."},
    )
    enhet = forms.CharField(
        label="Enhet (kundnummer)", required=False, max_length=20, help_text="Lämna tomt för alla."
    )


class FlyttForm(forms.Form):
    """Why running cases are moved, and how many to begin with."""

    skal = forms.CharField(
        label="Varför flyttas ärendena?",
        max_length=400,
        widget=forms.Textarea({"rows": 2}),
        help_text="Står i varje flyttat ärendes historik.",
        error_messages={
            "required": "Skriv varför ärendena flyttas, så att andra förstår.",
            "max_length": "Skriv högst %(limit_value)d tecken; du skrev %(show_value)d.",
        },
    )
    antal = forms.IntegerField(
        label="Hur många till att börja med?",
        required=False,
        min_value=1,
        initial=10,
        help_text="Lämna tomt för att flytta alla på en gång.",
        error_messages={
            "invalid": "Skriv ett antal, till exempel 10.",
            "min_value": "Flytta minst ett ärende, eller lämna tomt för alla.",
        },
    )


def skickade_filer(request: HttpRequest) -> dict[str, bytes]:
    """The files that came along. Raises `Refused` when there are none, or too much."""
    sent = [one for one in request.FILES.getlist("filer") if isinstance(one, UploadedFile)]
    if not sent:
        raise Refused([Hinder("filer", "Välj minst en fil.", "filer")])
    if sum(one.size or 0 for one in sent) > _BYTES_IN_ALL:
        raise Refused([Hinder("filer", "Filerna är för stora. Skicka färre åt gången.", "filer")])
    return {one.name or "": one.read() for one in sent}


def rev_av(request: HttpRequest) -> int | None:
    """The revision that was read; or, from whoever goes on all the same when it was changed since,
    the one she was told of."""
    return rev(request.POST.get("ersatt") or request.POST.get("rev", ""))


def rev(text: str) -> int | None:
    """The draft's revision as the page read it; None where it read none."""
    return int(text) if text.isdecimal() and len(text) < 10 else None
