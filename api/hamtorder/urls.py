"""The addresses below /api/v1/hamtorder/."""

from django.urls import path

from api.hamtorder import views

urlpatterns = [
    path("", views.Hamtordrar.as_view(), name="hamtordrar"),
    path("sok/", views.Sok.as_view(), name="hamtorder_sok"),
    path("sok/andra-enheter/", views.SokHosAndra.as_view(), name="hamtorder_hos_andra"),
    path("<uuid:arende>/", views.En.as_view(), name="hamtorder"),
    path("<uuid:arende>/hamta/", views.Hamta.as_view(), name="hamta"),
    path(
        "<uuid:arende>/bekrafta_aterlamnat/",
        views.Bekrafta.as_view(),
        name="bekrafta_aterlamnat",
    ),
    path("<uuid:arende>/utred/", views.Utred.as_view(), name="utred"),
    path("<uuid:arende>/folj_upp_retur/", views.FoljUpp.as_view(), name="folj_upp_retur"),
    path("<uuid:arende>/begar_makulering/", views.Begar.as_view(), name="begar_makulering"),
    path("<uuid:arende>/avgor_makulering/", views.Avgor.as_view(), name="avgor_makulering"),
    path("<uuid:arende>/makulera/", views.Makulera.as_view(), name="hamtorder_makulera"),
    path(
        "<uuid:arende>/aterregistrera/",
        views.Aterregistrera.as_view(),
        name="hamtorder_aterregistrera",
    ),
]
