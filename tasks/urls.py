"""The addresses of the inbox and of what has stopped."""

from django.urls import path

from tasks import pages, pages_driftstopp, pages_flytta, pages_orsaker, pages_stilla

urlpatterns = [
    path("inkorg/", pages.inkorg, name="inkorg"),
    path("inkorg/nytt/", pages.nytt, name="inkorg_nytt"),
    path("inkorg/nasta/", pages.nasta, name="inkorg_nasta"),
    path("inkorg/flera/", pages.flera, name="inkorg_flera"),
    path("inkorg/<uuid:task_id>/", pages.oppna, name="uppgift"),
    path("inkorg/<uuid:task_id>/ta/", pages.ta, name="uppgift_ta"),
    path("inkorg/<uuid:task_id>/slapp/", pages.slapp, name="uppgift_slapp"),
    path("inkorg/<uuid:task_id>/ta-over/", pages.ta_over, name="uppgift_ta_over"),
    path("inkorg/<uuid:task_id>/lamna-over/", pages.lamna_over, name="uppgift_lamna_over"),
    path("driftstopp/", pages_driftstopp.lista, name="driftstopp"),
    path(
        "driftstopp/<int:nummer>/forsok-igen/",
        pages_driftstopp.forsok_igen,
        name="driftstopp_forsok_igen",
    ),
    path(
        "driftstopp/<int:nummer>/hoppa-over/",
        pages_driftstopp.hoppa_over,
        name="driftstopp_hoppa_over",
    ),
    path("driftstopp/orsaker/", pages_orsaker.lista, name="driftstopp_orsaker"),
    path("driftstopp/orsaker/<slug:nyckel>/", pages_orsaker.en, name="driftstopp_orsak"),
    path("driftstopp/atgarder/<int:nummer>/", pages_orsaker.atgard, name="driftstopp_atgard"),
    path("driftstopp/flytta/<uuid:arende_id>/", pages_flytta.flytta, name="flytta_arende"),
    path("driftstopp/flyttar/", pages_flytta.vantar, name="flyttar"),
    path("driftstopp/flyttar/<int:nummer>/godkann/", pages_flytta.godkann, name="flytt_godkann"),
    path("driftstopp/flyttar/<int:nummer>/avsla/", pages_flytta.avsla, name="flytt_avsla"),
    path("driftstopp/star-stilla/", pages_stilla.lista, name="star_stilla"),
    path(
        "driftstopp/star-stilla/<int:nummer>/aterstall/",
        pages_stilla.aterstall,
        name="star_stilla_aterstall",
    ),
    path("driftstopp/<int:nummer>/avbryt/", pages_driftstopp.avbryt, name="driftstopp_avbryt"),
]
