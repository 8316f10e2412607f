"""The addresses of felrapport. A user task's page is named as the task."""

from django.urls import path

from cases.felrapport import pages, pages_guide, pages_sok

app_name = "felrapport"

urlpatterns = [
    path("", pages.lista, name="lista"),
    path("sok/", pages_sok.sok, name="sok"),
    path("sok/annan-enhet/", pages_sok.annan, name="annan_enhet"),
    path("<uuid:arende>/", pages_sok.detalj, name="detalj"),
    path("ny/", pages_guide.ny, name="ny"),
    path("<uuid:arende>/verkstall/", pages_guide.verkstall, name="verkstall"),
    path("<uuid:arende>/radera/", pages.radera, name="radera"),
    path("<uuid:arende>/aterkalla/", pages.aterkalla, name="aterkalla"),
    path("<uuid:arende>/tagg/", pages.tagg, name="tagg"),
    path("<uuid:arende>/anmal_avvikelse/", pages.anmal_avvikelse, name="anmal_avvikelse"),
    path("<uuid:arende>/avskriv_anmalan/", pages.avskriv_anmalan, name="avskriv_anmalan"),
    path("<uuid:arende>/avsluta_avvikelse/", pages.avsluta_avvikelse, name="avsluta_avvikelse"),
    path("<uuid:arende>/kvitto/", pages.kvitto, name="kvitto"),
    path("<uuid:arende>/ta_emot/", pages.ta_emot, name="ta_emot"),
    path("<uuid:arende>/utred/", pages.utred, name="utred"),
    path("<uuid:arende>/komplettera/", pages.komplettera, name="komplettera"),
    path("<uuid:arende>/aterkoppla/", pages.aterkoppla, name="aterkoppla"),
]
