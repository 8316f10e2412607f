"""What the pages of processes drawn without code post: the answers, and for which unit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from cases.fritt.uppslag import Filer, Fragare
from cases.organisation.models import Anvandare, Kund
from cases.organisation.queries import egna_kunder
from workflows.errors import Hinder
from workflows.forms import FieldView, Form
from workflows.forms.answers import Posted

VISADE = "_visade"


@dataclass(frozen=True)
class Fragor:
    """A form on a page. `svar` is what was posted, or the draft that it opens with."""

    form: Form
    stalle: str
    svar: Posted | Mapping[str, object]
    falt: list[FieldView]
    filer: Filer
    kanda: Mapping[str, object]
    fragare: Fragare
    # Questions that these answers lead to and that the person has not seen yet.
    nya: tuple[str, ...] = ()
    # Whether the questions differ from those that the person sees.
    andrade: bool = False
    fel: Sequence[tuple[str, str]] = field(default=())

    @property
    def visade(self) -> str:
        """The names on the page, posted back to tell which questions were seen."""
        return " ".join(view.name for view in self.falt)

    def skrivet(self) -> dict[str, list[str]]:
        """What has been typed, as texts by field; files are not kept in drafts."""
        if not isinstance(self.svar, Posted):
            return {}
        kept = (name for name, asked in self.form.fields.items() if asked.widget != "file")
        return {name: texts for name in kept if (texts := self.svar.getlist(name))}

    def med_fel(self, hinder: Sequence[Hinder]) -> "Fragor":
        """The same page with a sentence at each field that is wrong."""
        if not hinder:
            return self
        errors = {one.falt: one.mening for one in hinder}
        drawn = self.form.render_fields(self.svar, errors, facts=self.kanda, asker=self.fragare)
        return replace(self, falt=drawn, fel=[(one.falt, one.mening) for one in hinder])


@dataclass(frozen=True)
class Kunder:
    """The units that the person may start for, and the one that is chosen."""

    alla: Sequence[Kund]
    vald: Kund | None


def fragor(
    form: Form,
    stalle: str,
    given: Posted | Mapping[str, object] | None,
    kanda: Mapping[str, object],
    fragare: Fragare,
) -> Fragor:
    """The questions that `given` leads to: a post, a draft, or None for an untouched form."""
    falt = form.render_fields(given, facts=kanda, asker=fragare)
    posted = given is not None and isinstance(given, Posted)
    seen: set[str] = set()
    if given is not None and isinstance(given, Posted):
        seen = set(" ".join(given.getlist(VISADE)).split())
    names = [view.name for view in falt]
    return Fragor(
        form=form,
        stalle=stalle,
        svar=given or {},
        falt=falt,
        filer=fragare.filer,
        kanda=kanda,
        fragare=fragare,
        nya=tuple(name for name in names if name in form.fields and name not in seen)
        if posted and seen
        else (),
        andrade=posted and seen != set(names),
    )


def valda_kunder(person: Anvandare, nummer: str) -> Kunder:
    """The person's own units; the preselected one unless another is posted."""
    alla = list(egna_kunder(person))
    if nummer:
        return Kunder(alla, next((kund for kund in alla if kund.nummer == nummer), None))
    return Kunder(alla, alla[0] if alla else None)
