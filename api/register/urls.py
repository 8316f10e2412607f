"""The addresses of the registers, below /api/v1/."""

from django.urls import path

from api.register import views

urlpatterns = [
    path("artiklar/", views.Artiklar.as_view(), name="artiklar"),
    path("artiklar/<slug:nummer>/", views.EnArtikel.as_view(), name="artikel"),
    path("varukatalog/", views.Varukatalog.as_view(), name="varukatalog"),
    path("mottagare/sok/", views.SokMottagare.as_view(), name="mottagare_sok"),
    path("dina-uppgifter/", views.DinaUppgifter.as_view(), name="dina_uppgifter"),
]
