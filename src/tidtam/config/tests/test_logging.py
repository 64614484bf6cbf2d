"""One JSON line for each event, and nothing personal in it."""

import json
import logging
import sys
from dataclasses import replace

import pytest
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.urls import ResolverMatch

from tidtam.config.logging import JsonFormatter
from tidtam.config.one_name import OneName
from tidtam.config.requests import RequestMark

SECRET = "3-1005-00123-45-6"


def view(request: HttpRequest) -> HttpResponse:
    request.resolver_match = ResolverMatch(view, (), {}, url_name="case_detail")
    return HttpResponse(status=201)


def written(record: logging.LogRecord) -> dict[str, object]:
    line: dict[str, object] = json.loads(JsonFormatter().format(record))
    return line


def test_a_request_leaves_one_line_without_its_address(caplog: pytest.LogCaptureFixture) -> None:
    request = RequestFactory().post(f"/t/{SECRET}?number={SECRET}", {"number": SECRET})
    with caplog.at_level(logging.INFO, "tidtam.request"):
        response = RequestMark(view)(request)
    [record] = caplog.records
    line = written(record)
    assert line.items() >= {"route": "case_detail", "method": "POST", "status": 201, "event": "request"}.items()
    assert line["request_id"] == response["X-Request-ID"] == request.request_id  # type: ignore[attr-defined]
    assert SECRET not in json.dumps(line)


def test_an_invented_method_is_not_repeated(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, "tidtam.request"):
        RequestMark(view)(RequestFactory().generic(SECRET, "/"))
    assert written(caplog.records[0])["method"] == "other"


def test_an_error_is_told_by_kind_and_place_not_by_its_words() -> None:
    try:
        raise ValueError(SECRET)
    except ValueError:
        record = logging.LogRecord("django.request", logging.ERROR, "x", 1, "%s: %s", ("Error", SECRET), sys.exc_info())
    line = written(record)
    assert line["error"] == "ValueError"
    assert "test_logging.py" in json.dumps(line["stack"])
    assert SECRET not in json.dumps(line)


def test_what_other_loggers_fill_in_is_left_out() -> None:
    record = logging.LogRecord("django.security", logging.WARNING, "x", 1, "Session of %s", (SECRET,), None)
    assert written(record)["event"] == "Session of %s"


@pytest.mark.parametrize(
    ("host", "mode", "moved"),
    [
        ("localhost:8000", "demonstration", True),
        ("127.0.0.1:9000", "demonstration", False),
        ("tidtam.example.go.th", "demonstration", False),
        ("localhost:8000", "production", False),
    ],
)
def test_a_demonstration_answers_under_one_name(
    monkeypatch: pytest.MonkeyPatch, host: str, mode: str, moved: bool
) -> None:
    environment = replace(settings.ENVIRONMENT, name=mode, base_url="http://127.0.0.1:8000")
    monkeypatch.setattr(settings, "ENVIRONMENT", environment)
    response = OneName(view)(RequestFactory().get("/my/cases/?page=2", headers={"host": host}))
    assert (response.status_code == 302) is moved
    if moved:
        assert response["Location"] == "http://127.0.0.1:8000/my/cases/?page=2"
