"""Rules over the whole source tree, each a function from the house to what breaks it."""

from collections.abc import Callable, Iterator

from tests.consistency.house import House

from . import duties, references, templates, words

Rule = Callable[[House], Iterator[str]]

EXCEPTIONS: dict[str, dict[str, str]] = {
    "one_clock": {
        "config/health.py": "the queue's library stamps its workers' heartbeats with the database's clock",
    },
    "templates_speak_through_translations": {
        "web/templates/web/gallery.html": "shows Thai type and sample texts to those who build pages",
    },
    "code_speaks_through_translations": {
        "web/gallery.py": "shows Thai type and sample texts to those who build pages",
    },
}
"""Files that may break a rule, each with its reason."""

RULES: list[Rule] = [
    references.foreign_keys_point_down,
    references.engines_know_no_neighbour,
    references.models_are_not_fetched_by_name,
    references.own_apps_send_no_signals,
    references.roles_exist,
    duties.translators_touch_no_tables,
    duties.views_are_thin,
    duties.files_are_short,
    duties.names_say_something,
    duties.one_clock,
    templates.templates_stay_in_their_app,
    templates.tag_libraries_stand_below,
    templates.no_template_is_unused,
    templates.nothing_is_inline,
    templates.nothing_skips_escaping,
    words.templates_speak_through_translations,
    words.code_speaks_through_translations,
]
