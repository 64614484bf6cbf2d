"""Everything is a ratio of two figures of the same run on the same machine; nothing here passes or fails."""

import logging
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from django.test import Client
from django.test.utils import setup_test_environment

from tests.torture.web import Web

from . import growing, register, sign_ins
from .dossiers import WORKS, measure_check
from .engines.compare import compare
from .holders import measure_holders
from .imports import measure_import, workbook_memory
from .pages import PageFigures, measure
from .weight import LIMIT, weigh
from .world import World, make_world

TRANSACTIONS = 12
"""Of a matter in the comparison of engines: its receipt and eleven steps."""
SMALL = 10_000
IMPORTED = (1_000, 10_000)
"""Rows of a table of matters; a hundred thousand take ten times as long and tell nothing else."""
Place = tuple[str, Client, str]


def report(parts: Sequence[str], *, large: int) -> None:
    setup_test_environment()
    logging.disable(logging.INFO)
    _say("Making a ministry, its universities and one request …")
    world = make_world()
    if "pages" in parts:
        world.grow(30)
        pages = _pages(world)
        _report_pages(pages)
        _report_weights(pages[:4])
    if "engines" in parts:
        _report_engines()
    if "imports" in parts:
        _report_imports(world)
    if "dossiers" in parts:
        _report_dossiers()
    if "holders" in parts:
        _report_holders(world)
    if "register" in parts:
        _report_register(world)
    if "sign-ins" in parts:
        _report_sign_ins()
    if "lists" in parts:
        _report_lists(world, large)


def _say(text: str = "") -> None:
    print(text, flush=True)


def _pages(world: World) -> list[Place]:
    visitor, case = Client(), world.request.case_id
    return [
        ("home", visitor, "/"),
        ("sign-in", visitor, "/account/sign-in/"),
        ("my requests", world.applicant, "/my/cases/"),
        ("timeline", world.applicant, f"/my/cases/{case}/"),
        ("work list", world.ministry, "/work/"),
        ("officer's case page", world.ministry, f"/work/{case}/"),
        ("academic requests", world.institution, "/academic/requests/"),
        ("one academic request", world.institution, f"/academic/requests/{world.request.pk}/"),
        ("new academic request", world.institution, "/academic/requests/new/"),
        ("notices", world.applicant, "/my/notices/"),
        ("process page", visitor, "/processes/academic_professor/"),
        ("contact", visitor, "/contact/"),
    ]


def _lists(world: World) -> list[Place]:
    return [
        ("my requests", world.applicant, "/my/cases/"),
        ("work list, ministry", world.ministry, "/work/"),
        ("work list, institution", world.institution, "/work/"),
        ("work list, late only", world.ministry, "/work/?late=on"),
        ("search, one matter", world.ministry, f"/work/?q={world.other_code}"),
        # Names that a hundred times as many matters bear where there are a hundred times as many.
        ("search, a name, ministry", world.ministry, "/work/?q=สกุล77"),
        ("search, a name, late only", world.ministry, "/work/?q=สกุล77&late=on"),
        ("search, a name, institution", world.institution, "/work/?q=สกุล70"),
        ("search, a name elsewhere", world.institution, f"/work/?q={growing.ELSEWHERE}"),
        ("search, old matters alone", world.ministry, f"/work/?q={growing.OLD}"),
        ("academic, ministry", world.ministry, "/academic/requests/"),
        ("academic, institution", world.institution, "/academic/requests/"),
        ("officer's case page", world.ministry, f"/work/{world.other_case}/"),
        ("dashboard, institution", world.institution, "/work/dashboard/"),
        ("dashboard, ministry", world.ministry, "/work/dashboard/"),
    ]


def _report_pages(pages: list[Place]) -> None:
    _say(f"\n{'page':<24}{'bytes':>8}{'queries':>9}{'ms':>8}{'bare ms':>9}{'ratio':>7}")
    for place in pages:
        page = measure(*place)
        _say(
            f"{page.name:<24}{page.size:>8}{page.queries:>9}{page.milliseconds:>8.1f}"
            f"{page.bare_milliseconds:>9.1f}{page.ratio:>7.1f}"
        )


def _report_weights(pages: list[Place]) -> None:
    _say(f"\n{'visit (bytes)':<24}{'html':>8}{'css, js':>9}{'fonts':>8}{'first':>9}{'second':>8}   limit {LIMIT:,}")
    for name, client, url in pages:
        weight = weigh(client, url)
        _say(f"{name:<24}{weight.html:>8}{weight.assets:>9}{weight.fonts:>8}{weight.first_visit:>9}{weight.html:>8}")


def _report_engines() -> None:
    """Each beside Tidtam and beside the table written by hand, for one matter of twelve transactions."""
    _say("\nTwelve steps with a choice of four ways and a loop, one transaction a step …")
    figures = compare(_say)
    ours, floor = figures["tidtam"], figures["floor"]
    heads = (("cases/s", "ours"), ("CPU ms", "floor"), ("SQL", "floor"), ("bytes", "floor"))
    _say(f"\n{'engine':<16}" + "".join(f"{figure:>9}{f'to {other}':>9}" for figure, other in heads))
    for name, engine in figures.items():
        line = f"{name:<16}{engine.per_second:>9.2f}{engine.per_second / ours.per_second:>9.2f}"
        line += f"{engine.cpu:>9.1f}{engine.cpu / floor.cpu:>9.2f}"
        line += f"{engine.statements:>9}{engine.statements / floor.statements:>9.2f}"
        _say(line + (f"{engine.bytes:>9.0f}{engine.bytes / floor.bytes:>9.2f}" if engine.bytes else ""))
    _say(f"\n{'microseconds a transaction':<28}{'all':>8}{'client':>9}{'server':>9}{'waiting':>9}")
    for name, engine in figures.items():
        parts = (1000 / engine.per_second, engine.client, engine.server, engine.waiting)
        _say(f"{name:<28}" + "".join(f"{part * 1000 / TRANSACTIONS:>9.0f}" for part in parts))


def _report_imports(world: World) -> None:
    """A table of matters beside a set-based insert of the same rows; and what reading a workbook takes in memory."""
    _say(f"\n{'import':<24}{'rows':>9}{'examined s':>12}{'imported s':>12}{'set insert s':>14}{'ratio':>7}")
    first = 1_000_000
    for rows in IMPORTED:
        told = measure_import(world.universities[0], rows, first)
        first += rows
        _say(
            f"{'CSV':<24}{rows:>9}{told.examined:>12.1f}{told.imported:>12.1f}{told.inserted:>14.1f}{told.ratio:>7.2f}"
        )
    with TemporaryDirectory() as folder:
        for rows in (*IMPORTED, 100_000):
            _say(f"{'XLSX, most memory':<24}{rows:>9}{workbook_memory(rows, Path(folder)) // 1024:>9} MB")


def _report_holders(world: World) -> None:
    """A table of holders brought in by a worker: what ten times the rows take in time, and in memory."""
    few, many = (measure_holders(world.universities[1], rows, 2_000_000 + rows) for rows in register.SIZES)
    _say(f"\n{'holders':<24}{'rows':>9}{'examined s':>12}{'imported s':>12}{'most MB':>10}{'to few':>8}")
    for told in (few, many):
        most, least = (max(each.examined.kilobytes, each.imported.kilobytes) for each in (told, few))
        _say(
            f"{'CSV':<24}{told.rows:>9}{told.examined.seconds:>12.1f}{told.imported.seconds:>12.1f}"
            f"{most // 1024:>10}{most / least:>8.2f}"
        )


def _report_dossiers() -> None:
    """CPU of checking by every rule beside CPU of reading the same text, in one run."""
    _say(f"\n{f'dossier, {WORKS} works':<24}{'bytes':>9}{'read ms':>10}{'check ms':>10}{'ratio':>7}")
    for authors in (3, 500):
        told = measure_check(authors=authors)
        _say(f"{f'{authors} authors each':<24}{told.size:>9}{told.read:>10.2f}{told.checked:>10.2f}{told.ratio:>7.2f}")


def _report_register(world: World) -> None:
    """The public search beside its bare page at both sizes."""
    figures: dict[str, list[PageFigures]] = {}
    first, visitor = 0, Client()
    for holders in register.SIZES:
        _say(f"\nGrowing to {holders:,} holders …")
        register.add_holders(first, holders - 1, [university.pk for university in world.universities])
        register.count_holders()
        first = holders
        for place in register.register_pages(visitor):
            figures.setdefault(place[0], []).append(measure(*place))
    few_holders, many_holders = (f"at {size:,}" for size in register.SIZES)
    _say(f"\n{'page, to its bare page':<28}{few_holders:>12}{many_holders:>14}{'growth':>8}{'queries':>9}")
    for name, (few, many) in figures.items():
        _say(f"{name:<28}{few.ratio:>12.2f}{many.ratio:>14.2f}{many.ratio / few.ratio:>8.2f}{many.queries:>9}")


def _report_sign_ins() -> None:
    """What a sign-in by password costs beside the bare hash; and many at once, at a server as it runs in an office."""
    people = sign_ins.make_people(sign_ins.PERSONS)
    cpu = sign_ins.measure_cpu(people[:20])
    _say(f"\n{'sign-in, CPU':<28}{'ms':>8}{'to the hash':>14}")
    for name, cost in (("bare hash", cpu.hashed), ("right password", cpu.right), ("nobody of that name", cpu.unknown)):
        _say(f"{name:<28}{cost:>8.1f}{cost / cpu.hashed:>14.2f}")
    with TemporaryDirectory() as folder:
        web = sign_ins.web_behind_a_proxy(Path(folder))
        web.start()
        try:
            _report_at_once(web, people)
        finally:
            web.kill()


def _report_at_once(web: Web, people: list[str]) -> None:
    alone = sign_ins.measure_in_turn(web, people[:10])
    each = alone.waited[1]
    rows = {
        "one after the other": alone,
        "from one address": sign_ins.sign_in_at_once(web, people),
        "each from another": sign_ins.sign_in_at_once(web, people, one_address=False),
        "10 ms apart": sign_ins.sign_in_at_once(web, people, apart=0.01),
    }
    rows["beside a flood"], flood = sign_ins.measure_beside_a_flood(web, people, 200)
    heads = ("persons", "failed", "first", "middle", "last", "each", "overtaken")
    _say(f"\n{'at once; to one alone':<28}" + "".join(f"{head:>10}" for head in heads))
    for name, told in rows.items():
        waits = "".join(f"{wait / each:>10.1f}" for wait in told.waited)
        shared = told.seconds / len(told.tries) / each
        _say(f"{name:<28}{len(told.tries):>10}{told.failed:>10}{waits}{shared:>10.2f}{told.most_overtaken:>10}")
    _say(f"one alone took {each * 1000:.0f} ms; the flood was answered in {flood.seconds / each:.1f} of it")


def _report_lists(world: World, large: int) -> None:
    """Each list beside its bare page at both sizes: what the machine does meanwhile slows both alike."""
    lists = _lists(world)
    figures: dict[str, list[PageFigures]] = {name: [] for name, _, _ in lists}
    for cases in (SMALL, large):
        _say(f"\nGrowing to {cases:,} matters …")
        world.grow(cases)
        for place in lists:
            figures[place[0]].append(measure(*place))
    _say(f"\n{'list, to its bare page':<28}{f'at {SMALL:,}':>12}{f'at {large:,}':>14}{'growth':>8}{'queries':>12}")
    for name, (few, many) in figures.items():
        growth = many.ratio / few.ratio
        _say(f"{name:<28}{few.ratio:>12.2f}{many.ratio:>14.2f}{growth:>8.2f}{few.queries:>7} → {many.queries}")
