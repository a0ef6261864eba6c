"""The sample home as it stands on disk."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from patrol_tui import bootstrap
from patrol_tui.bootstrap import EnrolRequest, Home, SetUp, Unlocked
from patrol_tui.clock import FixedClock
from patrol_tui.domain.folding.state import State
from patrol_tui.domain.language.errors import Refused
from patrol_tui.domain.subjects import RECORDS_OF_WORK
from patrol_tui.domain.subjects.issue import ISSUE
from patrol_tui.domain.times import day_of
from patrol_tui.sample import build_demo, is_demo
from patrol_tui.sample.building import build
from patrol_tui.sample.duty import Duty, at
from patrol_tui.services.figures.gather import Scope, figures
from patrol_tui.services.figures.period import Period
from patrol_tui.services.overview.board import Wanted, board
from patrol_tui.services.overview.today import today
from patrol_tui.services.ports.lists import ListQuery
from patrol_tui.services.session import Session
from tests.sample.plan import moment

NOW_US = moment("2026-11-23T10:32:00")
SHORT = Duty(NOW_US, days=1)


def clock() -> FixedClock:
    return FixedClock(NOW_US)


def home_in(folder: Path) -> Home:
    return bootstrap.open_home(folder, {})


def untold(_done: int, _total: int) -> None:
    """Nobody looks at the progress."""


@contextmanager
def opened(unlocked: Unlocked) -> Iterator[Session]:
    session = bootstrap.open_session(unlocked, clock())
    try:
        yield session
    finally:
        session.close()


def states(session: Session, type_: str) -> Iterator[State]:
    cursor: str | None = None
    while True:
        page = session.ledger.page(ListQuery(type_), after=cursor, limit=100)
        for row in page.rows:
            state = session.ledger.state(row.subject)
            assert state is not None
            yield state
        cursor = page.next_cursor
        if cursor is None:
            return


def sync(session: Session) -> int:
    result = session.sync(lambda _progress: None, lambda: False)
    assert result.state == "complete"
    session.refresh()
    return result.pulled


@pytest.fixture(scope="module")
def steps() -> list[tuple[int, int]]:
    return []


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[int, int]]) -> Unlocked:
    def tell(done: int, total: int) -> None:
        steps.append((done, total))

    return build_demo(home_in(tmp_path_factory.mktemp("sample") / "home"), clock(), tell)


@pytest.fixture
def copied(demo: Unlocked, tmp_path: Path) -> Unlocked:
    """A copy of the sample with a shared database of its own, for tests that write."""
    shutil.copytree(demo.home.places.data, tmp_path / "copy" / "data")
    home = home_in(tmp_path / "copy")
    url = f"sqlite:///{home.places.data / 'shared.db'}"
    home = bootstrap.keep_settings(home, replace(home.settings, shared_url=url))
    return bootstrap.unlock(home, None, None, clock())


def test_the_sample_asks_for_no_pin_and_says_that_it_is_one(demo: Unlocked) -> None:
    home = home_in(demo.home.places.data.parent)
    assert home.is_set_up()
    assert is_demo(home)
    (card,) = home.cards()
    assert (card.badge, card.name, card.is_open) == ("0417", "队员甲", True)
    assert card.station.zh == "滨湖站"
    assert not demo.has_pin


def test_only_the_home_is_left(demo: Unlocked) -> None:
    root = demo.home.places.data.parent
    assert [path.name for path in root.iterdir()] == ["data"]
    files = [path for path in root.rglob("*") if path.is_file()]
    assert sum(path.stat().st_size for path in files if path.name != "ballast") < 12_000_000


def test_the_progress_runs_from_nothing_to_all(
    demo: Unlocked, steps: list[tuple[int, int]]
) -> None:
    assert demo
    assert steps[0][0] == 0
    assert steps[-1][0] == steps[-1][1]
    assert steps == sorted(steps)
    assert len(steps) > 50


def test_no_patrol_is_under_way_and_four_things_are_due(demo: Unlocked) -> None:
    with opened(demo) as session:
        assert session.office.patrol_under_way() is None
        shown = today(session.ledger, session.desk(), None)
        assert shown.due_count == 4
        end_us = at(day_of(NOW_US), 24 * 60)
        kinds = [row.kind for row in shown.due]
        assert sorted(kinds) == ["call_back", "fire_lane", "garbage_room", "promise"]
        assert (kinds[0], kinds[-1]) == ("fire_lane", "garbage_room")
        assert shown.due[0].title == "甲小区 5号楼西侧"
        assert all(NOW_US < (row.due_us or 0) < end_us for row in shown.due)
        assert {news.what for news in shown.news} >= {"new", "edited"}


def test_every_state_kind_and_flag_is_there_and_every_entry_counts(demo: Unlocked) -> None:
    with opened(demo) as session:
        issues = list(states(session, "issue"))
        patrols = list(states(session, "patrol"))
        kinds = set(session.catalog.kinds)
    assert 180 <= len(issues) <= 220
    assert {issue.status for issue in issues} == set(ISSUE.statuses)
    assert {issue.text("kind") for issue in issues} == kinds
    flags = {flag for issue in issues for flag in issue.sets.get("flags", ())}
    assert flags == {"extended", "suspended", "settled_on_spot"}
    assert sum(issue.is_retracted for issue in issues) == 1
    assert sum("stations" in issue.sets for issue in issues) == 1
    assert {fact.flag for one in (*issues, *patrols) for fact in one.facts} == {None}
    assert {patrol.text("route") for patrol in patrols} == {"binhu_north", "binhu_south"}
    assert {patrol.text("officer") for patrol in patrols} == {"0417", "0418", "0419"}
    assert {patrol.status for patrol in patrols} == {"finished"}


def test_every_subject_is_there_with_what_figures_and_boards_show(demo: Unlocked) -> None:
    with opened(demo) as session:
        day = day_of(NOW_US)
        scope = Scope(Period(day - timedelta(days=20), day), "binhu")
        things = {one.type: list(states(session, one.type)) for one in RECORDS_OF_WORK}
        rates = {one.of.id: one for one in figures(session.ledger, session.desk(), scope).rates}
        work = ("whistle", "commitment", "meeting", "consultation", "campaign")
        groups = {one.group for one in board(session.ledger, session.desk(), Wanted(work))}
    assert all(things.values())
    flags = {fact.flag for found in things.values() for one in found for fact in one.facts}
    assert flags == {None}
    assert groups >= {"today", "later"}
    assert (rates["request_satisfaction"].numerator, rates["called_back"].denominator) == (1, 4)
    assert rates["meeting_satisfaction"].denominator == 0  # who held it rated it
    assert rates["whistle_on_time"].denominator == 2
    (campaign,) = things["campaign"]
    assert {name[:9] for name in campaign.fields if name.startswith("progress/")} == {"progress/"}
    assert campaign.sets["struck"]


def test_one_conflict_is_there_about_what_a_re_check_found(demo: Unlocked) -> None:
    with opened(demo) as session:
        assert session.ledger.counts().conflicts == 1
        (issue,) = [one for one in states(session, "issue") if one.conflicts]
    (conflict,) = issue.conflicts
    assert issue.text("kind") == "fire_lane"
    assert conflict.field == "recheck_result"
    assert {value.value for value in conflict.values} == {"车已驶离", "还占着"}
    assert len({value.author for value in conflict.values}) == 2


def test_all_is_sent_and_the_ledger_is_sound(demo: Unlocked) -> None:
    with opened(demo) as session:
        receipt = session.receipt()
        assert receipt.is_complete
        assert receipt.photos.here == receipt.photos.shared >= 30
        assert session.ledger.counts().unsent == session.ledger.counts().quarantined == 0
        assert session.unsent_photos() == 0
        assert session.ledger.verify().problems == ()


def test_issues_are_found_by_chinese_and_by_initials(demo: Unlocked) -> None:
    with opened(demo) as session:
        for text in ("垃圾房", "xfcd", "3号楼东侧"):
            assert session.ledger.page(ListQuery("issue", text=text)).rows


def test_what_waits_comes_with_one_sync(copied: Unlocked) -> None:
    with opened(copied) as session:
        before = session.ledger.counts()
        pulled = sync(session)
        assert 5 <= pulled <= 10
        after = session.ledger.counts()
        assert (after.entries - before.entries, after.conflicts) == (pulled, 1)
        assert sync(session) == 0
        fresh = [one for one in states(session, "issue") if one.text("kind") == "street_vending"]
        photos = [photo.value for one in fresh for photo in one.records.get("photos", ())]
        hashes = [str(photo["hash"]) for photo in photos if isinstance(photo, dict)]
        assert all(session.blobs.has(bytes.fromhex(name)) for name in hashes)
        assert today(session.ledger, session.desk(), None).due_count == 4
        assert session.receipt().is_complete


def test_a_laptop_that_joins_holds_the_same(copied: Unlocked, tmp_path: Path) -> None:
    enrolled = bootstrap.enrol(copied, EnrolRequest("binhu", "队员丁", "0421"), clock())
    joined = bootstrap.set_up_from_bundle(
        home_in(tmp_path / "other"), enrolled.bundle, enrolled.code, None, clock()
    )
    with opened(copied) as session, opened(joined) as other:
        sync(session)
        sync(other)
        assert session.ledger.digest() == other.ledger.digest()
        assert other.ledger.verify().problems == ()


def shape(unlocked: Unlocked) -> list[tuple[str, str, str, str]]:
    with opened(unlocked) as session:
        return sorted(
            (one.text("number"), one.status, one.text("place"), one.text("note"))
            for one in states(session, "issue")
        )


def test_the_same_present_gives_the_same_sample(tmp_path: Path) -> None:
    one, other = (build(home_in(tmp_path / name), clock(), untold, SHORT) for name in "ab")
    assert shape(one) == shape(other)
    assert len(shape(one)) >= 5


def stop_at(step: int) -> Callable[[int, int], None]:
    def tell(done: int, _total: int) -> None:
        if done >= step:
            raise KeyboardInterrupt

    return tell


@pytest.mark.parametrize("step", [0, 20])
def test_an_interrupted_building_leaves_nothing(step: int, tmp_path: Path) -> None:
    home = home_in(tmp_path / "home")
    with pytest.raises(KeyboardInterrupt):
        build(home, clock(), stop_at(step), SHORT)
    assert not home.is_set_up()
    assert list((tmp_path / "home").iterdir()) == []


def test_what_a_killed_building_left_does_not_hinder_the_next(tmp_path: Path) -> None:
    home = home_in(tmp_path / "home")
    left = home.places.data.with_name("sample-unfinished") / "0417" / "data"
    left.mkdir(parents=True)
    (left / "ledger.db").write_bytes(b"half a file")
    home.places.log.mkdir()
    home.places.data.mkdir()
    build(home, clock(), untold, SHORT)
    assert is_demo(home)
    assert {path.name for path in (tmp_path / "home").iterdir()} == {"data", "log"}


def test_a_home_of_somebody_is_not_touched(tmp_path: Path) -> None:
    home = home_in(tmp_path / "home")
    bootstrap.set_up_alone(home, SetUp("binhu", "队员甲", "0417"), None, clock())
    before = {path: path.read_bytes() for path in home.places.data.iterdir()}
    with pytest.raises(Refused):
        build(home, clock(), untold, SHORT)
    assert not is_demo(home)
    assert {path: path.read_bytes() for path in home.places.data.iterdir()} == before


def test_a_home_whose_settings_name_a_database_is_not_touched(tmp_path: Path) -> None:
    home = home_in(tmp_path / "home")
    home = bootstrap.keep_settings(home, replace(home.settings, shared_url="sqlite:///a.db"))
    with pytest.raises(Refused):
        build(home, clock(), untold, SHORT)
    assert not home.places.data.exists()


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    with pytest.raises(Refused, match="sample"):
        build(home_in(tmp_path / "file" / "home"), clock(), untold, SHORT)
