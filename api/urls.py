"""Every address of the API, below /api/v1/."""

from django.urls import include, path

from api import docs

app_name = "api"

urlpatterns = [
    path("schema/", docs.Schema.as_view(), name="schema"),
    path("docs/", docs.Docs.as_view(), name="docs"),
    path("", include("api.register.urls")),
    path("", include("api.hjalpmedel.urls")),
    path("arbetsorder/", include("api.arbetsorder.urls")),
    path("arenden/", include("api.arenden.urls")),
    path("debiteringar/", include("api.debiteringar.urls")),
    path("driftstopp/", include("api.driftstopp.urls")),
    path("felrapport/", include("api.felrapport.urls")),
    path("fritt/", include("api.fritt.urls")),
    path("hamtorder/", include("api.hamtorder.urls")),
    path("inkorg/", include("api.inkorg.urls")),
    path("kundorder/", include("api.kundorder.urls")),
    path("lager/", include("api.lager.urls")),
    path("leverans/", include("api.leverans.urls")),
    path("meddelanden/", include("api.meddelanden.urls")),
    path("processer/", include("api.processer.urls")),
    path("skrotningskoder/", include("api.skrotningskoder.urls")),
    path("texter/", include("api.texter.urls")),
    path("rattelse/", include("api.rattelse.urls")),
    path("retur/", include("api.retur.urls")),
    path("utgangna-artiklar/", include("api.utgangna.urls")),
    path("returmottagning/", include("api.returmottagning.urls")),
    path("specialanpassning/", include("api.specialanpassning.urls")),
    path("underhall/", include("api.underhall.urls")),
    path("konsultation/", include("api.konsultation.urls")),
]
