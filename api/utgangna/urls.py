"""The addresses below /api/v1/utgangna-artiklar/."""

from django.urls import path

from api.utgangna import views

urlpatterns = [
    path("", views.Utgangna.as_view(), name="utgangna"),
    path("ta_bort/", views.TaBort.as_view(), name="utgangna_ta_bort"),
]
