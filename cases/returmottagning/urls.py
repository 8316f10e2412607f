"""The addresses of returmottagning. A user task's page is named as the task."""

from django.urls import path

from cases.returmottagning import pages

app_name = "returmottagning"

urlpatterns = [
    path("", pages.lista, name="lista"),
    path("<uuid:arende>/ta_emot/", pages.ta_emot, name="ta_emot"),
    path("<uuid:arende>/rekonditionera/", pages.rekonditionera, name="rekonditionera"),
]
