"""The addresses where a draft is tried: scenarios, made-up cases, and finished ones replayed."""

from django.urls import path

from cases.processer import pages_prova, pages_uppspelning

urlpatterns = [
    path("<slug:namn>/utkast/scenarier/", pages_prova.scenarier, name="scenarier"),
    path("<slug:namn>/utkast/prova/", pages_prova.prova, name="prova"),
    path("<slug:namn>/utkast/uppspelning/", pages_uppspelning.uppspelningar, name="uppspelningar"),
    path(
        "<slug:namn>/uppspelning/<int:nummer>/", pages_uppspelning.uppspelning, name="uppspelning"
    ),
    path(
        "<slug:namn>/uppspelning/<int:nummer>/avbryt/",
        pages_uppspelning.avbryt,
        name="uppspelning_avbryt",
    ),
    path(
        "<slug:namn>/uppspelning/<int:nummer>/last/",
        pages_uppspelning.last,
        name="uppspelning_last",
    ),
    path(
        "<slug:namn>/uppspelning/<int:nummer>/<uuid:arende>/",
        pages_uppspelning.uppspelat,
        name="uppspelat",
    ),
]
