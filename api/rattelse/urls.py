"""The addresses below /api/v1/rattelse/."""

from django.urls import path

from api.rattelse import views

urlpatterns = [path("<uuid:arende>/", views.Kvittens.as_view(), name="rattelse")]
