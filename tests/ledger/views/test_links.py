"""The index of relations follows the entries, and is made anew from them."""

from pathlib import Path

from patrol_tui.domain.entries.draft import Draft
from patrol_tui.domain.entries.ids import new_id
from patrol_tui.domain.entries.payload import Json
from patrol_tui.domain.folding.subject import CHANGED, CREATED, RETRACTED
from patrol_tui.domain.subjects.meeting import MEETING
from patrol_tui.ledger.engine import open_encrypted
from patrol_tui.ledger.keyring.signing import SigningKey
from patrol_tui.ledger.schema import KIND
from patrol_tui.services.ports.ports import Link
from tests.ledger.town import KEY, ROOT_BADGE, Laptop, opened, writer


def meeting(laptop: Laptop, *agenda: bytes) -> bytes:
    """Write a meeting about issues."""
    subject = new_id(laptop.now_us)
    members: list[Json] = [issue.hex() for issue in agenda]
    content: dict[str, Json] = {
        "set": {"title": "圆桌会议"},
        "move": MEETING.first,
        "add": {"agenda": members},
    }
    laptop.store.append([Draft(subject, MEETING.kind(CREATED), content)], laptop.now_us)
    return subject


def change(laptop: Laptop, subject: bytes, fact: int, content: dict[str, Json]) -> None:
    """Write a further entry of a meeting."""
    state = laptop.store.state(subject)
    assert state is not None
    draft = Draft(subject, MEETING.kind(fact), content, parents=state.heads)
    laptop.store.append([draft], laptop.now_us)


def test_what_a_thing_names_is_found_from_the_other_side(tmp_path: Path) -> None:
    laptop = opened(tmp_path, writer(7, ROOT_BADGE), SigningKey(bytes(32)))
    one, other = laptop.issue("南门"), laptop.issue("北门")
    about = meeting(laptop, one)
    assert laptop.store.links_to(one) == (Link(about, "agenda", one),)
    assert laptop.store.links_to(other) == ()
    moved: dict[str, Json] = {"add": {"agenda": [other.hex()]}, "remove": {"agenda": [one.hex()]}}
    change(laptop, about, CHANGED, moved)
    assert laptop.store.links_to(one) == ()
    assert laptop.store.links_to(other) == (Link(about, "agenda", other),)
    assert laptop.store.verify().problems == ()
    laptop.store.rebuild()
    assert laptop.store.links_to(other) == (Link(about, "agenda", other),)
    change(laptop, about, RETRACTED, {"retract": True})
    assert laptop.store.links_to(other) == ()


def test_a_lost_row_of_the_index_is_found_and_mended(tmp_path: Path) -> None:
    laptop = opened(tmp_path, writer(7, ROOT_BADGE), SigningKey(bytes(32)))
    issue = laptop.issue("南门")
    about = meeting(laptop, issue)
    connection = open_encrypted(tmp_path / "laptop7.db", KEY, KIND, create=False)
    connection.execute("DELETE FROM link")
    connection.close()
    assert len(laptop.store.verify().problems) == 1
    laptop.store.rebuild()
    assert laptop.store.verify().problems == ()
    assert laptop.store.links_to(issue) == (Link(about, "agenda", issue),)


def test_a_file_of_the_format_before_gets_the_index(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    old = open_encrypted(path, KEY, KIND)
    old.execute("DROP TABLE link")
    old.execute("PRAGMA user_version=1")
    old.close()
    new = open_encrypted(path, KEY, KIND)
    assert new.execute("SELECT count(*) FROM link").fetchall() == [(0,)]
    new.close()


def test_whoever_writes_knows_their_roles(tmp_path: Path) -> None:
    laptop = opened(tmp_path, writer(7, ROOT_BADGE), SigningKey(bytes(32)))
    assert "bureau" in laptop.store.roles()
