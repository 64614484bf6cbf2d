"""What is a dossier and what is none, with what is wrong and where."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.utils.translation import override
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from tidtam.products.academic.rulebook.reading import NotADossier, made_of, read_dossier, write_dossier
from tidtam.products.academic.rulebook.schema import schema, schema_text

from .generating import Values, sample
from .inventing import dossiers

pytestmark = pytest.mark.requirement("DOC-108")
REPOSITORY = Path(__file__).resolve().parents[6]
SCHEMA = Draft202012Validator(schema())


def refusal(data: bytes) -> list[tuple[str, str]]:
    with pytest.raises(NotADossier) as refused, override("en"):
        read_dossier(data)
    with override("en"):
        return [(mistake.place, str(mistake)) for mistake in refused.value.mistakes]


@pytest.mark.parametrize(
    ("data", "place", "says"),
    [
        (b"", "", "not JSON: line 1, column 1"),
        (b'{"works": [}', "", "not JSON: line 1"),
        (b"[]", "", "an object with named fields"),
        (b'{"works": {}}', "/works", "must be a list"),
        (b'{"work": []}', "/work", "no such field"),
        (b'{"a/b~c": 1}', "/a~1b~0c", "no such field"),
        (b'{"works": [{"title": 7}]}', "/works/0/title", "must be text"),
        (b'{"works": [{"year": NaN}]}', "/works/0/year", "must be text"),
        (b'{"works": [{"year": Infinity}]}', "/works/0/year", "must be text"),
        (b'{"works": [{"title": null}]}', "/works/0/title", "must be text"),
        (b'{"works": [{"title": "\\ud800"}]}', "/works/0/title", "cannot be read"),
        (b'{"works": [{"title": "a\\u0000b"}]}', "/works/0/title", "not allowed"),
        (b'{"works": [{"evidence": ["../x"]}]}', "/works/0/evidence/0", "not allowed"),
        (b'{"works": [{"is_improved": 1}]}', "/works/0/is_improved", "true, false"),
        (b'{"request": {"position": "dean"}}', "/request/position", "'professor'"),
        (b'{"works": [{"id": "a", "id": "b"}]}', "/works/0/id", "said twice"),
        (b'{"works": [{"id": "a"}, {"id": "a"}]}', "/works/1/id", "names another work"),
        ('{"works": [{"title": "' + "ก" * 301 + '"}]}', "/works/0/title", "more than 300 letters"),
        ('{"works": []}'.encode("utf-16"), "", "not written in UTF-8: byte 1"),
        ('{"works": [{"title": "เรื่อง"}]}'.encode("cp874"), "", "not written in UTF-8: byte 23"),
        (b'{"works": ' + b"9" * 5_000 + b"}", "", "a number in it is too long"),
    ],
)
def test_what_is_no_dossier_is_refused_with_its_place(data: bytes | str, place: str, says: str) -> None:
    found = refusal(data if isinstance(data, bytes) else data.encode())
    assert [one[0] for one in found] == [place]
    assert says in found[0][1]


@pytest.mark.parametrize("opening", [b"[", b'{"works":', b'{"a":[', b'["",'], ids=repr)
def test_nesting_ends_before_it_harms(opening: bytes) -> None:
    assert "nested deeper than 40 levels" in refusal(opening * 10_000)[0][1]


def test_fifty_megabytes_are_not_read() -> None:
    assert "larger than the 10 MB" in refusal(b"[" * 50_000_000)[0][1]


@pytest.mark.parametrize("entries", ["1", '{"x":1}', "[]"])
def test_millions_of_mistakes_are_not_collected(entries: str) -> None:
    data = '{"works":[' + ",".join([entries] * 1_000_000) + "]}"
    assert "more entries than a dossier can have" in refusal(data.encode())[0][1]


@pytest.mark.parametrize("data", [b'"' + b'\\"' * 900_000, b'"\\' * 900_000, b'"' * 900_000])
def test_endless_texts_are_refused_in_one_pass(data: bytes) -> None:
    assert "not JSON" in refusal(data)[0][1]


def test_of_many_mistakes_the_first_are_told() -> None:
    data = json.dumps({f"x{number}": 1 for number in range(500)}).encode()
    with pytest.raises(NotADossier) as refused:
        read_dossier(data)
    assert (len(refused.value.mistakes), refused.value.more) == (20, 480)


def test_a_byte_order_mark_does_no_harm() -> None:
    assert read_dossier(b"\xef\xbb\xbf{}") == made_of({})


def test_five_hundred_authors_fit() -> None:
    values = sample()
    values["works"][0]["authors"] = [{"name": f"ผู้แต่ง {number}", "share": "0.2"} for number in range(500)]
    assert len(read_dossier(json.dumps(values).encode()).works[0].authors) == 500


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(dossiers())
def test_what_was_read_is_written_the_same(values: Values) -> None:
    assert json.loads(write_dossier(read_dossier(json.dumps(values).encode()))) == values


def test_what_was_not_said_is_not_written() -> None:
    values = {"works": [{"title": "", "is_improved": None}], "request": {}}
    assert json.loads(write_dossier(made_of(values))) == values


_ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["works", "request", "authors", "title", "id", "x"]), inner, max_size=4)
    ),
    max_leaves=12,
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(_ANYTHING)
def test_reader_and_schema_agree(values: Any) -> None:
    text = json.dumps(values)
    fits = SCHEMA.is_valid(json.loads(text))
    try:
        read_dossier(text.encode())
    except NotADossier:
        assert not fits
    else:
        assert fits


def test_the_schema_is_kept_beside_the_documents() -> None:
    """After a change: tidtam dossier schema > docs/dossier.schema.json"""
    Draft202012Validator.check_schema(schema())
    assert (REPOSITORY / "docs" / "dossier.schema.json").read_text("utf-8") == schema_text() + "\n"
    assert SCHEMA.is_valid(sample())
