"""The addresses below /api/v1/returmottagning/."""

from django.urls import path

from api.returmottagning import views

urlpatterns = [
    path("", views.Returer.as_view(), name="returer"),
    path("disk/", views.Disk.as_view(), name="retur_disk"),
    path("disk/sok/", views.DiskSok.as_view(), name="retur_disk_sok"),
    path("avstamning/", views.Avstamning.as_view(), name="retur_avstamning"),
    path("<uuid:arende>/stam_av/", views.StamAv.as_view(), name="retur_stam_av"),
    path("<uuid:arende>/", views.En.as_view(), name="retur"),
    path("<uuid:arende>/ta_emot/", views.TaEmot.as_view(), name="ta_emot"),
    path("<uuid:arende>/hav_karantan/", views.HavKarantan.as_view(), name="hav_karantan"),
    path("<uuid:arende>/rekonditionera/", views.Rekonditionera.as_view(), name="rekonditionera"),
]
