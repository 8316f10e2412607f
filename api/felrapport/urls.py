"""The addresses below /api/v1/felrapport/."""

from django.urls import path

from api.felrapport import views, views_bilagor

urlpatterns = [
    path("", views.Felrapporter.as_view(), name="felrapporter"),
    path("annan-enhet/", views.AnnanFelrapport.as_view(), name="felrapport_annan_enhet"),
    path("<uuid:arende>/", views.EnFelrapport.as_view(), name="felrapport"),
    path(
        "<uuid:arende>/bilagor/",
        views_bilagor.FelrapportBilagor.as_view(),
        name="felrapport_bilagor",
    ),
    path(
        "<uuid:arende>/bilagor/<uuid:bilaga>/",
        views_bilagor.FelrapportBilaga.as_view(),
        name="felrapport_bilaga",
    ),
    path("<uuid:arende>/ta_emot/", views.TaEmotFelrapport.as_view(), name="felrapport_ta_emot"),
    path("<uuid:arende>/utred/", views.UtredFelrapport.as_view(), name="felrapport_utred"),
    path(
        "<uuid:arende>/komplettera/",
        views.KompletteraFelrapport.as_view(),
        name="felrapport_komplettera",
    ),
    path(
        "<uuid:arende>/aterkoppla/",
        views.AterkopplaFelrapport.as_view(),
        name="felrapport_aterkoppla",
    ),
    path(
        "<uuid:arende>/aterkalla/", views.AterkallaFelrapport.as_view(), name="felrapport_aterkalla"
    ),
    path("<uuid:arende>/anmal_avvikelse/", views.AnmalAvvikelse.as_view(), name="anmal_avvikelse"),
    path("<uuid:arende>/avskriv_anmalan/", views.AvskrivAnmalan.as_view(), name="avskriv_anmalan"),
    path(
        "<uuid:arende>/avsluta_avvikelse/",
        views.AvslutaAvvikelse.as_view(),
        name="avsluta_avvikelse",
    ),
]
