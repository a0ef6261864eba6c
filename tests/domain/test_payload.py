import json
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patrol_tui.domain.entries import dictionary, payload
from patrol_tui.domain.entries.payload import Json
from patrol_tui.domain.language.errors import Corrupt, Refused

WHOLE = st.integers(min_value=-(1 << 63), max_value=(1 << 63) - 1)
TEXT = st.text(max_size=20)
JSON: st.SearchStrategy[Json] = st.recursive(
    st.none() | st.booleans() | WHOLE | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=8,
)


def packed(plain: bytes, *, number: int = 1, after: bytes = b"") -> bytes:
    """Return bytes laid out as a payload, whatever they say."""
    packer = zlib.compressobj(wbits=-12, zdict=dictionary.DICTIONARIES[1])
    return bytes(16) + bytes((number,)) + packer.compress(plain) + packer.flush() + after


@given(st.dictionaries(TEXT, JSON, max_size=4))
def test_what_is_stored_is_read_back(value: dict[str, Json]) -> None:
    assert payload.decode(payload.encode(value)) == value


def test_the_layout_is_salt_then_dictionary_then_deflate() -> None:
    stored = payload.encode({"set": {"place": "东侧"}}, b"s" * 16)
    assert stored[:16] == b"s" * 16
    assert stored[16] == dictionary.CURRENT
    plain = zlib.decompressobj(wbits=-12, zdict=dictionary.DICTIONARIES[dictionary.CURRENT])
    assert plain.decompress(stored[17:]) == '{"set":{"place":"东侧"}}'.encode()


def test_the_same_words_are_stored_differently_each_time() -> None:
    assert payload.encode({"a": 1}) != payload.encode({"a": 1})


def test_a_usual_entry_is_short() -> None:
    value: Json = {"set": {"check/p3/i2": {"result": "ok"}}}
    assert len(payload.encode(value)) <= 16 + 1 + 20


def test_keys_are_sorted_and_nothing_is_spaced() -> None:
    assert (
        payload.canonical({"b": [1, None, True], "a": "中"})
        == '{"a":"中","b":[1,null,true]}'.encode()
    )


@pytest.mark.parametrize(
    "value",
    [1.5, {"a": float("nan")}, {"a": b"bytes"}, {1: "a"}, {"a": (1, 2)}, {"a": 1 << 63}],
)
def test_only_text_and_whole_numbers_are_stored(value: Json) -> None:
    with pytest.raises(Refused, match="whole numbers"):
        payload.encode(value)


def nested(depth: int) -> Json:
    """Return lists within lists within an object."""
    value: Json = "deep"
    for _ in range(depth):
        value = [value]
    return {"a": value}


@pytest.mark.fault(35)
def test_nesting_has_a_limit_on_both_ways() -> None:
    assert payload.decode(payload.encode(nested(payload.MAX_DEPTH - 1)))
    with pytest.raises(Refused, match="too deeply"):
        payload.encode(nested(payload.MAX_DEPTH))
    with pytest.raises(Corrupt):
        payload.decode(packed(json.dumps(nested(payload.MAX_DEPTH)).encode()))
    with pytest.raises(Corrupt):
        payload.decode(packed(b'{"a":' + b"[" * 100_000 + b"]" * 100_000 + b"}"))


def test_a_half_character_is_refused_both_ways() -> None:
    with pytest.raises(Refused, match="broken character"):
        payload.encode({"note": "\ud800"})
    with pytest.raises(Corrupt):
        payload.decode(packed(b'{"note":"\\ud800"}'))
    with pytest.raises(Corrupt):
        payload.decode(packed('{"note":"\ud800"}'.encode(errors="surrogatepass")))


def test_an_escaped_pair_is_one_character() -> None:
    assert payload.decode(packed(b'{"note":"\\ud83d\\ude92"}')) == {"note": "\U0001f692"}


@pytest.mark.parametrize(
    "plain",
    [
        b"",
        b"{",
        b"[]",
        b'"text"',
        b'{"a":1.5}',
        b'{"a":1e3}',
        b'{"a":NaN}',
        b'{"a":Infinity}',
        b'{"a":9223372036854775808}',
        b'{"a":' + b"9" * 5000 + b"}",
        b"\xff\xfe",
        '{"a":1}'.encode("utf-16"),
        '{"a":"\xe9"}'.encode("latin-1"),
    ],
)
def test_what_is_no_record_is_not_read(plain: bytes) -> None:
    with pytest.raises(Corrupt):
        payload.decode(packed(plain))


@pytest.mark.fault(35)
def test_a_bomb_stays_small() -> None:
    bomb = packed(b'{"a":"' + b" " * (payload.MAX_PLAIN_BYTES * 4) + b'"}')
    assert len(bomb) < payload.MAX_STORED_BYTES
    with pytest.raises(Corrupt, match="too large"):
        payload.decode(bomb)


def test_a_text_at_the_limit_is_read_and_one_beyond_is_not() -> None:
    room = payload.MAX_PLAIN_BYTES - len(b'{"a":""}')
    assert payload.decode(packed(b'{"a":"' + b"x" * room + b'"}'))
    with pytest.raises(Corrupt):
        payload.decode(packed(b'{"a":"' + b"x" * (room + 1) + b'"}'))


def test_ten_thousand_characters_are_saved_and_too_many_are_refused() -> None:
    long = "".join(chr(0x4E00 + index * 7919 % 20_000) for index in range(10_000))
    assert payload.decode(payload.encode({"note": long})) == {"note": long}
    with pytest.raises(Refused, match="too long"):
        payload.encode({"note": long * 2})


def test_every_cut_is_noticed() -> None:
    stored = payload.encode({"set": {"note": "消防车道被占用，已联系车主"}})
    for size in range(len(stored)):
        with pytest.raises(Corrupt):
            payload.decode(stored[:size])


def test_nothing_may_follow() -> None:
    with pytest.raises(Corrupt):
        payload.decode(packed(b"{}", after=b"\0"))


def test_an_unknown_dictionary_needs_a_newer_program() -> None:
    with pytest.raises(Corrupt, match="newer program"):
        payload.decode(packed(b"{}", number=99))


def test_too_many_bytes_are_not_even_looked_at() -> None:
    with pytest.raises(Corrupt, match="length"):
        payload.decode(bytes(payload.MAX_STORED_BYTES + 1))


def test_a_published_dictionary_never_changes() -> None:
    published = {1: 0x60C50A6C, 2: 0xC8A47D4D}
    found = {number: zlib.crc32(words) for number, words in dictionary.DICTIONARIES.items()}
    assert found == published
    assert all(len(words) <= 4096 for words in dictionary.DICTIONARIES.values())


def test_what_an_earlier_dictionary_packed_is_still_read() -> None:
    assert payload.decode(packed(b'{"a":"\xe4\xb8\x9c"}', number=1)) == {"a": "东"}


def test_what_packs_well_is_refused_too_where_nobody_could_unpack_it() -> None:
    room = payload.MAX_PLAIN_BYTES - len(b'{"a":""}')
    assert payload.decode(payload.encode({"a": "x" * room})) == {"a": "x" * room}
    with pytest.raises(Refused, match="too long"):
        payload.encode({"a": "x" * (room + 1)})


def test_spaces_around_what_another_program_wrote_do_not_matter() -> None:
    assert payload.decode(packed(b'{"move":"filed"} \n')) == {"move": "filed"}
    assert payload.decode(packed(b' {"move":"filed"}')) == {"move": "filed"}
