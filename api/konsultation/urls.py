"""The addresses below /api/v1/konsultation/."""

from django.urls import path

from api.konsultation import views

urlpatterns = [
    path("", views.Konsultationer.as_view(), name="konsultationer"),
    path("<uuid:arende>/", views.En.as_view(), name="konsultation"),
    *(
        path(f"<uuid:arende>/{step}/", view.as_view(), name=f"konsultation_{step}")
        for step, view in (
            ("erbjud_tid", views.ErbjudTid),
            ("genomfor", views.Genomfor),
            ("folj_upp_forsening", views.FoljUppForsening),
        )
    ),
]
