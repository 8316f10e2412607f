"""The addresses of kundorder. A user task's page is named as the task."""

from django.urls import path

from cases.kundorder import (
    pages,
    pages_baskod,
    pages_bilagor,
    pages_detalj,
    pages_ersattning,
    pages_inkop,
    pages_komponenter,
    pages_kundtjanst,
    pages_ordrar,
    pages_rader,
    pages_rekvirerat,
    pages_sok,
)

app_name = "kundorder"

urlpatterns = [
    path("", pages_ordrar.lista, name="lista"),
    path("oppna/", pages_sok.oppna, name="oppna"),
    path("oppna/annan-enhet/", pages_sok.annan, name="annan_enhet"),
    path("sok/", pages_sok.sok, name="sok"),
    path("levererade/", pages_sok.levererade, name="levererade"),
    path("rekvirerat/", pages_rekvirerat.rekvirerat_sida, name="rekvirerat"),
    path("ny/", pages.ny, name="ny"),
    path("inleverans/", pages_ordrar.inleverans, name="inleverans"),
    path("<uuid:arende>/", pages_detalj.detalj, name="detalj"),
    path("<uuid:arende>/laneforbindelse/", pages_detalj.laneforbindelse, name="laneforbindelse"),
    path("<uuid:arende>/orderhuvud/", pages.orderhuvud, name="orderhuvud"),
    path("<uuid:arende>/orderrader/", pages_rader.orderrader, name="orderrader"),
    path("<uuid:arende>/lagg_till/", pages_rader.lagg_till, name="lagg_till"),
    path("<uuid:arende>/sok_artikel/", pages_rader.sok_artikel, name="sok_artikel"),
    path("<uuid:arende>/favorit/", pages_rader.favorit, name="favorit"),
    path("<uuid:arende>/ersattning/", pages_ersattning.ersattning_sida, name="ersattning"),
    path("<uuid:arende>/komplettera/", pages_komponenter.komplettera, name="komplettera"),
    path(
        "<uuid:arende>/komplettera/tillbehor/",
        pages_komponenter.tillbehor_till_individ,
        name="tillbehor_till_individ",
    ),
    path(
        "<uuid:arende>/rad/<uuid:rad>/komponenter/",
        pages_komponenter.komponenter,
        name="komponenter",
    ),
    path("<uuid:arende>/rad/<uuid:rad>/tillbehor/", pages_komponenter.tillbehor, name="tillbehor"),
    path("<uuid:arende>/rad/<uuid:rad>/bilagor/", pages_bilagor.radbilagor, name="radbilagor"),
    path("<uuid:arende>/bilagor/", pages_bilagor.bilagor, name="bilagor"),
    path(
        "<uuid:arende>/bilagor/<uuid:bilaga>/ta_bort/",
        pages_bilagor.ta_bort_bilaga,
        name="ta_bort_bilaga",
    ),
    path("<uuid:arende>/leveransuppgifter/", pages.leveransuppgifter, name="leveransuppgifter"),
    path("<uuid:arende>/verkstall/", pages.verkstall, name="verkstall"),
    path("<uuid:arende>/kvitto/", pages.kvitto, name="kvitto"),
    path("<uuid:arende>/radera/", pages.radera, name="radera"),
    path("<uuid:arende>/avbryt/", pages.avbryt, name="avbryt"),
    path("<uuid:arende>/angra/", pages.angra, name="angra"),
    path("<uuid:arende>/makulera/", pages_ordrar.makulera, name="makulera"),
    path("<uuid:arende>/dela/", pages_ordrar.dela, name="dela"),
    path(
        "<uuid:arende>/begar_makulering/",
        pages_kundtjanst.begar_makulering,
        name="begar_makulering",
    ),
    path(
        "<uuid:arende>/bedom_makulering/",
        pages_kundtjanst.bedom_makulering,
        name="bedom_makulering",
    ),
    path("<uuid:arende>/stam_av_akut/", pages_kundtjanst.stam_av_akut, name="stam_av_akut"),
    path("<uuid:arende>/byt_baskod/", pages_baskod.byt_baskod, name="byt_baskod"),
    path("<uuid:arende>/andra_vantas/", pages_inkop.andra_vantas, name="andra_vantas"),
    path("<uuid:arende>/kop_in/", pages_inkop.kop_in, name="kop_in"),
    path(
        "<uuid:arende>/bekrafta_direktinkop/",
        pages_inkop.bekrafta_direktinkop,
        name="bekrafta_direktinkop",
    ),
    path(
        "<uuid:arende>/direktinkopsorder/<uuid:begaran>/",
        pages_inkop.direktinkopsorder,
        name="direktinkopsorder",
    ),
]
