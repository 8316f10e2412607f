"""Every address of the product, room by room."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("cases.gemensamt.urls")),
    path("", include("tasks.urls")),
    path("api/v1/", include("api.urls")),
    path("fritt/", include("cases.fritt.urls")),
    path("", include("cases.gemensamt.urls_artiklar")),
    path("hjalpmedel/", include("cases.gemensamt.urls_hjalpmedel")),
    path("individkort/", include("cases.gemensamt.urls_individkort")),
    path("arbetsorder/", include("cases.arbetsorder.urls")),
    path("hamtorder/", include("cases.hamtorder.urls")),
    path("kundorder/", include("cases.kundorder.urls")),
    path("leverans/", include("cases.leverans.urls")),
    path("processer/", include("cases.processer.urls")),
    path("rattelse/", include("cases.rattelse.urls")),
    path("inventering/", include("cases.gemensamt.urls_lager")),
    path("kvittera-bmb/", include("cases.leverans.urls_bmb")),
    path("retur/", include("cases.retur.urls")),
    path("felrapport/", include("cases.felrapport.urls")),
    path("returmottagning/", include("cases.returmottagning.urls")),
    path("specialanpassning/", include("cases.specialanpassning.urls")),
    path("underhall/", include("cases.underhall.urls")),
    path("konsultation/", include("cases.konsultation.urls")),
]

handler400 = "config.refusals.bad_request"
handler403 = "config.refusals.permission_denied"
handler404 = "config.refusals.page_not_found"
handler500 = "config.refusals.server_error"
