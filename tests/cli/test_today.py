"""`today` says what the first screen says."""

from tests.cli.laptop import Laptop


def test_today_tells_what_is_due_and_what_is_out_of_date(laptop: Laptop) -> None:
    """A document whose review is over, a contact that nobody called, an issue."""
    laptop.ok("document", "add", "title=巡查制度", "edition=1", "due=2026-01-05")
    issue = laptop.record()
    told = laptop.json("today")
    assert told["due_count"] == len(told["due"])
    first, *_rest = told["due"]
    assert (first["type"], first["overdue"], first["place"]) == ("document", True, "巡查制度")
    assert issue in [one["number"] for one in told["due"]]
    stale = {one["id"] for one in told["contacts_to_check"]}
    assert "binhu_property" in stale
    assert (told["shift"], told["patrol"], told["conflicts"]) == ("early", None, 0)
    assert told["done"]["issues"] == 1
    shown = laptop.ok("today").out
    assert "巡查制度" in shown
    assert "超时" in shown
    assert f"通讯录待核对  {len(stale)}" in shown


def test_today_of_an_empty_home_says_that_nothing_is_due(laptop: Laptop) -> None:
    assert laptop.json("today")["due"] == []
    assert "Nothing is due today." in laptop.ok("--lang", "en", "today").out
