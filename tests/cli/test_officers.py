"""Who may use a laptop: a second officer, a lost PIN, and what the bureau publishes."""

from collections.abc import Callable
from pathlib import Path

import pytest

from patrol_tui.catalog_files import data_folder
from tests.cli.laptop import Laptop

FIRST, SECOND, NEW = "271828", "314159", "161803"
Made = tuple[Laptop, Laptop]


@pytest.fixture
def with_pins(two_laptops: Made, new_laptop: Callable[[str], Laptop]) -> Made:
    """Return the bureau's laptop, and one whose officer has a PIN."""
    bureau, _ = two_laptops
    bundle = bureau.home.parent / "b.bundle"
    given = ("--station", "binhu", "--officer", "赵某", "--badge", "0419", "-o", str(bundle))
    code = bureau.json("admin", "enrol", *given)["code"]
    laptop = new_laptop("pinned")
    laptop.clock = bureau.clock
    laptop.environ = {"PATROL_BUNDLE_CODE": code, "PATROL_PIN": FIRST}
    laptop.ok("init", "--bundle", str(bundle))
    bureau.ok("sync")
    return bureau, laptop


@pytest.mark.fault(37)
def test_two_officers_use_one_laptop_and_each_entry_names_who_logged_in(with_pins: Made) -> None:
    bureau, laptop = with_pins
    laptop.environ |= {"PATROL_NEW_PIN": SECOND}
    assert laptop.call("officer", "add", "--badge", "7777").code == 1
    added = laptop.json("officer", "add", "--badge", "0418")
    assert added == {"badge": "0418", "name": "李某"}
    assert laptop.call("officer", "add", "--badge", "0418").code == 1
    first = laptop.record()
    laptop.environ["PATROL_PIN"] = SECOND
    second = laptop.record()
    assert laptop.json("status")["officer"] == "李某"
    assert laptop.json("sync")["state"] == "complete"
    bureau.ok("sync")
    for issue, author in ((first, "赵某"), (second, "李某")):
        assert bureau.json("issue", "show", issue)["author"] == author
    assert bureau.json("verify")["ok"]
    laptop.environ["PATROL_PIN"] = "999999"
    assert laptop.call("status").code == 1
    laptop.environ["PATROL_PIN"] = FIRST
    assert laptop.json("status")["officer"] == "赵某"


def test_a_badge_that_is_known_is_not_enrolled_under_another_name(two_laptops: Made) -> None:
    bureau, _ = two_laptops
    bundle = bureau.home.parent / "c.bundle"
    given = ("--station", "binhu", "--officer", "李小某", "--badge", "0418", "-o", str(bundle))
    bureau.ok("sync")
    before = bureau.json("status")["entries"]
    refused = bureau.call("admin", "enrol", *given)
    assert refused.code == 1
    assert "0418" in refused.err
    assert "--rename" in refused.err
    assert not bundle.exists()
    assert bureau.json("status")["entries"] == before
    assert bureau.json("admin", "enrol", *given, "--rename")["code"]
    bureau.environ = {"PATROL_NEW_PIN": SECOND}
    add = ("officer", "add", "--badge", "0418", "--officer")
    assert bureau.call(*add, "李某").code == 1
    assert bureau.json(*add, "李某", "--rename")["name"] == "李某"


@pytest.mark.fault(37)
def test_the_bureau_adds_an_officer_whom_the_district_does_not_know(two_laptops: Made) -> None:
    bureau, other = two_laptops
    bureau.environ = {"PATROL_NEW_PIN": SECOND}
    assert bureau.call("officer", "add", "--badge", "0555").code == 1
    assert bureau.json("officer", "add", "--badge", "0555", "--officer", "孙某")["name"] == "孙某"
    bureau.environ = {"PATROL_PIN": SECOND}
    issue = bureau.record()
    assert bureau.json("status")["badge"] == "0555"
    bureau.environ = {}
    assert bureau.json("status")["badge"] == "0412"
    bureau.ok("sync")
    other.ok("sync")
    shown = other.json("issue", "show", issue)
    assert (shown["author"], shown["place"]) == ("孙某", "小吃街口")


def test_a_lost_pin_is_set_anew_by_the_bureaus_code_and_the_ledger_is_whole(
    with_pins: Made, tmp_path: Path
) -> None:
    bureau, laptop = with_pins
    issue = laptop.record()
    number = laptop.json("status")["device"]
    code = bureau.json("admin", "recover", number)["code"]
    laptop.environ = {"PATROL_NEW_PIN": NEW, "PATROL_RECOVERY_CODE": code[:-1] + "#"}
    assert laptop.call("pin", "recover").code == 1
    slip = ("0" if code[0] != "0" else "1") + code[1:]
    laptop.environ["PATROL_RECOVERY_CODE"] = slip
    assert laptop.call("pin", "recover").code == 1
    (tmp_path / "code").write_text(code.lower().replace("-", " "), encoding="utf-8")
    done = laptop.json("pin", "recover", "--code-file", str(tmp_path / "code"))
    assert done == {"badge": "0419"}
    laptop.environ = {"PATROL_PIN": NEW}
    assert laptop.json("issue", "show", issue)["number"] == issue
    assert laptop.json("verify")["ok"]
    assert laptop.call("admin", "recover", number).code == 1
    assert bureau.call("admin", "recover", bureau.json("status")["device"]).code == 1


def test_only_what_changed_is_published_and_mistakes_are_told_by_line(
    two_laptops: Made, tmp_path: Path
) -> None:
    bureau, other = two_laptops
    assert bureau.json("admin", "publish", str(data_folder()))["changed"] == 0
    folder = tmp_path / "catalogue"
    folder.mkdir()
    head = 'source: "the bureau"\nlicence: "none"\nunits: "none"\nsample: false\n'
    shift = "  - {id: dawn, name: {zh: 早班, en: Dawn}, start_min: 300, end_min: 600}\n"
    (folder / "shifts.yaml").write_text(f"{head}shifts:\n{shift}", encoding="utf-8")
    assert bureau.json("admin", "publish", str(folder))["changed"] == 1
    assert bureau.json("admin", "publish", str(folder))["changed"] == 0
    bureau.ok("sync")
    other.ok("sync")
    assert other.call("admin", "publish", str(folder)).code == 1
    (folder / "shifts.yaml").write_text(f"{head}shifts:\n  - {{id: dawn}}\n", encoding="utf-8")
    refused = bureau.call("admin", "publish", str(folder))
    assert refused.code == 1
    assert "shifts.yaml:6" in refused.err
    assert bureau.json("verify")["digest"] == other.json("verify")["digest"]


def test_a_year_of_holidays_is_added_by_one_file_and_its_bad_days_are_told_by_line(
    two_laptops: Made, tmp_path: Path
) -> None:
    bureau, other = two_laptops
    far = ("--kind", "street_vending", "--place", "东街", "--note", "摊", "--deadline")
    issue = bureau.json("issue", "record", *far, "2027-02-03T10:00:00+08:00")["id"]

    bureau.ok("issue", "set", issue, "recheck=")

    def unknown(laptop: Laptop) -> object:
        return laptop.json("issue", "show", issue)["holidays_unknown"]

    assert unknown(bureau) == 2027
    path = tmp_path / "2027.yaml"
    head = "source: 国办\nlicence: none\nunits: days\nsample: false\nyears:\n  - id: 2027\n"
    days = "    days_off:\n      - 2027-01-01\n      - 2027-02-30\n      - 2028-01-01\n"
    path.write_text(f"{head}{days}", encoding="utf-8")
    refused = bureau.call("admin", "publish", str(path))
    assert refused.code == 1
    assert "2027.yaml:9" in refused.err
    assert "2027.yaml:10" in refused.err
    assert unknown(bureau) == 2027
    path.write_text(f"{head}    days_off: [2027-01-01, 2027-02-08]\n", encoding="utf-8")
    assert bureau.json("admin", "publish", str(path))["changed"] == 1
    assert unknown(bureau) is None
    bureau.ok("sync")
    other.ok("sync")
    assert unknown(other) is None


def test_an_officer_checks_what_a_colleague_answered_and_never_an_own_answer(
    with_pins: Made,
) -> None:
    _, laptop = with_pins
    laptop.environ |= {"PATROL_NEW_PIN": SECOND}
    laptop.ok("officer", "add", "--badge", "0418")
    answered, marked = laptop.record(), laptop.record()
    for issue in (answered, marked):
        laptop.ok("issue", "move", issue, "responded")
        said = laptop.call("issue", "move", issue, "checked")
        assert (said.code, "自己" in said.err) == (1, True)
    # a mark that is put there afterwards does not make it settled on the spot
    laptop.ok("issue", "set", marked, "flags=settled_on_spot")
    assert laptop.call("issue", "move", marked, "checked").code == 1
    for verb in ("hold", "extend"):
        said = laptop.call("issue", verb, marked, "--reason", "雨天")
        assert (said.code, "站长" in said.err) == (1, True)
    laptop.environ["PATROL_PIN"] = SECOND
    for issue in (answered, marked):
        laptop.ok("issue", "move", issue, "checked")
        laptop.ok("issue", "move", issue, "closed")
        assert laptop.json("issue", "show", issue)["status"] == "closed"
