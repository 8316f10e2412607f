"""The addresses below /api/v1/arbetsorder/."""

from django.urls import path

from api.arbetsorder import views, views_hmc, views_sok, views_typer

_EN = "<uuid:arende>/"

urlpatterns = [
    path("", views.Arbetsordrar.as_view(), name="arbetsordrar"),
    path("typer/", views_typer.Typer.as_view(), name="typer_av_atgard"),
    path("typer/<slug:kod>/", views_typer.EnTyp.as_view(), name="typ_av_atgard"),
    path("oppna/", views_sok.Oppna.as_view(), name="arbetsorder_oppna"),
    path("oppna/annan-enhet/", views_sok.AnnanEnhet.as_view(), name="arbetsorder_annan_enhet"),
    path("sok/", views_sok.Sok.as_view(), name="arbetsorder_sok"),
    path(_EN, views.En.as_view(), name="arbetsorder"),
    path(f"{_EN}bilagor/", views.Bilagor.as_view(), name="arbetsorder_bilagor"),
    path(f"{_EN}bilagor/<uuid:bilaga>/", views.EnBilaga.as_view(), name="arbetsorder_bilaga"),
    path(f"{_EN}verkstall/", views.Verkstall.as_view(), name="arbetsorder_verkstall"),
    path(f"{_EN}komplettera/", views.Komplettera.as_view(), name="arbetsorder_komplettera"),
    path(f"{_EN}triagera/", views_hmc.Triagera.as_view(), name="triagera"),
    path(f"{_EN}granska/", views_hmc.Granska.as_view(), name="granska"),
    path(f"{_EN}hamta_for_atgard/", views_hmc.HamtaForAtgard.as_view(), name="hamta_for_atgard"),
    path(f"{_EN}lamna_tillbaka/", views_hmc.LamnaTillbaka.as_view(), name="lamna_tillbaka"),
    path(f"{_EN}planera/", views_hmc.Planera.as_view(), name="planera"),
    path(f"{_EN}tid/", views_hmc.Rapportera.as_view(), name="rapportera"),
    path(f"{_EN}aktiviteter/", views_hmc.NyAktivitet.as_view(), name="ny_aktivitet"),
    path(f"{_EN}utfor/", views_hmc.Utfor.as_view(), name="utfor"),
    path(f"{_EN}folj_upp_forsening/", views_hmc.FoljUpp.as_view(), name="folj_upp_forsening"),
    path(f"{_EN}begar_makulering/", views_hmc.Begar.as_view(), name="arbetsorder_begar"),
    path(f"{_EN}makulera/", views_hmc.Makulera.as_view(), name="arbetsorder_makulera"),
    path(f"{_EN}avgor_makulering/", views_hmc.Avgor.as_view(), name="arbetsorder_avgor"),
    path(f"{_EN}avgor_kopplad/", views_hmc.AvgorKopplad.as_view(), name="avgor_kopplad"),
    path(f"{_EN}valj_leverans/", views_hmc.ValjLeverans.as_view(), name="valj_leverans"),
]
