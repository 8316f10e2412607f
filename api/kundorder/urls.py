"""The addresses below /api/v1/kundorder/."""

from django.urls import path

from api.kundorder import (
    views,
    views_baskod,
    views_efter,
    views_kundtjanst,
    views_rader,
    views_sok,
)

urlpatterns = [
    path("", views.Kundordrar.as_view(), name="kundordrar"),
    path("favoriter/", views_rader.Favoriter.as_view(), name="favoriter"),
    path("favoriter/<str:nummer>/", views_rader.EnFavorit.as_view(), name="favorit"),
    path("inleverans/", views_efter.Inleverans.as_view(), name="inleverans"),
    path("oppna/", views_sok.Oppna.as_view(), name="kundorder_oppna"),
    path("oppna/annan-enhet/", views_sok.AnnanEnhet.as_view(), name="kundorder_annan_enhet"),
    path("sok/", views_sok.Sok.as_view(), name="kundorder_sok"),
    path("levererade/", views_sok.Levererade.as_view(), name="kundorder_levererade"),
    path("rekvirerat/", views_sok.Rekvirerat.as_view(), name="kundorder_rekvirerat"),
    path("<uuid:arende>/", views.En.as_view(), name="kundorder"),
    path(
        "<uuid:arende>/laneforbindelse/",
        views_sok.Laneforbindelse.as_view(),
        name="order_laneforbindelse",
    ),
    path("<uuid:arende>/orderhuvud/", views.Orderhuvud.as_view(), name="orderhuvud"),
    path("<uuid:arende>/rader/", views.Rader.as_view(), name="rader"),
    path("<uuid:arende>/rader/angra/", views.Angra.as_view(), name="angra"),
    path("<uuid:arende>/rader/lagg_till/", views_rader.LaggTill.as_view(), name="lagg_till"),
    path(
        "<uuid:arende>/rader/<uuid:rad>/tillbehor/",
        views_rader.Tillbehor.as_view(),
        name="tillbehor",
    ),
    path("<uuid:arende>/sok_artikel/", views_rader.SokArtikel.as_view(), name="sok_artikel"),
    path(
        "<uuid:arende>/som_forra_gangen/",
        views_rader.SomForraGangen.as_view(),
        name="som_forra_gangen",
    ),
    path("<uuid:arende>/komplettera/", views_rader.Komplettera.as_view(), name="komplettera"),
    path(
        "<uuid:arende>/komplettera/tillbehor/",
        views_rader.TillbehorTillIndivid.as_view(),
        name="tillbehor_till_individ",
    ),
    path("<uuid:arende>/ersattning/", views_rader.Ersattningar.as_view(), name="ersattning"),
    path("<uuid:arende>/bilagor/", views_rader.Bilagor.as_view(), name="orderbilagor"),
    path(
        "<uuid:arende>/bilagor/<uuid:bilaga>/", views_rader.EnBilaga.as_view(), name="orderbilaga"
    ),
    path("<uuid:arende>/orderrader/", views.Orderrader.as_view(), name="orderrader"),
    path(
        "<uuid:arende>/leveransuppgifter/",
        views.Leveransuppgifter.as_view(),
        name="leveransuppgifter",
    ),
    path("<uuid:arende>/verkstall/", views.Verkstall.as_view(), name="verkstall"),
    path("<uuid:arende>/makulera/", views_efter.Makulera.as_view(), name="makulera"),
    path("<uuid:arende>/dela/", views_efter.Dela.as_view(), name="dela"),
    path(
        "<uuid:arende>/begar_makulering/",
        views_kundtjanst.BegarMakulering.as_view(),
        name="kundorder_begar_makulering",
    ),
    path(
        "<uuid:arende>/bedom_makulering/",
        views_kundtjanst.BedomMakulering.as_view(),
        name="bedom_makulering",
    ),
    path("<uuid:arende>/stam_av_akut/", views_kundtjanst.StamAvAkut.as_view(), name="stam_av_akut"),
    path("<uuid:arende>/byt_baskod/", views_baskod.BytBaskod.as_view(), name="byt_baskod"),
    path("<uuid:arende>/andra_vantas/", views_efter.AndraVantas.as_view(), name="andra_vantas"),
    path("<uuid:arende>/kop_in/", views_efter.KopIn.as_view(), name="kop_in"),
    path(
        "<uuid:arende>/bekrafta_direktinkop/",
        views_efter.BekraftaDirektinkop.as_view(),
        name="bekrafta_direktinkop",
    ),
]
