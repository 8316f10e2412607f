"""The pages that belong to no case type: start, log in, messages, one's own details."""

from django.urls import path

from cases.gemensamt import pages, pages_arende, pages_login, pages_texter

urlpatterns = [
    path("arende/<uuid:arende_id>/", pages_arende.arende, name="arende"),
    path("bilaga/<uuid:bilaga_id>/", pages_arende.bilaga, name="bilaga"),
    path("", pages.start, name="start"),
    path("logga-in/", pages_login.LoggaIn.as_view(), name="logga_in"),
    path("logga-ut/", pages_login.LoggaUt.as_view(), name="logga_ut"),
    path("lanevillkor/", pages_texter.lanevillkor, name="lanevillkor"),
    path("bilaga-1/", pages_texter.bilaga_1, name="bilaga_1"),
    path("texter/", pages_texter.lista, name="texter"),
    path("texter/<slug:nyckel>/", pages_texter.andra, name="text_andra"),
    path("tillganglighet/", pages.tillganglighet, name="tillganglighet"),
    path("meddelanden/", pages.meddelanden, name="meddelanden"),
    path("meddelanden/ta-bort-alla/", pages.ta_bort_alla, name="meddelanden_ta_bort_alla"),
    path("meddelanden/<int:nummer>/", pages.meddelande, name="meddelande"),
    path("meddelanden/<int:nummer>/ta-bort/", pages.ta_bort, name="meddelande_ta_bort"),
    path("dina-uppgifter/", pages.dina_uppgifter, name="dina_uppgifter"),
    path("dina-uppgifter/andra/", pages.andra_uppgifter, name="andra_uppgifter"),
    path("dina-uppgifter/losenord/", pages_login.BytLosenord.as_view(), name="byt_losenord"),
]
