"""The addresses below /api/v1/meddelanden/."""

from django.urls import path

from api.meddelanden import views

urlpatterns = [
    path("", views.Meddelanden.as_view(), name="meddelanden"),
    path("<int:nummer>/", views.Meddelandet.as_view(), name="meddelande"),
]
