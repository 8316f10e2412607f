"""The addresses below /processer/."""

from django.urls import include, path

from cases.processer import (
    pages,
    pages_dokument,
    pages_flytt,
    pages_formular,
    pages_gang,
    pages_godkannande,
    pages_grupper,
    pages_insikt,
    pages_rita,
    pages_tabeller,
    pages_text,
    pages_utkast,
)

_VERSION = "<slug:namn>/versioner/<int:nummer>/"
_FORMULAR = "<slug:namn>/utkast/formular/"
_TABELLER = "<slug:namn>/utkast/tabeller/"
_BESLUT = f"{_TABELLER}<str:fil>/<str:beslut>/"

app_name = "processer"
urlpatterns = [
    path("", pages.lista, name="lista"),
    path("ny/", pages_utkast.ny, name="ny"),
    path("grupper/", pages_grupper.lista, name="grupper"),
    path("grupper/<slug:nyckel>/", pages_grupper.grupp, name="grupp"),
    path("arenden/<uuid:arende>/", pages_gang.arendets_gang, name="arendets_gang"),
    path("<slug:namn>/", pages.process, name="process"),
    path("<slug:namn>/arenden/", pages_gang.arenden, name="arenden"),
    path("<slug:namn>/jamfor/", pages.jamfor, name="jamfor"),
    path("<slug:namn>/insikt/", pages_insikt.insikt, name="insikt"),
    path("<slug:namn>/insikt/fil/", pages_insikt.fil, name="insikt_fil"),
    path("<slug:namn>/utkast/", pages_utkast.utkast, name="utkast"),
    path("<slug:namn>/utkast/rita/", pages_rita.rita, name="rita"),
    path("<slug:namn>/utkast/text/", pages_text.lista, name="text"),
    path("<slug:namn>/utkast/text/<str:element>/", pages_text.steg, name="text_steg"),
    path(
        "<slug:namn>/utkast/text/<str:element>/lagg-till/",
        pages_text.lagg_till,
        name="text_lagg_till",
    ),
    path("<slug:namn>/utkast/text/<str:element>/vag/", pages_text.vag, name="text_vag"),
    path("<slug:namn>/utkast/text/<str:element>/ta-bort/", pages_text.ta_bort, name="text_ta_bort"),
    path("<slug:namn>/utkast/ta-bort/", pages_utkast.ta_bort, name="ta_bort"),
    path("<slug:namn>/utkast/ta-bort-fil/", pages_utkast.ta_bort_fil, name="ta_bort_fil"),
    path(_FORMULAR, pages_formular.lista, name="formular_lista"),
    path(f"{_FORMULAR}<str:formular>/", pages_formular.formular, name="formular"),
    path(f"{_FORMULAR}<str:formular>/andra/", pages_formular.andra, name="formular_andra"),
    path(f"{_FORMULAR}<str:formular>/visa/", pages_formular.visa, name="formular_visa"),
    path(f"{_FORMULAR}<str:formular>/ny-fraga/", pages_formular.ny_fraga, name="ny_fraga"),
    path(f"{_FORMULAR}<str:formular>/fragor/<str:falt>/", pages_formular.fraga, name="fraga"),
    path(_TABELLER, pages_tabeller.lista, name="tabell_lista"),
    path(f"{_TABELLER}<str:fil>/", pages_tabeller.tabell, name="tabell"),
    path(f"{_TABELLER}<str:fil>/andra/", pages_tabeller.andra, name="tabell_andra"),
    path(f"{_BESLUT}ny-rad/", pages_tabeller.ny_rad, name="ny_rad"),
    path(f"{_BESLUT}rader/<int:nummer>/", pages_tabeller.rad, name="rad"),
    path("<slug:namn>/publicera/", pages_utkast.publicera, name="publicera"),
    path("<slug:namn>/godkannande/<int:nummer>/", pages_godkannande.visa, name="godkannande"),
    path(
        "<slug:namn>/godkannande/<int:nummer>/godkann/", pages_godkannande.godkann, name="godkann"
    ),
    path("<slug:namn>/godkannande/<int:nummer>/avsla/", pages_godkannande.avsla, name="avsla"),
    path("<slug:namn>/planerad/ta-tillbaka/", pages_utkast.ta_tillbaka, name="ta_tillbaka"),
    path("<slug:namn>/flytt/", pages_flytt.flytta, name="flytta"),
    path("<slug:namn>/flytt/forutse/", pages_flytt.forutse, name="forutse"),
    path("<slug:namn>/flytt/<int:nummer>/", pages_flytt.en_flytt, name="flytt"),
    path("<slug:namn>/flytt/<int:nummer>/resten/", pages_flytt.resten, name="flytt_resten"),
    path("<slug:namn>/flytt/<int:nummer>/lat-vara/", pages_flytt.lat_vara, name="flytt_lat_vara"),
    path("<slug:namn>/flytt/<int:nummer>/tillbaka/", pages_flytt.tillbaka, name="flytt_tillbaka"),
    path("<slug:namn>/versioner/<int:nummer>/", pages.version, name="version"),
    path("<slug:namn>/versioner/<int:nummer>/filer/", pages.filer, name="filer"),
    path(f"{_VERSION}dokument/", pages_dokument.visa, name="dokument"),
    path(f"{_VERSION}dokument/pdf/", pages_dokument.pdf, name="dokument_pdf"),
    path(
        "<slug:namn>/versioner/<int:nummer>/publicera/",
        pages_utkast.publicera,
        name="publicera_igen",
    ),
    path(
        "<slug:namn>/versioner/<int:nummer>/utkast/",
        pages_utkast.utkast_av_version,
        name="utkast_av_version",
    ),
    path("", include("cases.processer.urls_prova")),
]
