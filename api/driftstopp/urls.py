"""The addresses below /api/v1/driftstopp/."""

from django.urls import path

from api.driftstopp import views

urlpatterns = [
    path("", views.AllaDriftstopp.as_view(), name="driftstopp"),
    path("<int:nummer>/forsok-igen/", views.ForsokIgen.as_view(), name="driftstopp_forsok_igen"),
    path("<int:nummer>/hoppa-over/", views.HoppaOver.as_view(), name="driftstopp_hoppa_over"),
    path("<int:nummer>/avbryt/", views.Avbryt.as_view(), name="driftstopp_avbryt"),
]
