"""The addresses below /api/v1/retur/."""

from django.urls import path

from api.retur import views

urlpatterns = [
    path("", views.EgnaReturer.as_view(), name="egna_returer"),
    path("<uuid:arende>/", views.En.as_view(), name="egen_retur"),
    path("<uuid:arende>/angra/", views.Angra.as_view(), name="angra_retur"),
]
