"""Is it alive, is it ready? Asked by machines, many times a minute, and by nobody with a session."""

from collections.abc import Callable

from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.urls import path
from django.views.decorators.http import require_safe

_SILENT_AFTER_SECONDS = 60
_migrated = False


@require_safe
def live(request: HttpRequest) -> HttpResponse:
    return HttpResponse("alive\n", content_type="text/plain")


@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """503 until the database answers and has every table; a silent job worker is told, but pages work without one."""
    try:
        if not _is_migrated():
            return JsonResponse({"database": "not migrated"}, status=503)
        return JsonResponse({"database": "ready", "worker": _worker_state()})
    except Error:
        return JsonResponse({"database": "unreachable"}, status=503)


def _is_migrated() -> bool:
    """Once true it stays true while this process lives: asking the disk again each time would cost too much."""
    global _migrated  # noqa: PLW0603
    if _migrated:
        connection.ensure_connection()
    else:
        executor = MigrationExecutor(connection)
        _migrated = not executor.migration_plan(executor.loader.graph.leaf_nodes())
    return _migrated


def _worker_state() -> str:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT max(last_heartbeat) > clock_timestamp() - make_interval(secs => %s) FROM procrastinate_workers",
            [_SILENT_AFTER_SECONDS],
        )
        return "working" if cursor.fetchone()[0] else "silent"


urlpatterns = [path("health/live", live, name="health_live"), path("health/ready", ready, name="health_ready")]
_VIEWS = {"/health/live": live, "/health/ready": ready}


class HealthFirst:
    """Answers before anybody looks at host names, sessions or the database."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        view = _VIEWS.get(request.path_info)
        return view(request) if view else self._get_response(request)
