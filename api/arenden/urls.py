"""The addresses below /api/v1/arenden/."""

from django.urls import path

from api.arenden import views

urlpatterns = [
    path("", views.Arenden.as_view(), name="arenden"),
    path("<uuid:arende>/", views.EttArende.as_view(), name="arende"),
    path("bilagor/<uuid:bilaga>/", views.Bilagan.as_view(), name="bilaga"),
]
