"""The report's tables: incremental, equal from scratch, the same in SQLite and PostgreSQL."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from patrol_tui.domain.entries.ids import id_text
from patrol_tui.domain.language.errors import Refused, Unreachable, Usage
from patrol_tui.report import Issue, Move, Officer, Thing, open_report
from patrol_tui.report.filling import Filled, fill
from patrol_tui.report.tables import OF_THING, Meta
from tests.ledger.town import BINHU, NANHU, Laptop, Town

DISTRICT = b"k" * 32
STATIONS = {BINHU: "binhu", NANHU: "nanhu"}


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    made = Town(tmp_path)
    made.enrol(2, "0002")
    yield made
    made.close()


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """Return a report's database of either kind."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'report.db'}"
    else:
        url = request.getfixturevalue("report_url")
    made = open_report(url)
    yield made
    made.dispose()


def filled(engine: Engine, laptop: Laptop, *, anew: bool = False, at_once: int = 500) -> Filled:
    return fill(
        engine,
        laptop.store,
        STATIONS,
        DISTRICT,
        lambda *_: True,
        anew=anew,
        at_once=at_once,
    )


def contents(engine: Engine) -> dict[str, list[str]]:
    """Return all rows of all tables, sorted."""
    with Session(engine) as session:
        return {
            table.__name__: sorted(str(row.model_dump()) for row in session.exec(select(table)))
            for table in OF_THING
        }


def test_a_report_tells_what_the_ledger_folds_to(town: Town, engine: Engine) -> None:
    laptop = town.laptops[1]
    subject = laptop.issue("南门", lat_e7=365_000_000, deadline_us=laptop.now_us)
    laptop.move(subject, "verified")
    laptop.sync(town.shared)
    filled(engine, laptop)
    with Session(engine) as session:
        issue = session.exec(select(Issue)).one()
        steps = session.exec(select(Move).where(Move.thing_id == issue.id)).all()
        officers = {one.id: one for one in session.exec(select(Officer))}
        assert session.get(Thing, issue.id) is not None
    assert (issue.id, issue.station, issue.place) == (id_text(subject), "binhu", "南门")
    assert (issue.status, issue.is_open, issue.lat, issue.lon) == ("verified", True, 36.5, None)
    assert issue.deadline_at is not None
    assert {(step.from_status, step.to_status) for step in steps} == {
        ("", "reported"),
        ("reported", "verified"),
    }
    assert officers[issue.officer_id].badge == "0002"


def test_a_report_tells_a_place_to_the_building_and_names_no_resident(
    town: Town, engine: Engine
) -> None:
    laptop = town.laptops[1]
    laptop.issue("滨湖小区3号楼2单元501室张女士家门口 13800001111")
    filled(engine, laptop)
    with Session(engine) as session:
        assert session.exec(select(Issue)).one().place == "滨湖小区3号楼******家门口 ***"


def test_only_what_changed_is_written_and_from_scratch_it_is_the_same(
    town: Town, engine: Engine
) -> None:
    laptop = town.laptops[1]
    subjects = [laptop.issue(f"{number}号楼") for number in range(5)]
    first = filled(engine, laptop)
    assert first.written == first.things
    assert filled(engine, laptop).written == 0
    laptop.change(subjects[2], place="改过的地方")
    laptop.move(subjects[4], "verified")
    assert filled(engine, laptop) == Filled(first.things, 2, 0)
    step_by_step = contents(engine)
    again = filled(engine, laptop, anew=True)
    assert again.written == again.things
    assert contents(engine) == step_by_step


def test_more_things_than_fit_into_one_transaction(town: Town, engine: Engine) -> None:
    laptop = town.laptops[1]
    for number in range(5):
        laptop.issue(f"{number}号楼")
    assert filled(engine, laptop, at_once=2).written > 5
    assert filled(engine, laptop, at_once=2).written == 0
    assert filled(engine, laptop, at_once=3).written == 0
    stopped = fill(engine, laptop.store, STATIONS, DISTRICT, lambda *_: False, at_once=2)
    assert stopped.things == 2


def test_what_the_ledger_does_not_hold_is_taken_out(town: Town, engine: Engine) -> None:
    root, laptop = town.laptops
    laptop.issue()
    filled(engine, laptop)
    after = filled(engine, root)
    assert after.dropped == 1
    with Session(engine) as session:
        assert session.exec(select(Issue)).all() == []


def test_an_older_format_is_made_anew_and_another_district_is_refused(
    town: Town, engine: Engine
) -> None:
    laptop = town.laptops[1]
    first = filled(engine, laptop)
    with Session(engine) as session:
        session.merge(Meta(key="format", value="0"))
        session.commit()
    assert filled(engine, laptop).written == first.things
    assert filled(engine, laptop).written == 0
    with pytest.raises(Refused):
        fill(engine, laptop.store, STATIONS, b"o" * 32, lambda *_: True)


@pytest.mark.parametrize("url", ["nowhere", "mysql://host/db"])
def test_an_address_of_something_else_is_refused(url: str) -> None:
    with pytest.raises(Usage):
        open_report(url)


def test_a_place_that_cannot_be_opened_is_said(town: Town, tmp_path: Path) -> None:
    engine = open_report(f"sqlite:///{tmp_path / 'gone' / 'report.db'}")
    with pytest.raises(Unreachable):
        filled(engine, town.laptops[1])
