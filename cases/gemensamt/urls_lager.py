"""The addresses of Inventering."""

from django.urls import path

from cases.gemensamt import pages_lager

app_name = "lager"

urlpatterns = [
    path("", pages_lager.valj, name="valj"),
    path("<str:nummer>/", pages_lager.saldon, name="saldon"),
    path("<str:nummer>/<str:artikel>/", pages_lager.inventera, name="inventera"),
]
