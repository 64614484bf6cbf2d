import base64

import pytest

from tidtam.kernel.keys import KeyMistake, Keyring, Unreadable, decrypt, encrypt

ONE = Keyring.parse(f"one:{base64.b64encode(b'1' * 32).decode()}")
TWICE = f"one:{base64.b64encode(b'1' * 32).decode()}"
TWO = Keyring.parse(f"two:{base64.b64encode(b'2' * 32).decode()},one:{base64.b64encode(b'1' * 32).decode()}")


@pytest.mark.requirement("IDN-52")
def test_the_newest_key_seals_and_every_key_of_the_set_opens() -> None:
    old = encrypt("secret", "field", ONE)
    new = encrypt("secret", "field", TWO)
    assert (old[:7], new[:7]) == ("v1.one.", "v1.two.")
    assert decrypt(old, "field", TWO) == decrypt(new, "field", TWO) == "secret"
    with pytest.raises(Unreadable, match="two is not in TIDTAM_KEYS"):
        decrypt(new, "field", ONE)


def test_the_same_text_is_sealed_differently_each_time() -> None:
    assert encrypt("secret", "field", ONE) != encrypt("secret", "field", ONE)


@pytest.mark.parametrize("change", ["moved", "altered", "cut", "another version", "another key named"])
def test_what_was_altered_or_moved_does_not_open(change: str) -> None:
    sealed = encrypt("secret", "field", TWO)
    head, _, body = sealed.rpartition(".")
    changed = {
        "moved": sealed,
        "altered": f"{head}.{body[:20]}{'B' if body[20] == 'A' else 'A'}{body[21:]}",
        "cut": sealed[:-8],
        "another version": f"v2{sealed[2:]}",
        "another key named": sealed.replace("two", "one"),
    }[change]
    with pytest.raises(Unreadable) as failure:
        decrypt(changed, "other field" if change == "moved" else "field", TWO)
    assert "secret" not in str(failure.value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "holds no key"),
        ("abc", "has no name"),
        (":abc", "has no name"),
        ("k1:???", "k1 in TIDTAM_KEYS is not base64"),
        ("k1:YWJj", "3 bytes long"),
        (f"{TWICE},{TWICE}", "two keys with one name"),
    ],
)
def test_a_wrong_set_of_keys_says_what_is_wrong_and_shows_none(text: str, said: str) -> None:
    with pytest.raises(KeyMistake, match=said) as failure:
        Keyring.parse(text)
    assert text == "" or text not in str(failure.value)


def test_a_key_never_shows_itself() -> None:
    assert "1111" not in repr(ONE)
    assert ONE.newest.derive("a") != ONE.newest.derive("b") != b"1" * 32
