"""The addresses below /api/v1/inkorg/."""

from django.urls import path

from api.inkorg import views

urlpatterns = [
    path("", views.Inkorg.as_view(), name="inkorg"),
    path("antal/", views.Antal.as_view(), name="inkorg_antal"),
    path("nasta/", views.Nasta.as_view(), name="inkorg_nasta"),
    path("<uuid:uppgift>/", views.Uppgift.as_view(), name="uppgift"),
    path("<uuid:uppgift>/ta/", views.Ta.as_view(), name="uppgift_ta"),
    path("<uuid:uppgift>/slapp/", views.Slapp.as_view(), name="uppgift_slapp"),
    path("<uuid:uppgift>/ta-over/", views.TaOver.as_view(), name="uppgift_ta_over"),
    path("<uuid:uppgift>/lamna-over/", views.LamnaOver.as_view(), name="uppgift_lamna_over"),
]
