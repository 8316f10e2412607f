"""The addresses below /api/v1/texter/."""

from django.urls import path

from api.texter import views

urlpatterns = [
    path("", views.Texter.as_view(), name="texter"),
    path("<slug:nyckel>/", views.EnText.as_view(), name="text"),
]
