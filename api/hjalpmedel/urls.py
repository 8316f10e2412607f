"""The addresses of aids and individer, below /api/v1/."""

from django.urls import path

from api.hjalpmedel import views, views_baskod, views_individer

urlpatterns = [
    path("mottagare/<int:mottagare>/hjalpmedel/", views.Hjalpmedel.as_view(), name="hjalpmedel"),
    path("mottagare/<int:mottagare>/baskod/", views_baskod.Baskoden.as_view(), name="baskod"),
    path(
        "mottagare/<int:mottagare>/baskodshistorik/",
        views.Baskodshistorik.as_view(),
        name="baskodshistorik",
    ),
    path(
        "mottagare/<int:mottagare>/laneforbindelse/",
        views.Laneforbindelse.as_view(),
        name="laneforbindelse",
    ),
    path(
        "ordinationer/innehav/<int:innehav>/",
        views.OrdinationInnehav.as_view(),
        name="ordination",
    ),
    path("ordinationer/rad/<uuid:rad>/", views.OrdinationRad.as_view(), name="ordination_rad"),
    path("individer/", views_individer.Individer.as_view(), name="individer"),
    path("individer/<slug:nummer>/", views_individer.EnIndivid.as_view(), name="individ"),
    path(
        "individer/<slug:nummer>/placering/",
        views_individer.Placering.as_view(),
        name="placering",
    ),
    path(
        "individer/<slug:nummer>/bekrafta/",
        views_individer.BekraftaVard.as_view(),
        name="bekrafta_vard",
    ),
]
