"""The addresses of hämtorder. A user task's page is named as the task."""

from django.urls import path

from cases.hamtorder import pages, pages_sok, pages_uppgifter

app_name = "hamtorder"

urlpatterns = [
    path("", pages.lista, name="lista"),
    path("sok/", pages_sok.sok, name="sok"),
    path("ny/<int:mottagare_id>/", pages.ny, name="ny"),
    path("<uuid:arende>/kvitto/", pages.kvitto, name="kvitto"),
    path("<uuid:arende>/utskrift/", pages.utskrift, name="utskrift"),
    path("<uuid:arende>/hamta/", pages_uppgifter.hamta, name="hamta"),
    path(
        "<uuid:arende>/bekrafta_aterlamnat/",
        pages_uppgifter.bekrafta_aterlamnat,
        name="bekrafta_aterlamnat",
    ),
    path("<uuid:arende>/utred/", pages_uppgifter.utred, name="utred"),
    path("<uuid:arende>/folj_upp_retur/", pages_uppgifter.folj_upp_retur, name="folj_upp_retur"),
    path(
        "<uuid:arende>/avgor_makulering/", pages_uppgifter.avgor_makulering, name="avgor_makulering"
    ),
    path("<uuid:arende>/begar_makulering/", pages.begar_makulering, name="begar_makulering"),
    path("<uuid:arende>/makulera/", pages.makulera, name="makulera"),
    path("<uuid:arende>/aterregistrera/", pages.aterregistrera, name="aterregistrera"),
]
