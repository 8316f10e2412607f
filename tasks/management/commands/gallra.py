"""`manage.py gallra`: erase by rule, and say how much. Done every night by the worker as well."""

from typing import Any

from django.core.management.base import BaseCommand

from tasks.gallring import gallra


class Command(BaseCommand):
    """Erases what is older than the settings let it be kept."""

    help = "Gallra det som är äldre än det får sparas, och skriv ut hur mycket det var."

    def handle(self, *args: Any, **options: Any) -> None:
        for what, count in gallra().items():
            self.stdout.write(f"{what}: {count}")
