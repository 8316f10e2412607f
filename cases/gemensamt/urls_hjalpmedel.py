"""The addresses of Hjälpmedel: what a mottagare has."""

from django.urls import path

from cases.gemensamt import pages_baskod, pages_hjalpmedel, pages_laneforbindelse

app_name = "hjalpmedel"

urlpatterns = [
    path("", pages_hjalpmedel.sok, name="sok"),
    path("ordination/<int:innehav_id>/", pages_hjalpmedel.ordination_innehav, name="ordination"),
    path("ordination/<uuid:rad>/", pages_hjalpmedel.ordination_rad, name="ordination_rad"),
    path("<int:mottagare_id>/", pages_hjalpmedel.bild, name="bild"),
    path("<int:mottagare_id>/utskrift/", pages_hjalpmedel.utskrift, name="utskrift"),
    path("<int:mottagare_id>/forbrukning/", pages_hjalpmedel.forbrukning, name="forbrukning"),
    path("<int:mottagare_id>/aterlamnade/", pages_hjalpmedel.aterlamnat, name="aterlamnade"),
    path(
        "<int:mottagare_id>/komponenter-pa-vag/",
        pages_hjalpmedel.komponenter_pa_vag,
        name="komponenter_pa_vag",
    ),
    path(
        "<int:mottagare_id>/laneforbindelse/",
        pages_laneforbindelse.for_mottagare,
        name="laneforbindelse",
    ),
    path(
        "<int:mottagare_id>/baskodshistorik/",
        pages_hjalpmedel.baskodshistorik,
        name="baskodshistorik",
    ),
    path("<int:mottagare_id>/byt-baskod/", pages_baskod.byt, name="byt_baskod"),
]
