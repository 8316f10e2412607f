"""The addresses of the assortment: Varukatalog, Sök artikel, Artikelinformation."""

from django.urls import path

from cases.gemensamt import pages_artiklar

app_name = "artiklar"

urlpatterns = [
    path("varukatalog/", pages_artiklar.varukatalog, name="varukatalog"),
    path("varukatalog/<slug:kod>/", pages_artiklar.varukatalog, name="kod"),
    path("sok-artikel/", pages_artiklar.sok, name="sok"),
    path("artikel/<slug:nummer>/", pages_artiklar.artikel, name="artikel"),
    path("artikel/<slug:nummer>/individer/", pages_artiklar.individer, name="individer"),
]
