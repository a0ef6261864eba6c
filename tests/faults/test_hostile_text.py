"""Text that wants to be obeyed, and text without end: kept whole, shown inert, on every laptop."""

import json

import pytest

from tests.cli.laptop import Laptop, Said
from tests.faults.officer import record, session_of

Two = tuple[Laptop, Laptop]

HOSTILE = "[/red]\x1b[2J\x1b]0;owned\x07\x9b31m\u202eabc[bold]\x00'; DROP TABLE entry;--"
SAVED = "[/red]\x1b[2J\x1b]0;owned\x07\x9b31m\u202eabc[bold]'; DROP TABLE entry;--"
OBEYED = ("\x1b", "\x07", "\x9b", "\u202e")


def is_inert(said: Said) -> bool:
    """Tell whether a terminal would obey nothing of what was said."""
    return not any(mark in said.out + said.err for mark in OBEYED)


@pytest.fixture
def hostile(two_laptops: Two) -> tuple[Laptop, Laptop, str]:
    """Return two laptops that hold an issue of hostile words, written by one of them."""
    one, other = two_laptops
    with session_of(one.home, one.clock) as session:
        subject = record(session, SAVED, note=SAVED)
        state = session.ledger.state(subject)
    assert state is not None
    one.ok("sync")
    other.ok("sync")
    return one, other, state.text("number")


@pytest.mark.fault(35)
@pytest.mark.parametrize(
    "words",
    [
        ("issue", "list"),
        ("issue", "show", "{number}"),
        ("issue", "history", "{number}"),
        ("issue", "list", "--query", "owned"),
        ("receipt",),
        ("conflict", "list"),
        ("status",),
        ("sync",),
    ],
    ids=" ".join,
)
def test_words_of_another_laptop_are_shown_inert(
    hostile: tuple[Laptop, Laptop, str], words: tuple[str, ...]
) -> None:
    _one, other, number = hostile
    asked = [word.format(number=number) for word in words]
    for more in ((), ("--json",), ("--lang", "en")):
        said = other.call(*asked, *more)
        assert said.code in {0, 5}, said
        assert is_inert(said)


@pytest.mark.fault(35)
def test_a_conflict_of_hostile_words_is_shown_and_settled_inert(
    hostile: tuple[Laptop, Laptop, str],
) -> None:
    one, other, number = hostile
    for laptop, place in ((one, "东\x1b[31m"), (other, "西\x1b]8;;http://x\x07")):
        laptop.ok("issue", "set", number, f"place={place}")
    for laptop in (one, other, one):
        laptop.ok("sync")
    for words in (("list",), ("show", number)):
        said = one.ok("conflict", *words)
        assert is_inert(said)
        assert "东" in one.ok("conflict", "show", number).out


def test_hostile_words_are_kept_as_they_were_written(hostile: tuple[Laptop, Laptop, str]) -> None:
    _one, other, number = hostile
    assert other.json("issue", "show", number)["note"] == SAVED


def test_hostile_names_are_refused_or_shown_inert(laptop: Laptop) -> None:
    for words in (
        ("issue", "show", HOSTILE),
        ("issue", "record", "--kind", HOSTILE, "--place", "x", "--note", "y"),
        ("issue", "list", "--query", HOSTILE),
        ("issue", "list", "--after", HOSTILE),
        ("patrol", "start", HOSTILE),
        ("--home", "/nowhere/\x1b[31m", "status"),
    ):
        said = laptop.call(*words)
        assert said.code in {0, 1, 2}
        assert is_inert(said)
        assert "Traceback" not in said.err


def test_ten_thousand_characters_travel_to_the_other_laptop_whole(two_laptops: Two) -> None:
    one, other = two_laptops
    text = "消防通道被占用，" * 1_250
    number = one.record()
    one.ok("issue", "note", number, text)
    one.ok("sync")
    other.ok("sync")
    assert other.json("issue", "show", number)["notes"][0]["text"] == text
    assert text in json.dumps(other.json("issue", "history", number), ensure_ascii=False)
    other.ok("issue", "note", number, text[::-1])
    other.ok("sync")
    one.ok("sync")
    notes = one.json("issue", "show", number)["notes"]
    assert {note["text"] for note in notes} == {text, text[::-1]}
    assert [row["number"] for row in one.json("issue", "list", "--query", "用占被")["items"]] == [
        number
    ]


@pytest.mark.fault(35)
def test_a_text_beyond_every_measure_is_refused_and_nothing_kept(laptop: Laptop) -> None:
    """The size is bounded before anything is written."""
    number = laptop.record()
    before = laptop.json("verify")["entries"]
    said = laptop.call("issue", "note", number, "城" * 5_000_000)
    assert said.code == 1
    assert "Traceback" not in said.err
    assert laptop.json("verify")["entries"] == before
