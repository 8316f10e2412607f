"""The addresses of arbetsorder. A user task's page is named as the task."""

from django.urls import path

from cases.arbetsorder import (
    pages,
    pages_hmc,
    pages_makulera,
    pages_sok,
    pages_typer,
    pages_utkast,
)

app_name = "arbetsorder"

urlpatterns = [
    path("", pages.lista, name="lista"),
    path("oppna/", pages_sok.oppna, name="oppna"),
    path("oppna/annan-enhet/", pages_sok.annan, name="annan_enhet"),
    path("sok/", pages_sok.sok, name="sok"),
    path("individ/<str:nummer>/", pages_sok.pa_individ, name="pa_individ"),
    path("mottagare/<int:mottagare_id>/", pages_sok.hos_mottagare, name="hos_mottagare"),
    path("typer/", pages_typer.lista, name="typer"),
    path("typer/ny/", pages_typer.ny, name="typ_ny"),
    path("typer/<slug:kod>/", pages_typer.andra, name="typ_andra"),
    path("ny/", pages.valj, name="valj"),
    path("ny/<int:mottagare_id>/", pages_utkast.ny, name="ny"),
    path("<uuid:arende>/", pages_sok.detalj, name="detalj"),
    path("<uuid:arende>/verkstall/", pages_utkast.verkstall, name="verkstall"),
    path("<uuid:arende>/radera/", pages_utkast.radera, name="radera"),
    path(
        "<uuid:arende>/bilagor/<uuid:bilaga>/ta_bort/",
        pages_utkast.ta_bort_bilaga,
        name="ta_bort_bilaga",
    ),
    path("<uuid:arende>/kvitto/", pages.kvitto, name="kvitto"),
    path("<uuid:arende>/komplettera/", pages_utkast.komplettera, name="komplettera"),
    path("<uuid:arende>/triagera/", pages_hmc.triagera, name="triagera"),
    path("<uuid:arende>/granska/", pages_hmc.granska, name="granska"),
    path("<uuid:arende>/hamta_for_atgard/", pages_hmc.hamta_for_atgard, name="hamta_for_atgard"),
    path("<uuid:arende>/lamna_tillbaka/", pages_hmc.lamna_tillbaka, name="lamna_tillbaka"),
    path("<uuid:arende>/planera/", pages_hmc.planera, name="planera"),
    path("<uuid:arende>/utfor/", pages_hmc.utfor, name="utfor"),
    path("<uuid:arende>/aktivitet/", pages_hmc.ny_aktivitet, name="ny_aktivitet"),
    path(
        "<uuid:arende>/folj_upp_forsening/",
        pages_hmc.folj_upp_forsening,
        name="folj_upp_forsening",
    ),
    path("<uuid:arende>/avgor_kopplad/", pages_makulera.avgor_kopplad, name="avgor_kopplad"),
    path(
        "<uuid:arende>/avgor_makulering/", pages_makulera.avgor_makulering, name="avgor_makulering"
    ),
    path(
        "<uuid:arende>/begar_makulering/", pages_makulera.begar_makulering, name="begar_makulering"
    ),
    path("<uuid:arende>/makulera/", pages_makulera.makulera, name="makulera"),
    path("<uuid:arende>/valj_leverans/", pages_makulera.valj_leverans, name="valj_leverans"),
]
