"""The addresses of Individkort: one marked aid."""

from django.urls import path

from cases.gemensamt import pages_individkort

app_name = "individkort"

urlpatterns = [
    path("", pages_individkort.sok, name="sok"),
    path("<slug:nummer>/", pages_individkort.kort, name="kort"),
    path("<slug:nummer>/flytta/", pages_individkort.flytta, name="flytta"),
    path("<slug:nummer>/bekrafta/", pages_individkort.bekrafta_vard, name="bekrafta"),
    path("<slug:nummer>/komponenter/", pages_individkort.komponenter, name="komponenter"),
    path(
        "<slug:nummer>/komponenter-pa-vag/",
        pages_individkort.komponenter_pa_vag,
        name="komponenter_pa_vag",
    ),
]
