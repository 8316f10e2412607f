"""In, out, and a new password."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.contrib.auth.views import LoginView, LogoutView, PasswordChangeView
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_POST

from cases.gemensamt import avbrutet
from cases.gemensamt.forms_login import BytLosenordForm, LoggaInForm
from cases.organisation.models import Anvandare
from cases.organisation.roller import HMC, ROLLER, VARDGIVARE


@dataclass(frozen=True)
class _Side:
    title: str
    people: list[Anvandare]


@method_decorator(login_not_required, name="dispatch")
class LoggaIn(LoginView):
    """Logs in and goes back to where the person was (`?next=`)."""

    template_name = "registration/logga_in.html"
    authentication_form = LoggaInForm
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        if settings.DEMO:
            context |= {"sides": _demo_people(), "password": settings.DEMO_LOSENORD}
        return context

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        response = super().form_valid(form)
        avbrutet.marka(self.request, response, form.get_user())
        return response

    def form_invalid(self, form: BaseForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)


class LoggaUt(LogoutView):
    """Avsluta (ST-6). Only by POST: a link or a picture must not log anyone out."""


class BytLosenord(PasswordChangeView):
    """A new password; the old one is asked for."""

    template_name = "registration/byt_losenord.html"
    form_class = BytLosenordForm
    success_url = reverse_lazy("dina_uppgifter")

    def form_valid(self, form: PasswordChangeForm) -> HttpResponse:
        messages.success(self.request, "Ditt lösenord är bytt. Använd det nya nästa gång.")
        return super().form_valid(form)

    def form_invalid(self, form: BaseForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)


@require_POST
def slang_avbrutet(request: HttpRequest) -> HttpResponse:
    """Throw away what was typed before the login ended."""
    avbrutet.glom(request)
    messages.success(request, "Det du hade fyllt i är borttaget.")
    return redirect("start")


def _demo_people() -> list[_Side]:
    """Everyone of the demo world who has a role, vårdgivare first, in the order of the roles."""
    order = list(ROLLER)
    people = sorted(
        Anvandare.objects.filter(is_active=True).exclude(roller=[]),
        key=lambda person: (min(map(order.index, person.roller)), person.username),
    )
    titles = {VARDGIVARE: "Vårdgivare", HMC: "Hjälpmedelscentralen"}
    return [
        _Side(title, [p for p in people if ROLLER[min(p.roller, key=order.index)].side == side])
        for side, title in titles.items()
    ]
