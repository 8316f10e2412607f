"""The addresses of specialanpassning. A user task's page is named as the task."""

from django.urls import path

from cases.specialanpassning import pages, pages_dokument, pages_tekniker

app_name = "specialanpassning"

urlpatterns = [
    path("", pages.lista, name="lista"),
    path("individ/<str:nummer>/", pages_dokument.aterstall, name="aterstall"),
    path("<uuid:arende>/dokument/", pages_dokument.dokument, name="dokument"),
    path("<uuid:arende>/dokument/<int:nr>/", pages_dokument.utskrift, name="utskrift"),
    path("<uuid:arende>/utfarda_anvisning/", pages.utfarda_anvisning, name="utfarda_anvisning"),
    path("<uuid:arende>/bedom/", pages_tekniker.bedom, name="bedom"),
    path("<uuid:arende>/ansok_om_kostnad/", pages.ansok_om_kostnad, name="ansok_om_kostnad"),
    path("<uuid:arende>/besluta_kostnad/", pages.besluta_kostnad, name="besluta_kostnad"),
    path("<uuid:arende>/inhamta_svar/", pages_tekniker.inhamta_svar, name="inhamta_svar"),
    path("<uuid:arende>/tillverka/", pages_tekniker.tillverka, name="tillverka"),
    path("<uuid:arende>/mark/", pages_tekniker.mark, name="mark"),
    path("<uuid:arende>/folj_upp_forsening/", pages.folj_upp_forsening, name="folj_upp_forsening"),
    path("<uuid:arende>/godkann/", pages.godkann, name="godkann"),
    path("<uuid:arende>/utvardera/", pages.utvardera, name="utvardera"),
]
