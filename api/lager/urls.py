"""The addresses below /api/v1/lager/."""

from django.urls import path

from api.lager import views

urlpatterns = [
    path("<str:nummer>/saldon/", views.Saldon.as_view(), name="saldon"),
    path("<str:nummer>/inventera/", views.Inventera.as_view(), name="inventera"),
    path("<str:nummer>/inventerat/", views.Inventerat.as_view(), name="inventerat"),
]
