"""What the audit trail records can be read: every code that is written has its words."""

import ast
import re
from collections.abc import Iterator

from tests.consistency.house import HOUSE, dotted
from tidtam.kernel.audit import wording

_VERB = re.compile(r"[a-z_]+\.[a-z_]+")


def _texts(call: ast.Call) -> list[str]:
    return [part.value for part in call.args if isinstance(part, ast.Constant) and isinstance(part.value, str)]


def _recorded() -> Iterator[tuple[str, str, str]]:
    """Where something is recorded, the verb and the kind of thing; empty where the code does not say it literally."""
    for path, tree in HOUSE.trees():
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call):
                continue
            name, texts = dotted(node.func).rpartition(".")[2], _texts(node)
            if name == "record_view" and texts:
                yield HOUSE.place(path, node.lineno), "", texts[0]
            elif name in {"record", "_record"} and texts:
                verbs = [text for text in texts if _VERB.fullmatch(text)]
                things = [text for text in texts if text not in verbs]
                yield HOUSE.place(path, node.lineno), "".join(verbs[:1]), "".join(things[:1])


def test_every_verb_and_thing_in_the_audit_trail_has_its_words() -> None:
    found = list(_recorded())
    assert len(found) > 20
    silent = [f"{place}: {verb}" for place, verb, _ in found if verb and verb not in wording.verbs()]
    silent += [f"{place}: {thing}" for place, _, thing in found if thing and thing not in wording.things()]
    assert silent == [], "say what it means with kernel.audit.wording.register_verbs or register_things"
