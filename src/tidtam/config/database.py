"""What a database needs before the first migration: the application's role and its privileges."""

from django.db.backends.base.base import BaseDatabaseWrapper

APPLICATION_ROLE = "tidtam_app"
EXTENSIONS = ("pg_trgm", "btree_gist")

_PREPARE = (
    *(f"CREATE EXTENSION IF NOT EXISTS {name}" for name in EXTENSIONS),
    f"GRANT USAGE ON SCHEMA public TO {APPLICATION_ROLE}",
    f"ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {APPLICATION_ROLE}",
    f"ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO {APPLICATION_ROLE}",
    f"ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT EXECUTE ON FUNCTIONS TO {APPLICATION_ROLE}",
)


def prepare_database(owner: BaseDatabaseWrapper) -> None:
    """Run as the owner, once per database, before any table is made."""
    with owner.cursor() as cursor:
        for statement in _PREPARE:
            cursor.execute(statement)
