"""Kvittera BMB, where the menu has it."""

from django.urls import path

from cases.leverans import pages_forrad

urlpatterns = [path("", pages_forrad.lista, name="kvittera_bmb")]
