"""The API's description of itself, to read and to try out; needs no other server."""

from typing import Any

from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework.request import Request
from rest_framework.response import Response

# The reader draws its icons and widths inline; no script does anything but what we serve.
_POLICY = (
    "default-src 'self'; base-uri 'self'; frame-ancestors 'none'; img-src 'self' data:;"
    " object-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'"
)


class Schema(SpectacularAPIView):
    """OpenAPI 3.1."""


class Docs(SpectacularSwaggerSplitView):
    """The same as a page."""

    url_name = "api:schema"
    template_name = "api/docs.html"

    @extend_schema(exclude=True)
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """The page, or with `?script` what starts it."""
        drawn: Any = super()
        response: Response = drawn.get(request, *args, **kwargs)
        response["Content-Security-Policy"] = _POLICY
        return response
