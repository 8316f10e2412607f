"""The addresses below /api/v1/driftstopp/."""

from django.urls import path

from api.driftstopp import views, views_flytta, views_orsaker, views_stilla

urlpatterns = [
    path("", views.AllaDriftstopp.as_view(), name="driftstopp"),
    path("orsaker/", views_orsaker.Orsaker.as_view(), name="driftstopp_orsaker"),
    path("orsaker/<slug:nyckel>/", views_orsaker.EnOrsak.as_view(), name="driftstopp_orsak"),
    path(
        "orsaker/<slug:nyckel>/prova/",
        views_orsaker.Prova.as_view(),
        name="driftstopp_orsak_prova",
    ),
    path(
        "orsaker/<slug:nyckel>/atgarda/",
        views_orsaker.Atgarda.as_view(),
        name="driftstopp_orsak_atgarda",
    ),
    path("atgarder/<int:nummer>/", views_orsaker.EnAtgard.as_view(), name="driftstopp_atgard"),
    path("flytta/<uuid:flyttas>/", views_flytta.FlyttaArende.as_view(), name="flytta_arende"),
    path(
        "flytta/<uuid:flyttas>/prova/",
        views_flytta.ProvaFlytt.as_view(),
        name="flytta_arende_prova",
    ),
    path("flyttar/", views_flytta.Flyttar.as_view(), name="flyttar"),
    path("flyttar/<int:nummer>/godkann/", views_flytta.Godkann.as_view(), name="flytt_godkann"),
    path("flyttar/<int:nummer>/avsla/", views_flytta.Avsla.as_view(), name="flytt_avsla"),
    path("star-stilla/", views_stilla.StarStilla.as_view(), name="star_stilla"),
    path("star-stilla/orsaker/", views_stilla.StillaOrsaker.as_view(), name="star_stilla_orsaker"),
    path(
        "star-stilla/<int:nummer>/aterstall/",
        views_stilla.Aterstall.as_view(),
        name="star_stilla_aterstall",
    ),
    path("<int:nummer>/forsok-igen/", views.ForsokIgen.as_view(), name="driftstopp_forsok_igen"),
    path("<int:nummer>/hoppa-over/", views.HoppaOver.as_view(), name="driftstopp_hoppa_over"),
    path("<int:nummer>/avbryt/", views.Avbryt.as_view(), name="driftstopp_avbryt"),
]
