"""config.production, and the case type that the test of restarts runs."""

from config.production import *  # noqa: F403  # a settings module is its names; this one adds to them
from config.production import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "tests.motstand.omstart"]
ROOT_URLCONF = "tests.motstand.omstart.urls"
