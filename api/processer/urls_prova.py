"""The addresses where a draft is tried, below /api/v1/processer/."""

from django.urls import path

from api.processer import views_prova, views_uppspelning

_EN = "<slug:namn>/uppspelning/<int:nummer>/"

urlpatterns = [
    path("<slug:namn>/utkast/scenarier/", views_prova.Scenarier.as_view(), name="processscenarier"),
    path("<slug:namn>/utkast/prova/", views_prova.Prova.as_view(), name="processprova"),
    path(
        "<slug:namn>/utkast/uppspelning/",
        views_uppspelning.Uppspelningar.as_view(),
        name="processuppspelningar",
    ),
    path(_EN, views_uppspelning.Uppspelning.as_view(), name="processuppspelning"),
    path(f"{_EN}arenden/", views_uppspelning.UppspeladeArenden.as_view(), name="processuppspelade"),
    path(f"{_EN}avbryt/", views_uppspelning.Avbryt.as_view(), name="processuppspelning_avbryt"),
    path(f"{_EN}last/", views_uppspelning.Last.as_view(), name="processuppspelning_last"),
]
