"""The addresses below /api/v1/returmottagning/."""

from django.urls import path

from api.returmottagning import views

urlpatterns = [
    path("", views.Returer.as_view(), name="returer"),
    path("<uuid:arende>/", views.En.as_view(), name="retur"),
    path("<uuid:arende>/ta_emot/", views.TaEmot.as_view(), name="ta_emot"),
    path("<uuid:arende>/rekonditionera/", views.Rekonditionera.as_view(), name="rekonditionera"),
]
