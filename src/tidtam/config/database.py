"""What a database needs before the first migration, and what must be true of it before anybody serves from it."""

from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from .environment import EnvironmentMistake

APPLICATION_ROLE = "tidtam_app"
EXTENSIONS = ("pg_trgm", "btree_gin", "btree_gist")
OLDEST_VERSION = 15

FORGETTABLE = (
    "academic_rulemaking_rulesetdraft",
    "credentials_recovery",
    "django_session",
    "identity_apitoken",
    "identity_openidattempt",
    "mfa_authenticator",
    "procrastinate_events",
    "procrastinate_jobs",
    "procrastinate_periodic_defers",
    "procrastinate_workers",
    "provider_authorization",
    "provider_servicetoken",
    "provider_signingkey",
    "registration_draft",
    "registration_statement",
    "registry_holding",
    "registry_registrymistake",
    "tracking_api_delivery",
    "tracking_api_keptanswer",
    "tracking_batches_importmistake",
    "tracking_forecast_curve",
    "tracking_savedview",
    "tracking_publishing_processdraft",
    "tracking_statistics_tally",
    "usersessions_usersession",
    "web_cache",
)
"""All from which the web may delete: nothing of people, offices and matters, where things end and are not deleted.
Curves are counted anew every night; what was wrong in a table is forgotten with its import; the public
search of the register shows what was approved last, which its revisions keep."""

_PREPARE = (
    *(f"CREATE EXTENSION IF NOT EXISTS {name}" for name in EXTENSIONS),
    f"GRANT USAGE ON SCHEMA public TO {APPLICATION_ROLE}",
    f"ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE ON TABLES TO {APPLICATION_ROLE}",
    f"ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO {APPLICATION_ROLE}",
    f"ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT EXECUTE ON FUNCTIONS TO {APPLICATION_ROLE}",
    # One row says what this database is for; no program changes it afterwards.
    """
    CREATE TABLE IF NOT EXISTS installation (
        one boolean PRIMARY KEY DEFAULT true CHECK (one),
        environment text NOT NULL CHECK (environment IN ('production', 'demonstration', 'test'))
    )
    """,
    # Which demonstration data it was filled with, so that the next start need not look again.
    "ALTER TABLE installation ADD COLUMN IF NOT EXISTS filled_with text NOT NULL DEFAULT ''",
    f"REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON installation FROM {APPLICATION_ROLE}",
)


def prepare_database(owner: BaseDatabaseWrapper) -> None:
    """Run as the owner, before any table is made; again does no harm."""
    with owner.cursor() as cursor:
        for statement in _PREPARE:
            cursor.execute(statement)
        cursor.execute(
            "INSERT INTO installation (environment) VALUES (%s) ON CONFLICT DO NOTHING", [settings.ENVIRONMENT.name]
        )


def migrate_database(owner: BaseDatabaseWrapper) -> None:
    """After `prepare_database`: every table, and what the web may not do with them."""
    call_command("migrate", database=owner.alias, verbosity=0)
    call_command("createcachetable", database=owner.alias, verbosity=0)
    with transaction.atomic(using=owner.alias), owner.cursor() as cursor:
        cursor.execute(f"REVOKE INSERT, UPDATE ON django_migrations FROM {APPLICATION_ROLE}")
        cursor.execute(f"REVOKE DELETE, TRUNCATE ON ALL TABLES IN SCHEMA public FROM {APPLICATION_ROLE}")
        cursor.execute(f"GRANT DELETE ON {', '.join(FORGETTABLE)} TO {APPLICATION_ROLE}")


def refuse_unfitting_database(connection: BaseDatabaseWrapper) -> None:
    """Demonstration data never answer as real ones, nor the other way round."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('installation') IS NOT NULL")
        stamp = None
        if cursor.fetchone()[0]:
            cursor.execute("SELECT environment FROM installation")
            row = cursor.fetchone()
            stamp = row[0] if row else None
    if stamp is None:
        raise EnvironmentMistake("The database is not prepared for Tidtam yet; run: tidtam prepare")
    if stamp != settings.ENVIRONMENT.name:
        raise EnvironmentMistake(
            f"The database is stamped as {stamp}, but Tidtam was started as {settings.ENVIRONMENT.name}. "
            "Give TIDTAM_ENV and DATABASE_URL that belong together."
        )


_OWNER_FACTS = """
    SELECT current_setting('server_version_num')::int / 10000,
           current_setting('server_encoding'),
           (SELECT datctype FROM pg_database WHERE datname = current_database()),
           current_database(),
           pg_has_role(current_user, (SELECT datdba FROM pg_database WHERE datname = current_database()), 'USAGE'),
           to_regrole(%s) IS NOT NULL
"""
_WEB_FACTS = """
    SELECT rolname, rolsuper OR rolbypassrls,
           pg_has_role(rolname, %s, 'MEMBER'),
           pg_has_role(rolname, (SELECT datdba FROM pg_database WHERE datname = current_database()), 'MEMBER')
    FROM pg_roles WHERE rolname = current_user
"""


def examine_server(owner: BaseDatabaseWrapper) -> list[str]:
    """What an administrator has still to do on the server, as the owner sees it."""
    with owner.cursor() as cursor:
        cursor.execute(_OWNER_FACTS, [APPLICATION_ROLE])
        version, encoding, character_type, name, owns, has_role = cursor.fetchone()
    mistakes = []
    if version < OLDEST_VERSION:
        mistakes.append(f"PostgreSQL {version} is too old; Tidtam needs {OLDEST_VERSION} or newer.")
    if encoding != "UTF8":
        mistakes.append(f"The database {name} has the encoding {encoding}; make it anew with ENCODING 'UTF8'.")
    if character_type in {"C", "POSIX"}:
        mistakes.append(
            f"The database {name} has the locale {character_type}, under which searching Thai text finds nothing; "
            "make it anew with LOCALE 'C.UTF-8'."
        )
    if not owns:
        mistakes.append(f"The role of DATABASE_OWNER_URL does not own the database {name}; ALTER DATABASE … OWNER TO …")
    if not has_role:
        mistakes.append(f"The role {APPLICATION_ROLE} is missing; CREATE ROLE {APPLICATION_ROLE} NOLOGIN")
    return mistakes


def examine_web_role(web: BaseDatabaseWrapper) -> list[str]:
    """The web's role must be a guest: row-level security does not hold for owners and superusers."""
    with web.cursor() as cursor:
        cursor.execute(_WEB_FACTS, [APPLICATION_ROLE])
        role, is_mighty, is_member, owns = cursor.fetchone()
    mistakes = []
    if not is_member:
        mistakes.append(f"The role {role} of DATABASE_URL lacks its privileges; GRANT {APPLICATION_ROLE} TO {role}")
    if is_mighty:
        mistakes.append(
            f"The role {role} of DATABASE_URL passes over row-level security; ALTER ROLE {role} NOSUPERUSER NOBYPASSRLS"
        )
    if owns and not is_mighty:
        mistakes.append(
            f"The role {role} of DATABASE_URL owns the database. Give the web a role of its own, and the owner's in "
            "DATABASE_OWNER_URL."
        )
    return mistakes
