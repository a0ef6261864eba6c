from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest

from patrol_tui.domain.language.errors import NotFound, Refused, Usage
from patrol_tui.domain.language.phrase import Phrase
from patrol_tui.domain.language.words import Words
from patrol_tui.domain.table import Cell, Format, Progress, Table, Written
from patrol_tui.services.exports.export import Speech, Wanted, format_named, write
from patrol_tui.services.exports.export_issues import issues_table
from patrol_tui.services.exports.export_ledger import ledger_table
from patrol_tui.services.requests import (
    AddPhotos,
    Arrive,
    Check,
    Finish,
    Note,
    PhotoFile,
    Retract,
    StartPatrol,
)
from patrol_tui.services.wording import RESULTS
from tests.services.laptop import FIRE, SMALL, Album, Laptop, Taken, record

if TYPE_CHECKING:
    from patrol_tui.services.ports.ports import Ledger

PLAIN = Speech(lambda text: text, "en")
CHINESE = Speech(lambda text: text, "zh")
ALL = Wanted()


def ledger_of(laptop: Laptop) -> "Ledger":
    return cast("Ledger", laptop.ledger)


def lines(table: Table) -> list[dict[str, Cell]]:
    return [
        {column.id: cell for column, cell in zip(table.columns, row, strict=True)}
        for row in table.rows
    ]


def issues(laptop: Laptop, wanted: Wanted = ALL) -> list[dict[str, Cell]]:
    return lines(issues_table(ledger_of(laptop), laptop.desk(), wanted, PLAIN))


def ledger(laptop: Laptop, wanted: Wanted = ALL) -> list[dict[str, Cell]]:
    return lines(ledger_table(ledger_of(laptop), laptop.desk(), wanted, PLAIN))


def test_a_line_holds_all_that_is_known_of_an_issue() -> None:
    laptop = Laptop(album=Album(a=Taken(b"a")))
    done = laptop.do(
        record(
            photos=(PhotoFile(Path("a")),),
            measures=("persuaded", "handed_over"),
            handed_to="fire",
            fields={"lane": "exit", "width_m": "2.1"},
            lat_e7=369_700_000,
            lon_e7=1_172_100_000,
        )
    )
    laptop.do(Note(done.subject, "车主已来"))
    (line,) = issues(laptop)
    assert line["number"] == "BH-261123-07-01"
    assert (line["kind"], line["place"]) == ("Fire lane blocked", "5号楼西侧")
    assert line["note"] == "黑色轿车横停\n车主已来"
    assert line["form"] == "Lane Exit\nWidth_M 2.1 m"
    assert line["measures"] == "Handed over Persuaded"
    assert (line["lat"], line["lon"], line["photos"]) == (369_700_000, 1_172_100_000, 1)
    assert (line["code"], line["code_name"], line["code_confirmed"]) == ("09012", "占用通道", 0)
    assert (line["author"], line["station"]) == ("队员甲", "Binhu")
    assert (line["conflict"], line["retracted"]) == (0, 0)


def test_a_kind_without_code_and_a_measure_that_is_gone_are_no_hindrance() -> None:
    laptop = Laptop()
    done = laptop.do(record(kind="vendor", measures=("persuaded",)))
    laptop.do(Retract(done.subject, "重复"))
    laptop.catalog = replace(SMALL, kinds={}, measures={}, departments={"fire": FIRE}, stations={})
    (line,) = issues(laptop)
    assert (line["kind"], line["measures"], line["code"]) == ("vendor", "persuaded", None)
    assert line["retracted"] == 1
    assert line["form"] == ""


def test_issues_come_oldest_first_a_page_at_a_time() -> None:
    laptop = Laptop()
    laptop.do(*(record() for _ in range(5)))
    numbers = [str(line["number"]) for line in issues(laptop)]
    assert numbers == sorted(numbers)
    assert len(numbers) == 5


def test_days_are_taken_whole() -> None:
    laptop = Laptop()
    laptop.do(record())
    day = date(2026, 11, 23)
    assert len(issues(laptop, Wanted(day, day))) == 1
    assert issues(laptop, Wanted(last_day=date(2026, 11, 22))) == []
    assert issues(laptop, Wanted(first_day=date(2026, 11, 24))) == []
    with pytest.raises(Usage, match="first day"):
        issues(laptop, Wanted(date(2026, 11, 24), day))


def test_one_thing_alone_is_exported_or_not_found() -> None:
    laptop = Laptop()
    first = laptop.do(record()).subject
    laptop.do(record())
    assert len(issues(laptop, Wanted(subject=first))) == 1
    with pytest.raises(NotFound):
        issues(laptop, Wanted(subject=bytes(16)))
    with pytest.raises(NotFound):
        ledger(laptop, Wanted(subject=first))


def test_under_the_title_stand_station_days_and_who_made_it() -> None:
    laptop = Laptop()
    wanted = Wanted(date(2026, 11, 1), date(2026, 11, 30))
    table = issues_table(ledger_of(laptop), laptop.desk(), wanted, CHINESE)
    assert table.subtitle == "滨湖站  2026-11-01 ~ 2026-11-30  队员甲 0417"
    laptop.catalog = replace(SMALL, stations={})
    table = issues_table(ledger_of(laptop), laptop.desk(), Wanted(), CHINESE)
    assert table.subtitle == "binhu  队员甲 0417"
    assert Wanted(first_day=date(2026, 11, 1)).days() == "2026-11-01 ~ "


def walked() -> Laptop:
    """Return a laptop after a patrol: an answer, an issue for one, an issue on the way."""
    laptop = Laptop(album=Album(a=Taken(b"a")))
    start = laptop.do(StartPatrol("north", partners=("0418", "0999"), weather="晴"))
    laptop.do(
        Check("gate", "clear", "ok"),
        record(answers=("gate", "posters"), checkpoint="gate", measures=("persuaded",)),
        record(kind="vendor", checkpoint="market"),
        record(kind="vendor"),
        Arrive("market"),
        Check("market", "stalls", "unchecked", "没人"),
        Arrive("block"),
        AddPhotos(start.subject, (PhotoFile(Path("a")),)),
    )
    laptop.do(Finish())
    laptop.do(record(kind="vendor"))
    return laptop


def test_the_ledger_has_a_line_for_every_item_looked_at() -> None:
    found = ledger(walked())
    assert [(line["checkpoint"], line["item"], line["result"]) for line in found] == [
        ("Point gate", "See clear", "OK"),
        ("Point gate", "See posters", "Issue"),
        ("Point market", "See stalls", RESULTS["unchecked"].en),
        ("Point block", None, "visited"),
        ("Point market", "Street vending", "Issue"),
        ("5号楼西侧", "Street vending", "Issue"),
    ]
    assert [line["issue"] for line in found] == [
        None,
        "BH-261123-07-01",
        None,
        None,
        "BH-261123-07-02",
        "BH-261123-07-03",
    ]
    assert (found[1]["measures"], found[2]["remark"]) == ("Persuaded", "没人")
    assert found[0]["officers"] == "队员甲 队员乙 0999"
    assert (found[0]["shift"], found[0]["weather"]) == ("Early", "晴")
    assert (found[0]["photos"], found[1]["photos"]) == (1, 0)
    assert {line["review"] for line in found} == {None}


def test_a_patrol_under_way_says_what_was_not_visited() -> None:
    laptop = Laptop()
    laptop.do(StartPatrol("north"))
    assert [line["result"] for line in ledger(laptop)] == ["not visited"] * 3


def test_a_patrol_on_a_route_that_is_not_known_here_has_one_line() -> None:
    laptop = walked()
    laptop.catalog = replace(SMALL, routes={}, shifts={})
    (line,) = ledger(laptop)
    assert (line["route"], line["checkpoint"], line["shift"]) == ("north", None, "early")


def test_kinds_and_answers_that_are_not_known_here_show_their_ids() -> None:
    laptop = walked()
    laptop.catalog = replace(SMALL, kinds={})
    assert ledger(laptop)[-1]["item"] == "vendor"


def test_speech_says_words_phrases_and_nothing() -> None:
    assert CHINESE.say(Words("甲", "a")) == "甲"
    assert PLAIN.say(Phrase("{n} things", {"n": 2})) == "2 things"
    assert PLAIN.say("") == ""


def nothing(_table: Table, _path: Path, _progress: Progress) -> Written:
    return Written(3)


def test_a_format_is_found_by_its_name_where_the_export_takes_it() -> None:
    formats = {name: Format(name, name, nothing) for name in ("csv", "xlsx")}
    assert format_named(formats, "issues", " CSV ", ("csv", "json")).id == "csv"
    for name in ("xlsx", "json", "pdf"):
        with pytest.raises(Usage, match="Possible are: csv"):
            format_named(formats, "issues", name, ("csv", "json"))


def test_a_table_is_written_to_a_path_that_names_a_file() -> None:
    table = Table("t", (), (), "Asia/Shanghai")
    chosen = Format("csv", "csv", nothing)
    assert write(table, chosen, Path("x.csv")) == Written(3)
    with pytest.raises(Refused):
        write(table, chosen, Path("/"))
