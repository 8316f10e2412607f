"""The addresses below /api/v1/skrotningskoder/."""

from django.urls import path

from api.skrotningskoder import views

urlpatterns = [
    path("", views.Skrotningskoder.as_view(), name="skrotningskoder"),
    path("<slug:kod>/", views.EnSkrotningskod.as_view(), name="skrotningskod"),
]
