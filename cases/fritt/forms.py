"""What the pages of processes drawn without code post: the answers, and for which unit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast
from uuid import UUID, uuid4

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, QueryDict

from cases.fritt import utkast
from cases.fritt.inlamning import Inlamning
from cases.fritt.models import ARENDE
from cases.fritt.rules import OSEDD
from cases.fritt.uppslag import NY_FIL, Filer, Fragare
from cases.gemensamt.inloggad import personen
from cases.organisation.models import Anvandare, Kund
from cases.organisation.queries import egna_kunder
from workflows.errors import Hinder
from workflows.forms import FieldView, Form
from workflows.forms.answers import Posted

VISADE = "_visade"


@dataclass(frozen=True)
class Post:
    """What a page posted, and the case that it is about to start: sent twice, it is one case."""

    inlamning: Inlamning
    svar: QueryDict
    sedda: frozenset[str] | None
    arende_id: UUID
    # The ids of the files that wait with the draft and that the answers name.
    vantande: frozenset[str]

    def skrivet(self, form: Form) -> dict[str, list[str]]:
        """What has been typed, as texts by field; of files only those that wait with the draft."""
        typed = {
            name: texts for name in [*form.fields, ARENDE] if (texts := self._texts(form, name))
        }
        return typed | {ARENDE: [str(self.arende_id)]} if ARENDE in typed else typed

    def _texts(self, form: Form, name: str) -> list[str]:
        texts = self.svar.getlist(name)
        if name == ARENDE or form.fields[name].widget != "file":
            return texts
        waiting = {f"{NY_FIL}{key}" for key in self.vantande}
        return [text for text in texts if text in waiting]

    def nya(self, form: Form) -> Filer:
        """The files that were chosen on the page just now."""
        return {
            name: fil
            for name, fil in self.inlamning.filer.items()
            if name in form.fields and form.fields[name].widget == "file"
        }

    def med(self, vantar: Mapping[str, str]) -> Posted:
        """The answers, where the files that have begun to wait stand under what they wait by."""
        svar = self.svar.copy()
        for name, text in vantar.items():
            svar[name] = text
        return svar


@dataclass(frozen=True)
class Plats:
    """Where a question stands, whether or not it is asked now; `bytt` when that has changed."""

    namn: str
    falt: FieldView | None
    bytt: bool


@dataclass(frozen=True)
class Fragor:
    """A form as a page draws it."""

    form: Form
    falt: Sequence[FieldView]
    fel: Sequence[tuple[str, str]] = ()
    # Whether all that is wrong is that the answers led to questions nobody had seen.
    fler: bool = False
    # The questions that the person sees, when the page has them already.
    sedda: frozenset[str] = frozenset()

    @property
    def kodning(self) -> str:
        """How a browser sends the answers: in parts only where there is a file to send."""
        files = any(field.widget == "file" for field in self.form.fields.values())
        return "multipart/form-data" if files else "application/x-www-form-urlencoded"

    @property
    def platser(self) -> Sequence[Plats]:
        """Every place of the form, so that a page can fill and empty them one by one."""
        visible = {view.name: view for view in self.falt}
        return [
            Plats(
                part.name,
                visible.get(part.name),
                (part.name in visible) != (part.name in self.sedda),
            )
            for part in self.form.parts
        ]

    @property
    def visade(self) -> str:
        """The names on the page, posted back to tell which questions were seen."""
        return " ".join(view.name for view in self.falt)


@dataclass(frozen=True)
class Kunder:
    """The units that the person may start for, and the one that is chosen."""

    alla: Sequence[Kund]
    vald: Kund | None


def read_post(request: HttpRequest, stalle: str) -> Post:
    """What was posted at a place. A file stands among the answers under a key of its own.

    The page names a file that waits with the draft; another person's or place's is not found.
    """
    person = personen(request)
    waiting = utkast.vantande(
        person, stalle, (text for _, texts in request.POST.lists() for text in texts)
    )
    posted = request.POST.copy()
    for name in request.FILES:
        posted[name] = f"{NY_FIL}{name}"
    seen = posted.get(VISADE)
    sedda = None if seen is None else frozenset(seen.split())
    came = cast("dict[str, UploadedFile[Any]]", request.FILES.dict())
    return Post(
        inlamning=Inlamning(posted, {**came, **waiting}, sedda),
        svar=posted,
        sedda=sedda,
        arende_id=_uuid(posted.get(ARENDE, "")),
        vantande=frozenset(waiting),
    )


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        return uuid4()


def fragor(
    form: Form,
    given: Posted | Mapping[str, object] | None,
    fragare: Fragare,
    *,
    kanda: Mapping[str, object],
    hinder: Sequence[Hinder] = (),
    sedda: frozenset[str] | None = None,
) -> Fragor:
    """The questions that `given` leads to: a post, a draft, or None for an untouched form."""
    errors = {one.falt: one.mening for one in hinder}
    return Fragor(
        form=form,
        falt=form.render_fields(given, errors, facts=kanda, asker=fragare),
        fel=[(one.falt, one.mening) for one in hinder],
        sedda=sedda or frozenset(),
        fler=bool(hinder) and all(one.kod == OSEDD for one in hinder),
    )


def valda_kunder(person: Anvandare, nummer: str) -> Kunder:
    """The person's own units; the preselected one unless another is posted."""
    alla = list(egna_kunder(person))
    if nummer:
        return Kunder(alla, next((kund for kund in alla if kund.nummer == nummer), None))
    return Kunder(alla, alla[0] if alla else None)
