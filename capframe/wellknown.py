"""The small files that machines ask a site for."""

from datetime import timedelta

from django.conf import settings
from django.db import Error, connection
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache

PLAIN = "text/plain; charset=utf-8"
CONTACT_HOLDS_FOR = timedelta(days=180)


@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """200 while the database answers, 503 while it does not."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        return HttpResponse("database unreachable\n", content_type=PLAIN, status=503)
    return HttpResponse("ok\n", content_type=PLAIN)


def security_txt(request: HttpRequest) -> HttpResponse:
    """Whom to tell of a weakness (RFC 9116); without a contact, where the site says so."""
    expires = (timezone.now() + CONTACT_HOLDS_FOR).strftime("%Y-%m-%dT00:00:00Z")
    contact = settings.CONTACT or request.build_absolute_uri(reverse("accessibility"))
    lines = (f"Contact: {contact}", f"Expires: {expires}", "Preferred-Languages: en")
    return HttpResponse("".join(f"{line}\n" for line in lines), content_type=PLAIN)


def robots_txt(request: HttpRequest) -> HttpResponse:
    """Every page may be read by everyone."""
    return HttpResponse("User-agent: *\nAllow: /\n", content_type=PLAIN)
