"""The pages that belong to no case type: start, log in, messages, one's own details."""

from django.urls import path

from cases.gemensamt import (
    pages,
    pages_arende,
    pages_debitering,
    pages_egna,
    pages_login,
    pages_skrotningskoder,
    pages_texter,
    pages_utgangna,
)

urlpatterns = [
    path("arende/<uuid:arende_id>/", pages_arende.arende, name="arende"),
    path("bilaga/<uuid:bilaga_id>/", pages_arende.bilaga, name="bilaga"),
    path("bilaga/<uuid:bilaga_id>/visa/", pages_arende.forhandsvisa, name="forhandsvisa"),
    path("", pages.start, name="start"),
    path("logga-in/", pages_login.LoggaIn.as_view(), name="logga_in"),
    path("logga-ut/", pages_login.LoggaUt.as_view(), name="logga_ut"),
    path("logga-in/slang/", pages_login.slang_avbrutet, name="slang_avbrutet"),
    path("lanevillkor/", pages_texter.lanevillkor, name="lanevillkor"),
    path("bilaga-1/", pages_texter.bilaga_1, name="bilaga_1"),
    path("support/", pages_texter.support, name="support"),
    path("texter/", pages_texter.lista, name="texter"),
    path("texter/<slug:nyckel>/", pages_texter.andra, name="text_andra"),
    path("debiteringar/", pages_debitering.lista, name="debiteringar"),
    path("skrotningskoder/", pages_skrotningskoder.lista, name="skrotningskoder"),
    path("skrotningskoder/ny/", pages_skrotningskoder.ny, name="skrotningskod_ny"),
    path("skrotningskoder/<slug:kod>/", pages_skrotningskoder.andra, name="skrotningskod_andra"),
    path("tillganglighet/", pages.tillganglighet, name="tillganglighet"),
    path("meddelanden/", pages.meddelanden, name="meddelanden"),
    path("meddelanden/ta-bort-alla/", pages.ta_bort_alla, name="meddelanden_ta_bort_alla"),
    path("meddelanden/<int:nummer>/", pages.meddelande, name="meddelande"),
    path("meddelanden/<int:nummer>/ta-bort/", pages.ta_bort, name="meddelande_ta_bort"),
    path("dina-uppgifter/", pages.dina_uppgifter, name="dina_uppgifter"),
    path(
        "dina-uppgifter/baskodshistorik/",
        pages_egna.baskodshistorik,
        name="egen_baskodshistorik",
    ),
    path("dina-uppgifter/andra/", pages.andra_uppgifter, name="andra_uppgifter"),
    path("utgangna-artiklar/", pages_utgangna.hantera, name="utgangna"),
    path("dina-uppgifter/losenord/", pages_login.BytLosenord.as_view(), name="byt_losenord"),
]
