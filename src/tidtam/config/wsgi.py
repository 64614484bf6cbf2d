"""What a WSGI server loads; it refuses to serve from a database that is stamped for something else."""

import os

from django.core.wsgi import get_wsgi_application
from django.db import connection

from tidtam.config.database import refuse_unfitting_database
from tidtam.config.environment import EnvironmentMistake

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tidtam.config.settings")
application = get_wsgi_application()
try:
    refuse_unfitting_database(connection)
except EnvironmentMistake as mistake:
    raise SystemExit(str(mistake)) from None
connection.close()
