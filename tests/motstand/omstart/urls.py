"""The product's addresses, and one that promises: `201` says that a case has begun."""

from uuid import uuid4

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from workflows import engine


@csrf_exempt
@login_not_required
@require_POST
def lova(request: HttpRequest) -> HttpResponse:
    process = engine.start("prov", case_id=uuid4(), actor="anna")
    return HttpResponse(str(process.case_id), status=201)


urlpatterns = [path("lova/", lova), path("", include("config.urls"))]
