"""Django for the engines that are not ours: a schema of their own in the same database."""

import os

from tidtam.config.environment import DatabaseAddress

SECRET_KEY = "bench"
USE_TZ = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
INSTALLED_APPS = ["django.contrib.auth", "django.contrib.contenttypes"]
if os.environ["BENCH_ENGINE"].startswith("viewflow"):
    INSTALLED_APPS += ["viewflow.workflow", "tests.bench.engines"]
DATABASES = {
    "default": {
        **DatabaseAddress.parse(os.environ["DATABASE_OWNER_URL"]).as_django(),
        "OPTIONS": {"options": f"-c search_path=bench_{os.environ['BENCH_ENGINE']}"},
    }
}
