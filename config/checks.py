"""What must hold before webSesam meets real people; each fault is a sentence that says what to do.

Read by `config.production` when the settings load and by `config.gunicorn` when the web starts, so
that a faulty installation does not start at all rather than warn in a log.
"""

from collections.abc import Mapping
from typing import Any

SECRET_MIN_LENGTH = 50
SECRET_MIN_VARIETY = 10
LOCAL_HOSTS = {"127.0.0.1", "localhost", "[::1]"}
SQLITE = "django.db.backends.sqlite3"


def settings_faults(values: Mapping[str, Any], *, secret_given: bool) -> list[str]:
    """Faults in a settings module's names and values; [] when it may run in production."""
    faults = []
    secret = str(values["SECRET_KEY"])
    if not secret_given:
        faults.append(
            "DJANGO_SECRET_KEY saknas. Den ska vara densamma för webben, arbetaren och klockan: "
            'gör en med python3 -c "import secrets; print(secrets.token_urlsafe(50))".'
        )
    elif len(secret) < SECRET_MIN_LENGTH or len(set(secret)) < SECRET_MIN_VARIETY:
        faults.append(
            f"DJANGO_SECRET_KEY är för lätt att gissa. Den ska ha minst {SECRET_MIN_LENGTH} "
            "slumpade tecken."
        )
    if values["DEBUG"]:
        faults.append("DJANGO_DEBUG är på. Ta bort den: felsidor med kod får inte visas utåt.")
    if values["DATABASES"]["default"]["ENGINE"] == SQLITE:
        faults.append(
            "DATABASE_URL saknas eller pekar på SQLite, som bara klarar en process. "
            "Ange en PostgreSQL: postgresql://användare:lösenord@värd:5432/websesam."
        )
    if not values["REDIS_URL"]:
        faults.append("REDIS_URL saknas. Ange var Redis finns: redis://värd:6379/0.")
    hosts = set(values["ALLOWED_HOSTS"])
    if not hosts - LOCAL_HOSTS or "*" in hosts:
        faults.append(
            "DJANGO_ALLOWED_HOSTS saknas eller är öppen för alla. Ange de namn som webSesam nås "
            "på, med komma emellan: hjalpmedel.exempel.se."
        )
    return faults


def web_faults(engine: str, *, workers: int) -> list[str]:
    """Faults in how many web processes share a database of this kind."""
    if workers > 1 and engine == SQLITE:
        return [
            f"SQLite klarar en process, inte {workers}. "
            "Sätt DATABASE_URL till en PostgreSQL, eller WEB_CONCURRENCY till 1."
        ]
    return []
