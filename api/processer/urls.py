"""The addresses below /api/v1/processer/."""

from django.urls import include, path

from api.processer import (
    views,
    views_agare,
    views_dokument,
    views_flytt,
    views_gang,
    views_godkannande,
    views_grupper,
    views_insikt,
)

urlpatterns = [
    path("", views.Processer.as_view(), name="processer"),
    path("kontrollera/", views.Kontrollera.as_view(), name="kontrollera"),
    path("grupper/", views_grupper.Grupper.as_view(), name="processgrupper"),
    path("grupper/<slug:nyckel>/", views_grupper.EnGrupp.as_view(), name="processgrupp"),
    path("arenden/<uuid:gar>/", views_gang.ArendetsGang.as_view(), name="arendets_gang"),
    path("<slug:namn>/", views_agare.En.as_view(), name="process"),
    path("<slug:namn>/versioner/", views_agare.Versioner.as_view(), name="processversioner"),
    path(
        "<slug:namn>/versioner/<int:nummer>/",
        views_agare.EnVersion.as_view(),
        name="processversion",
    ),
    path(
        "<slug:namn>/versioner/<int:nummer>/dokument/",
        views_dokument.Dokumentet.as_view(),
        name="processdokument",
    ),
    path(
        "<slug:namn>/versioner/<int:nummer>/utkast/",
        views_agare.UtkastAvVersion.as_view(),
        name="processversion_utkast",
    ),
    path("<slug:namn>/arenden/", views_gang.Pagar.as_view(), name="processarenden"),
    path("<slug:namn>/insikt/", views_insikt.Insikt.as_view(), name="processinsikt"),
    path("<slug:namn>/jamfor/", views_agare.Jamfor.as_view(), name="processjamfor"),
    path("<slug:namn>/utkast/", views_agare.Utkast.as_view(), name="processutkast"),
    path(
        "<slug:namn>/utkast/omdome/",
        views_agare.UtkastOmdome.as_view(),
        name="processutkast_omdome",
    ),
    path("<slug:namn>/utkast/ta-bort/", views_agare.TaBort.as_view(), name="processutkast_bort"),
    path("<slug:namn>/flytt/", views_flytt.Flytta.as_view(), name="processflytta"),
    path("<slug:namn>/flytt/<int:nummer>/", views_flytt.EnFlytt.as_view(), name="processflytt"),
    path(
        "<slug:namn>/flytt/<int:nummer>/resten/",
        views_flytt.Resten.as_view(),
        name="processflytt_resten",
    ),
    path(
        "<slug:namn>/flytt/<int:nummer>/lat-vara/",
        views_flytt.LatVara.as_view(),
        name="processflytt_lat_vara",
    ),
    path(
        "<slug:namn>/flytt/<int:nummer>/tillbaka/",
        views_flytt.Tillbaka.as_view(),
        name="processflytt_tillbaka",
    ),
    path("<slug:namn>/publicera/", views_agare.Publicera.as_view(), name="processpublicera"),
    path(
        "<slug:namn>/godkannande/<int:nummer>/",
        views_godkannande.EttGodkannande.as_view(),
        name="processgodkannande",
    ),
    path(
        "<slug:namn>/godkannande/<int:nummer>/godkann/",
        views_godkannande.GodkannPublicering.as_view(),
        name="processgodkannande_godkann",
    ),
    path(
        "<slug:namn>/godkannande/<int:nummer>/avsla/",
        views_godkannande.AvslaPublicering.as_view(),
        name="processgodkannande_avsla",
    ),
    path(
        "<slug:namn>/planerad/ta-tillbaka/",
        views_agare.TaTillbaka.as_view(),
        name="process_ta_tillbaka",
    ),
    path("", include("api.processer.urls_prova")),
]
