"""The addresses below /api/v1/leverans/."""

from django.urls import path

from api.leverans import views, views_efter, views_plocklista, views_tur

urlpatterns = [
    path("", views.Leveranser.as_view(), name="leveranser"),
    path("<uuid:arende>/", views.En.as_view(), name="leverans"),
    path("<uuid:arende>/plocka/", views.Plocka.as_view(), name="plocka"),
    path("tur/", views_tur.Turen.as_view(), name="tur"),
    path("tur/lasta/", views_tur.Lasta.as_view(), name="tur_lasta"),
    path("plocklista/<str:nummer>/", views_plocklista.Plocklista.as_view(), name="plocklista"),
    path("plocklista/<str:nummer>/skanna/", views_plocklista.Skanna.as_view(), name="skanna"),
    path(
        "plocklista/<str:nummer>/<int:rad>/fattas/",
        views_plocklista.Fattas.as_view(),
        name="fattas",
    ),
    path(
        "plocklista/<str:nummer>/<int:rad>/angra/",
        views_plocklista.AngraPlock.as_view(),
        name="angra_plock",
    ),
    path("kvittera-bmb/", views.BmbLista.as_view(), name="bmb"),
    path("<uuid:arende>/samla/", views.Samla.as_view(), name="samla"),
    path(
        "<uuid:arende>/avgor_samleverans/",
        views.AvgorSamleverans.as_view(),
        name="avgor_samleverans",
    ),
    path("<uuid:arende>/kvittera_bmb/", views.KvitteraBmb.as_view(), name="kvittera_bmb"),
    path("<uuid:arende>/utleverera/", views.Utleverera.as_view(), name="utleverera"),
    path("<uuid:arende>/lamna_over/", views.LamnaOver.as_view(), name="lamna_over"),
    path("<uuid:arende>/leverera/", views.Leverera.as_view(), name="leverera"),
    path("<uuid:arende>/kvittera/", views.Kvittera.as_view(), name="kvittera"),
    path(
        "<uuid:arende>/lamna_till_utlamning/",
        views_efter.LamnaTillUtlamning.as_view(),
        name="lamna_till_utlamning",
    ),
    path("<uuid:arende>/lamna_ut/", views_efter.LamnaUt.as_view(), name="lamna_ut"),
    path("<uuid:arende>/avgora/", views_efter.Avgora.as_view(), name="avgora"),
    path(
        "<uuid:arende>/folj_upp_kvittens/",
        views_efter.FoljUppKvittens.as_view(),
        name="folj_upp_kvittens",
    ),
    path("<uuid:arende>/ta_tillbaka/", views.TaTillbaka.as_view(), name="ta_tillbaka"),
]
