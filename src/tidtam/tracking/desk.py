"""What the work list shows, as a page and as a file: the same filters, the same columns, the same order."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict

from tidtam.kernel.actor import Actor
from tidtam.kernel.actor.gate import RoleMissing

from . import queries
from .columns import Column, columns_shown
from .filtering import FilterForm
from .parts import parts_of_list
from .rows import named_rows

ROWS = 30


def filter_form(actor: Actor, given: QueryDict, *, address: QueryDict | None = None) -> FilterForm:
    """The filters as given, and how the address names them, for whoever is in charge of some process."""
    processes = queries.processes_in_use(actor)
    if not processes:
        raise RoleMissing(queries.roles_in_charge(actor))
    return FilterForm(given, address=address, processes=processes, offices=queries.offices_in_charge(actor))


def columns_for(form: FilterForm) -> list[Column]:
    return columns_shown(one_office=not form.has_offices, one_process="process" in form.found())


def desk_page(actor: Actor, form: FilterForm, cursor: str | None) -> Mapping[str, Any]:
    filters = form.filters(actor.today())
    page = queries.page_of_work(actor, filters, cursor=cursor, size=ROWS)
    rows = named_rows(actor, page.items)
    columns = columns_for(form)
    return {
        "form": form,
        "query": form.query(),
        "keep": urlencode({"query": form.query(without=("q",))}),
        "chips": form.chips(),
        "count": page.count_label,
        "page": replace(page, count_label=""),
        "columns": columns,
        "shown": {column.key for column in columns},
        "rows": rows,
        "parts": parts_of_list(actor),
    }
