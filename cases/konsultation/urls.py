"""The addresses of konsultation. A user task's page is named as the task."""

from django.urls import path

from cases.konsultation import pages

app_name = "konsultation"

urlpatterns = [
    path("", pages.lista, name="lista"),
    path("<uuid:arende>/erbjud_tid/", pages.erbjud_tid, name="erbjud_tid"),
    path("<uuid:arende>/genomfor/", pages.genomfor, name="genomfor"),
    path("<uuid:arende>/folj_upp_forsening/", pages.folj_upp_forsening, name="folj_upp_forsening"),
]
