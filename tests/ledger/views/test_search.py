import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patrol_tui.domain.entries.ids import id_text
from patrol_tui.domain.language.errors import NotFound, Refused
from patrol_tui.domain.language.text import folded
from patrol_tui.ledger.keyring.signing import SigningKey
from patrol_tui.ledger.views import search
from patrol_tui.ledger.views.index import Found
from patrol_tui.ledger.views.terms import Document, Ear, Word, pieces, search_words
from patrol_tui.services.ports.lists import ListQuery, Row
from tests.ledger.town import AT_US, PINYIN, ROOT_BADGE, SECOND_US, Laptop, Town, opened, writer

ISSUES = ListQuery("issue")
EAR = Ear(PINYIN)
PLACES = (
    "滨湖小区3号楼东侧",
    "南湖市场南门12号摊位",
    "消防通道A座",
    "开元街 Starbucks 门口",
    "安达园 3单元",
    "火",
    "[/red]\"quotes' OR NEAR(",
)
TYPED = (
    "滨湖",
    "湖",
    "火",
    "东侧",
    "南湖 南门",
    "南门南湖",
    "xftd",
    "ftd",
    "xiaofang",
    "fangtong",
    "binhu 3",
    "12",
    "2",
    "star",
    "bucks",
    "A座",
    "azuo",
    "kyj",
    "３号楼",
    "[/red]",
    '"',
    "quotes",
    "OR",
    "NEAR(",
    "* NOT x",
    "没有的",
)


def found(laptop: Laptop, text: str) -> set[str]:
    """Return the places of what a search finds."""
    query = replace(ISSUES, text=text)
    return {row.title for row in laptop.store.page(query, limit=500).rows}


@pytest.fixture(params=["indexed", "fresh", "half"])
def full(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Laptop]:
    """A laptop whose index knows all, nothing, or half of it."""
    made = opened(tmp_path, writer(7, ROOT_BADGE), SigningKey(bytes(32)))
    for place in PLACES[:4]:
        made.issue(place)
    while request.param == "half" and made.store.index_some():
        pass
    for place in PLACES[4:]:
        made.issue(place)
    while request.param == "indexed" and made.store.index_some():
        pass
    yield made
    made.store.close()


@pytest.mark.parametrize("typed", TYPED)
def test_a_search_finds_what_a_reader_would(full: Laptop, typed: str) -> None:
    words = search_words(typed)
    expected = {
        place
        for number, place in enumerate(PLACES, 1)
        if words
        and all(
            word.is_in(Document(folded(f"bh-260714-07-{number:02d} fire_lane {place}"), EAR))
            for word in words
        )
    }
    assert found(full, typed) == expected


@pytest.mark.parametrize(
    ("typed", "places"),
    [
        ("消防通道", {"消防通道A座"}),
        ("xftd", {"消防通道A座"}),
        ("fangtong", {"消防通道A座"}),
        ("iaofang", set()),
        ("湖", {"滨湖小区3号楼东侧", "南湖市场南门12号摊位"}),
        ("南湖 东侧", set()),
        ("bucks", set()),
        ("STARBUCKS", {"开元街 Starbucks 门口"}),
        ("bh-260714-07-05", {"安达园 3单元"}),
        ("[/red]", {"[/red]\"quotes' OR NEAR("}),
        ("260714-07-0", set(PLACES)),
        ("260714-0-05", set()),
        ("bh-26", set(PLACES)),
        ("b-260714", set()),
    ],
)
def test_words_are_found_by_spelling_sound_initials_and_number(
    full: Laptop, typed: str, places: set[str]
) -> None:
    assert found(full, typed) == places


def test_a_changed_row_is_found_by_its_new_words_alone(laptop: Laptop) -> None:
    subject = laptop.issue("滨湖小区")
    while laptop.store.index_some():
        pass
    laptop.change(subject, place="南湖市场")
    for _ in range(2):
        assert found(laptop, "滨湖") == set()
        assert found(laptop, "南湖") == {"南湖市场"}
        laptop.store.index_some()


def test_notes_are_found_too(laptop: Laptop) -> None:
    subject = laptop.issue("滨湖小区")
    laptop.note(subject, "车主已驶离")
    assert found(laptop, "驶离") == {"滨湖小区"}
    assert found(laptop, "chezhu") == {"滨湖小区"}


def test_without_sounds_spelling_still_works(tmp_path: Path) -> None:
    made = opened(tmp_path, writer(7, ROOT_BADGE), SigningKey(bytes(32)), sounds=None)
    made.issue("滨湖 west")
    while made.store.index_some():
        pass
    assert found(made, "滨湖") == found(made, "west") == {"滨湖 west"}
    assert found(made, "bh-260714") == {"滨湖 west"}
    assert found(made, "binhu") == set()
    made.store.close()


def test_the_index_catches_up_in_steps(laptop: Laptop) -> None:
    for number in range(5):
        laptop.now_us += 60 * SECOND_US
        laptop.issue(f"滨湖{number}")
    assert laptop.store.index_some(2) == 2
    assert laptop.store.index_some(2) == 1
    assert laptop.store.index_some(2) == 0
    assert laptop.store.index_some(2) == 0


def test_a_row_that_changes_while_it_is_indexed_is_indexed_as_it_is_then(laptop: Laptop) -> None:
    subject = laptop.issue("滨湖")
    index = laptop.store._search.index
    found_rows = index.put

    def put(ready: Sequence[Found], gone: Sequence[int] = ()) -> None:
        laptop.change(subject, place="南湖")
        found_rows(ready, gone)

    index.put = put  # type: ignore[method-assign]
    assert laptop.store.index_some() == 0
    assert found(laptop, "南湖") == {"南湖"}
    assert found(laptop, "滨湖") == set()


def test_things_of_one_moment_are_told_apart(laptop: Laptop) -> None:
    subjects = [laptop.issue(place) for place in ("滨湖", "南湖", "开元")]
    while laptop.store.index_some():
        pass
    assert [found(laptop, text) for text in ("滨湖", "nanhu", "湖开")] == [
        {"滨湖"},
        {"南湖"},
        set(),
    ]
    laptop.change(subjects[1], place="安达")
    for _ in range(2):
        assert found(laptop, "滨湖") == {"滨湖"}
        assert found(laptop, "南湖") == set()
        assert found(laptop, "anda") == {"安达"}
        laptop.store.index_some()


def test_what_leaves_its_moment_takes_its_words_along(laptop: Laptop) -> None:
    left, stays = laptop.issue("滨湖"), laptop.issue("南湖")
    laptop.store.index_some()
    connection = laptop.store._connection
    # as where what was held first was not the first entry: the row stands elsewhere now
    connection.execute("UPDATE view SET id = id - ? WHERE subject = ?", (1 << 40, left))
    laptop.change(left, place="开元")
    assert found(laptop, "开元") == {"开元"}
    assert found(laptop, "滨湖") == set()
    while laptop.store.index_some():
        pass
    assert [found(laptop, text) for text in ("开元", "南湖", "滨湖")] == [{"开元"}, {"南湖"}, set()]
    assert laptop.store.row(stays, ISSUES) is not None


def test_many_matches_come_page_by_page_newest_first(
    laptop: Laptop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "_AT_ONCE", 4)
    for number in range(30):
        laptop.issue(f"滨湖{number}", deadline_us=laptop.now_us + 60 - number)
        if number == 14:
            while laptop.store.index_some():
                pass
    for order in ("newest", "due"):
        query = replace(ISSUES, text="binhu", order="due" if order == "due" else "newest")
        rows: list[Row] = []
        after: str | None = None
        while True:
            page = laptop.store.page(query, after=after, limit=7)
            rows += page.rows
            after = page.next_cursor
            if after is None:
                break
        assert len(rows) == 30
        if order == "newest":
            assert [row.begun_us for row in rows] == sorted(
                (row.begun_us for row in rows), reverse=True
            )
        last = laptop.store.page_before(query, before=None, limit=7).rows
        assert list(last) == rows[-7:]
        assert (
            list(laptop.store.page_before(query, before=last[0].cursor, limit=7).rows)
            == (rows[-14:-7])
        )
    assert laptop.store.count(replace(ISSUES, text="滨湖")) == 30


def test_however_many_hold_a_word_they_are_in_the_order_of_their_deadlines(
    laptop: Laptop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "_FEW", 3)
    monkeypatch.setattr(search, "_AT_ONCE", 2)
    for number in range(9):
        laptop.issue(f"{'南' if number == 4 else '滨'}湖{number}", deadline_us=_due(number))
    rows = laptop.store.page(replace(ISSUES, text="滨湖", order="due")).rows
    wanted = sorted((_due(number), f"滨湖{number}") for number in range(9) if number != 4)
    assert [row.title for row in rows] == [title for _, title in wanted]


def _due(number: int) -> int:
    return AT_US + (number * 5 % 9 + 1) * 3_600 * SECOND_US


def test_only_so_many_rows_are_searched_without_the_index(
    laptop: Laptop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "_AT_ONCE", 2)
    monkeypatch.setattr(search, "MOST_UNINDEXED", 4)
    for number in range(9):
        laptop.issue(f"滨湖{number}")
    assert len(laptop.store.page(replace(ISSUES, text="滨湖")).rows) == 4


def test_text_of_nothing_but_signs_finds_nothing(laptop: Laptop) -> None:
    laptop.issue("滨湖")
    for text in ("!!", '"*"', "%", "_", "\\"):
        assert found(laptop, text) == set()
        assert laptop.store.count(replace(ISSUES, text=text)) == 0
    assert found(laptop, "   ") == {"滨湖"}


HAN = st.sampled_from("滨湖小区消防通道南门市场")
ANY = st.text(st.one_of(HAN, st.sampled_from("ab12 -座")), max_size=12)


@given(ANY, st.data())
def test_the_index_never_proposes_too_little(text: str, data: st.DataObject) -> None:
    document = Document(folded(text), EAR)
    kept = document.words()
    typed = data.draw(
        st.one_of(
            ANY,
            st.builds(lambda a, b: folded(text)[a : a + b], st.integers(0, 9), st.integers(1, 6)),
            st.builds(
                lambda a, b: PINYIN.full(text)[a : a + b], st.integers(0, 30), st.integers(1, 9)
            ),
            st.builds(
                lambda a, b: PINYIN.initials(text)[a : a + b], st.integers(0, 9), st.integers(1, 8)
            ),
        )
    )
    for word in search_words(typed):
        if word.is_in(document):
            assert proposes(kept, word)


def proposes(kept: set[str], word: Word) -> bool:
    """Tell whether FTS5 would find a word among what it keeps."""
    return all(
        any(one.startswith(term[:-2].strip('"')) for one in kept)
        if term.endswith("*")
        else term.strip('"') in kept
        for term in word.query().split(" AND ")
    )


@given(st.text(max_size=30))
def test_a_query_is_words_and_nothing_else(text: str) -> None:
    for word in search_words(text):
        assert word.text.isalnum()
        assert all(part.strip('"* ').isalnum() for part in word.query().split(" AND "))


def test_a_text_falls_into_runs_of_one_sort() -> None:
    assert list(pieces("鲁a12 滨湖-x")) == [
        ("han", "鲁"),
        ("letters", "a"),
        ("digits", "12"),
        ("han", "滨湖"),
        ("letters", "x"),
    ]
    assert search_words("滨湖 滨湖") == (Word("han", "滨湖"),)


# Names.


def test_a_thing_is_found_by_number_uuid_and_the_beginning_of_either(laptop: Laptop) -> None:
    subjects = [laptop.issue(str(number)) for number in range(12)]
    for is_indexed in (False, True):
        while is_indexed and laptop.store.index_some():
            pass
        assert laptop.store.find("BH-260714-07-03") == subjects[2]
        assert laptop.store.find(" bh-260714-07-03 ") == subjects[2]
        assert laptop.store.find("260714-07-03", "issue") == subjects[2]
        assert laptop.store.find("BH-260714-07-12") == subjects[11]
        assert laptop.store.find(id_text(subjects[4])) == subjects[4]
        assert laptop.store.find(subjects[4].hex()[:26]) == subjects[4]
        with pytest.raises(Refused, match="several"):
            laptop.store.find("BH-260714-07-1")
        with pytest.raises(Refused, match="several"):
            laptop.store.find("260714")
        for nothing in ("BH-260714-08", "", "zz", "%", "ffffffff", "滨", "\ud800"):
            with pytest.raises(NotFound):
                laptop.store.find(nothing)
        with pytest.raises(NotFound):
            laptop.store.find("BH-260714-07-03", "patrol")


def test_numbers_of_two_stations_are_told_apart(town: Town) -> None:
    one = town.enrol(7, "0417")
    subject = one.issue()
    one.sync(town.shared)
    assert one.store.find("07", "device") == one.who.device
    assert one.store.find("0417", "officer") == one.who.officer
    assert one.store.find("260714-07-01") == subject


def test_random_names_never_break_the_search(laptop: Laptop) -> None:
    laptop.issue("x")
    dice = random.Random(3)  # noqa: S311 - chance that repeats itself
    for _ in range(300):
        text = "".join(
            chr(dice.choice((dice.randrange(32, 127), dice.randrange(0x3000, 0x9FFF))))
            for _ in range(6)
        )
        found(laptop, text)
        try:
            laptop.store.find(text)
        except (NotFound, Refused):
            continue
