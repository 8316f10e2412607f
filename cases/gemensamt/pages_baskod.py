"""Byte baskod/betalare, from Hjälpmedel (BK-1 … BK-5)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from cases.gemensamt import baskod, mottagaren
from cases.gemensamt.forms_baskod import BaskodForm
from cases.gemensamt.inloggad import personen
from cases.gemensamt.pages_hjalpmedel import oppna
from workflows.errors import Hinder, Refused


def byt(request: HttpRequest, mottagare_id: int) -> HttpResponse:
    """Who pays for the mottagare now, and who is to."""
    if request.method == "POST":
        # Before anything is opened: who may not is told that, and nothing is logged as seen.
        person = personen(request)
        kund = mottagaren.enhet(person, mottagare_id, request.GET.get("kund", ""))
        baskod.krav(baskod.ratt(person, kund), request.POST)
    oppnad = oppna(request, mottagare_id, "Byte av baskod")
    whose, person = oppnad.mottagare, oppnad.person
    may = baskod.ratt(person, oppnad.kund)
    form = BaskodForm(request.POST or None, mottagare=whose, ratt=may)
    back = reverse("hjalpmedel:bild", args=[whose.pk]) + oppnad.fraga
    hinder: list[Hinder] = []
    if request.method == "POST" and form.is_valid():
        try:
            changed = baskod.byt(whose, form.svar(), person=person, kund=oppnad.kund)
            messages.success(request, f"Baskoden är nu {changed.gallande_baskod}.")
            return redirect(back)
        except Refused as no:
            hinder = no.hinder
    context = oppnad.kontext(form=form, hinder=hinder, tillbaka=back, nej=baskod.EJ_BEHORIG)
    status = 422 if request.method == "POST" else 200
    return render(request, "hjalpmedel/byt_baskod.html", context, status=status)
