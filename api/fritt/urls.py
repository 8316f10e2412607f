"""The addresses below /api/v1/fritt/."""

from django.urls import path

from api.fritt import views

urlpatterns = [
    path("processer/", views.Processer.as_view(), name="fritt_processer"),
    path("processer/<slug:process>/", views.EnProcess.as_view(), name="fritt_process"),
    path("uppgifter/<uuid:uppgift>/", views.Uppgift.as_view(), name="fritt_uppgift"),
]
