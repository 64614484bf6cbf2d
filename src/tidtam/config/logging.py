"""Logs are JSON, one object a line, without personal data: no addresses of pages, no form values, no error texts."""

import json
import logging
import traceback
from datetime import UTC, datetime
from typing import Any

_OWN_FIELDS = ("request_id", "route", "method", "status", "ms", "jobs")
# Whose sentences are known to hold nothing personal; of any other only the template is told, without what fills it.
_TRUSTED = "tidtam."


class JsonFormatter(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": record.getMessage() if record.name.startswith(_TRUSTED) else str(record.msg),
        }
        line |= {name: getattr(record, name) for name in _OWN_FIELDS if hasattr(record, name)}
        request = getattr(record, "request", None)
        if request is not None:
            line["request_id"] = getattr(request, "request_id", "")
            match = getattr(request, "resolver_match", None)
            line["route"] = match.view_name if match else ""
            line["status"] = getattr(record, "status_code", None)
        if record.exc_info and record.exc_info[0]:
            line["error"] = record.exc_info[0].__qualname__
            line["stack"] = [
                f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(record.exc_info[2])
            ]
        return json.dumps(line, ensure_ascii=False, default=str)


LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "tidtam.config.logging.JsonFormatter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        # Django's own handlers would write tracebacks with values, and mail them.
        "django": {"handlers": [], "level": "WARNING", "propagate": True},
        "django.server": {"handlers": [], "propagate": True},
        "tidtam": {"level": "INFO"},
    },
}
