"""Each main page costs the same number of queries, whatever the number of rows (QLT-07)."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from .filling import browser_of, cases_of_others, own_cases, process_versions, viewed
from .filling_kernel import (
    accounts_named,
    agencies_with_tokens,
    clients,
    contacts,
    data_requests,
    documents_to_decide,
    fields,
    own_services,
    records,
    roles,
    services,
    tokens_asked_for,
)
from .filling_products import (
    kept_experts,
    own_personnel,
    paper_templates,
    personnel_office,
    register_approvals,
    register_entries,
    requests,
    rules_published,
    rules_set,
)
from .office import Fill, Office
from .world import World

pytestmark = pytest.mark.requirement("QLT-07")

PAGES: list[tuple[str, dict[str, Any], Fill, int]] = [
    ("/my/cases/", {}, own_cases, 10),
    ("/work/", {}, cases_of_others, 17),
    ("/work/", {"q": "สมมติ"}, cases_of_others, 20),
    ("/work/", {}, data_requests, 17),
    ("/academic/requests/", {}, requests, 10),
    ("/academic/experts/", {}, kept_experts, 11),
    ("/academic/paper-templates/", {}, paper_templates, 10),
    ("/agencies/", {}, agencies_with_tokens, 14),
    ("/agencies/requests/", {}, tokens_asked_for, 16),
    ("/personnel/mine/", {}, own_personnel, 11),
    ("/personnel/office/", {}, personnel_office, 12),
    ("/personnel/staff/", {}, personnel_office, 13),
    ("/personnel/staff/", {"q": "สมมติ"}, personnel_office, 17),
    ("/register/entries/", {}, register_entries, 13),
    ("/register/", {"q": "สมมติ ตัวอย่าง"}, register_approvals, 12),
    ("/my/notices/", {}, own_cases, 12),
    ("/account/roles/", {}, roles, 12),
    ("/account/api-clients/", {}, clients, 10),
    ("/account/verification-queue/", {}, documents_to_decide, 15),
    ("/account/helpdesk/", {"q": "สมมติ"}, accounts_named, 17),
    ("/account/services/", {}, own_services, 10),
    ("/account/services/register/", {}, services, 10),
    ("/audit/", {}, records, 14),
    ("/my/access-log/", {}, viewed, 13),
    ("/contact/", {"office": "uni-c"}, contacts, 10),
    ("/fields/", {}, fields, 11),
    ("/academic/rules/of/uni-a/", {}, rules_published, 13),
    ("/academic/rules/of/uni-a/settings/teaching_hours_least/", {}, rules_set, 13),
    ("/processes/manage/versions/sample/", {}, process_versions, 10),
]


def rows_on(response: Any) -> Any:
    for name in ("page", "rows"):
        if name in response.context:
            return response.context[name]
    return response.context["sections"][0][1]


@pytest.mark.parametrize("rows", [1, 30])
@pytest.mark.parametrize(("url", "query", "fill", "queries"), PAGES)
def test_a_page_costs_the_same_for_few_rows_and_for_many(  # noqa: PLR0917
    world: World, url: str, query: dict[str, Any], fill: Fill, queries: int, rows: int
) -> None:
    browser = browser_of(fill(Office.found(world), rows))
    first = browser.get(url, query)
    assert len(rows_on(first)) >= min(rows, 20)
    with CaptureQueriesContext(connection) as asked:
        assert browser.get(url, query).status_code == 200
    assert len(asked) == queries, "\n".join(query["sql"] for query in asked.captured_queries)
