"""The addresses below /api/v1/debiteringar/."""

from django.urls import path

from api.debiteringar import views

urlpatterns = [path("", views.Debiteringar.as_view(), name="debiteringar")]
