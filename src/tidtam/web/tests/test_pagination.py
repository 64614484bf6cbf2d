"""Lists go on by cursor: nothing twice, nothing left out, whatever the order and however the list changes."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from django.core import signing
from django.db import connection, models
from django.test.utils import CaptureQueriesContext, isolate_apps
from django.utils import translation

from tidtam.web.pagination import MOST_COUNTED, Page, paginate

ORDERS = [("-due", "-id"), ("due", "id"), ("-due", "id"), ("name", "-due", "id"), ("-noted_at", "id"), ("name", "pk")]


@pytest.fixture
def sheet(db: None) -> Iterator[Any]:
    """A model whose table lives as long as the test; its rows have ties and gaps in every column."""
    with isolate_apps("tidtam.web"):

        class Sheet(models.Model):  # noqa: DJ008 - nobody reads it
            due = models.IntegerField(null=True)
            name = models.TextField()
            noted_at = models.DateTimeField(null=True)

            class Meta:
                app_label = "web"
                db_table = "sheet_of_a_test"

        with connection.cursor() as cursor:
            cursor.execute(
                "CREATE TEMPORARY TABLE sheet_of_a_test"
                " (id bigserial PRIMARY KEY, due int, name text NOT NULL, noted_at timestamptz) ON COMMIT DROP"
            )
        yield Sheet


def fill(sheet: Any, rows: int) -> None:
    sheet.objects.bulk_create(
        sheet(
            due=None if n % 5 == 0 else n % 4,
            name="กขค"[n % 3],
            # Microseconds that a careless cursor would lose.
            noted_at=None if n % 7 == 0 else datetime(2026, 11, 21, 9, 0, 0, 100 + n, tzinfo=UTC),
        )
        for n in range(rows)
    )


def walk(sheet: Any, order: tuple[str, ...], size: int, *, back: bool = False) -> list[list[int]]:
    """The ids of every page, onward from the first or back from the last."""
    pages: list[list[int]] = []
    cursor: str | None = None
    while True:
        page: Page[Any] = paginate(sheet.objects.all(), order=order, cursor=cursor, size=size)
        pages.append([row.pk for row in page.items])
        if page.next_cursor is None:
            break
        cursor = page.next_cursor
    if not back:
        return pages
    pages = [pages[-1]]
    while page.previous_cursor is not None:
        page = paginate(sheet.objects.all(), order=order, cursor=page.previous_cursor, size=size)
        pages.insert(0, [row.pk for row in page.items])
    return pages


@pytest.mark.requirement("QLT-07")
@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("back", [False, True])
def test_the_pages_together_are_the_list(sheet: Any, order: tuple[str, ...], back: bool) -> None:
    fill(sheet, 23)
    whole = list(sheet.objects.order_by(*order).values_list("pk", flat=True))
    assert [pk for page in walk(sheet, order, 4, back=back) for pk in page] == whole


def test_rows_that_come_and_go_move_nothing(sheet: Any) -> None:
    fill(sheet, 9)
    first = paginate(sheet.objects.all(), order=("-id",), size=3)
    sheet.objects.create(name="new")
    sheet.objects.filter(pk=first.items[0].pk).delete()
    second = paginate(sheet.objects.all(), order=("-id",), cursor=first.next_cursor, size=3)
    assert [row.pk for row in second.items] == [6, 5, 4]


def test_the_ends_offer_no_way_further(sheet: Any) -> None:
    fill(sheet, 4)
    first = paginate(sheet.objects.all(), order=("id",), size=2)
    last = paginate(sheet.objects.all(), order=("id",), cursor=first.next_cursor, size=2)
    assert (first.previous_cursor, last.next_cursor) == (None, None)
    back = paginate(sheet.objects.all(), order=("id",), cursor=last.previous_cursor, size=2)
    assert back.previous_cursor is None
    assert back.next_cursor is not None


def test_an_empty_list_is_an_empty_page(sheet: Any) -> None:
    page = paginate(sheet.objects.all(), order=("id",))
    assert (list(page), len(page), page.next_cursor, page.previous_cursor) == ([], 0, None, None)


@pytest.mark.requirement("QLT-04")
@pytest.mark.parametrize(
    "cursor",
    [*["x", "\x00", "🙂", "a:b:c", "ก" * 10_000], pytest.param(signing.dumps([False, [1]], salt="other"), id="other")],
)
def test_a_cursor_that_was_altered_gives_the_first_page(sheet: Any, cursor: str) -> None:
    fill(sheet, 3)
    assert len(paginate(sheet.objects.all(), order=("id",), cursor=cursor, size=2).items) == 2


def test_a_cursor_of_another_order_gives_the_first_page(sheet: Any) -> None:
    fill(sheet, 6)
    other = paginate(sheet.objects.all(), order=("name", "id"), size=2).next_cursor
    page = paginate(sheet.objects.all(), order=("-id",), cursor=other, size=2)
    assert [row.pk for row in page.items] == [6, 5]


def test_when_everything_behind_a_cursor_is_gone_the_list_begins_anew(sheet: Any) -> None:
    fill(sheet, 6)
    cursor = paginate(sheet.objects.all(), order=("id",), size=3).next_cursor
    sheet.objects.filter(pk__gt=3).delete()
    page = paginate(sheet.objects.all(), order=("id",), cursor=cursor, size=3)
    assert [row.pk for row in page.items] == [1, 2, 3]
    assert page.previous_cursor is None


def test_rows_as_values_and_annotations_have_cursors_too(sheet: Any) -> None:
    fill(sheet, 5)
    rows = sheet.objects.annotate(twice=models.F("id") * 2).values("id", "twice")
    first = paginate(rows, order=("-twice", "id"), size=2)
    second = paginate(rows, order=("-twice", "id"), cursor=first.next_cursor, size=2)
    assert [row["id"] for row in second.items] == [3, 2]


@pytest.mark.requirement("QLT-07")
def test_nothing_beyond_a_thousand_is_counted(sheet: Any) -> None:
    with translation.override("en"):
        fill(sheet, MOST_COUNTED)
        assert paginate(sheet.objects.all(), order=("id",)).count_label == "1,000"
        fill(sheet, 500)
        with CaptureQueriesContext(connection) as queries:
            assert paginate(sheet.objects.all(), order=("id",)).count_label == "more than 1,000"
    assert "LIMIT 1001" in queries[-1]["sql"]


@pytest.mark.requirement("QLT-07")
@pytest.mark.parametrize("rows", [1, 50])
def test_a_page_takes_two_queries_whatever_the_number_of_rows(
    sheet: Any, rows: int, django_assert_num_queries: Any
) -> None:
    fill(sheet, rows)
    with django_assert_num_queries(2):
        paginate(sheet.objects.all(), order=("-due", "id"), size=20)


@pytest.mark.requirement("QLT-07")
def test_a_late_page_is_found_inside_the_index(sheet: Any) -> None:
    fill(sheet, 1_000)
    with connection.cursor() as cursor:
        cursor.execute("CREATE INDEX ON sheet_of_a_test (name, id)")
        cursor.execute("ANALYZE sheet_of_a_test")
        cursor.execute("SET LOCAL enable_seqscan = off")
    first = paginate(sheet.objects.all(), order=("name", "id"), size=5)
    with CaptureQueriesContext(connection) as queries:
        paginate(sheet.objects.all(), order=("name", "id"), cursor=first.next_cursor, size=5, count=False)
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {queries[-1]['sql']}")
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert "Index Cond: (name >=" in plan
