"""The addresses below /api/v1/underhall/."""

from django.urls import path

from api.underhall import views

urlpatterns = [
    path("", views.Underhallen.as_view(), name="underhallen"),
    path("planer/", views.Planer.as_view(), name="underhallsplaner"),
    path("planer/<int:nr>/", views.EnPlan.as_view(), name="underhallsplan"),
    path("<uuid:arende>/", views.Ett.as_view(), name="underhall"),
    path("<uuid:arende>/kontakta/", views.Kontakta.as_view(), name="underhall_kontakta"),
    path(
        "<uuid:arende>/besluta_underhall/",
        views.BeslutaUnderhall.as_view(),
        name="underhall_besluta",
    ),
]
