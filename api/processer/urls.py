"""The addresses below /api/v1/processer/."""

from django.urls import path

from api.processer import views

urlpatterns = [
    path("", views.Processer.as_view(), name="processer"),
    path("kontrollera/", views.Kontrollera.as_view(), name="kontrollera"),
]
