"""The addresses of leverans. A user task's page is named as the task."""

from django.urls import path

from cases.leverans import (
    pages,
    pages_efter,
    pages_forrad,
    pages_overlamning,
    pages_plocklista,
    pages_samling,
    pages_tur,
)

app_name = "leverans"

urlpatterns = [
    path("", pages.lista, name="lista"),
    path("tur/", pages_tur.lista, name="tur"),
    path("tur/lasta/", pages_tur.lasta, name="tur_lasta"),
    path("tur/arbetare.js", pages_tur.arbetare, name="tur_arbetare"),
    path("tur/<uuid:arende>/lamna/", pages_tur.lamna, name="tur_lamna"),
    path("plocklista/", pages_plocklista.valj, name="plocklistor"),
    path("plocklista/<str:nummer>/", pages_plocklista.lista, name="plocklista"),
    path("plocklista/<str:nummer>/flera/", pages_plocklista.flera, name="plocklista_flera"),
    path("plocklista/<str:nummer>/<int:rad>/fattas/", pages_plocklista.fattas, name="fattas"),
    path("plocklista/<str:nummer>/<int:rad>/angra/", pages_plocklista.angra, name="angra"),
    path("<uuid:arende>/plocka/", pages.plocka, name="plocka"),
    path("<uuid:arende>/samla/", pages_samling.samla, name="samla"),
    path(
        "<uuid:arende>/avgor_samleverans/",
        pages_samling.avgor_samleverans,
        name="avgor_samleverans",
    ),
    path("<uuid:arende>/kvittera_bmb/", pages_forrad.kvittera_bmb, name="kvittera_bmb"),
    path("<uuid:arende>/utleverera/", pages.utleverera, name="utleverera"),
    path("<uuid:arende>/foljesedel/", pages.foljesedel, name="foljesedel"),
    path("<uuid:arende>/lamna_over/", pages_overlamning.lamna_over, name="lamna_over"),
    path("<uuid:arende>/leverera/", pages.leverera, name="leverera"),
    path("<uuid:arende>/kvittera/", pages.kvittera, name="kvittera"),
    path(
        "<uuid:arende>/lamna_till_utlamning/",
        pages_efter.lamna_till_utlamning,
        name="lamna_till_utlamning",
    ),
    path("<uuid:arende>/lamna_ut/", pages_efter.lamna_ut, name="lamna_ut"),
    path("<uuid:arende>/avgora/", pages_efter.avgora, name="avgora"),
    path(
        "<uuid:arende>/folj_upp_kvittens/", pages_efter.folj_upp_kvittens, name="folj_upp_kvittens"
    ),
    path("<uuid:arende>/ta_tillbaka/", pages.ta_tillbaka, name="ta_tillbaka"),
]
