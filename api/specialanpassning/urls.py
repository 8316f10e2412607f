"""The addresses below /api/v1/specialanpassning/."""

from django.urls import path

from api.specialanpassning import views, views_tekniker

urlpatterns = [
    path("", views.Specialanpassningar.as_view(), name="specialanpassningar"),
    path("<uuid:arende>/", views.En.as_view(), name="specialanpassning"),
    path("individ/<str:nummer>/", views_tekniker.Aterstall.as_view(), name="aterstall_individ"),
    *(
        path(f"<uuid:arende>/{step}/", view.as_view(), name=f"specialanpassning_{step}")
        for step, view in (
            ("dokument", views.LaggTillDokument),
            ("utfarda_anvisning", views.UtfardaAnvisning),
            ("bedom", views_tekniker.Bedom),
            ("ansok_om_kostnad", views.AnsokOmKostnad),
            ("besluta_kostnad", views.BeslutaKostnad),
            ("inhamta_svar", views_tekniker.InhamtaSvar),
            ("tillverka", views_tekniker.Tillverka),
            ("mark", views_tekniker.Mark),
            ("folj_upp_forsening", views.FoljUppForsening),
            ("godkann", views.Godkann),
            ("utvardera", views.Utvardera),
        )
    ),
]
