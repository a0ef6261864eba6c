"""A real home lets an old original go, and the shared file gives it back."""

from contextlib import closing
from pathlib import Path

import pytest
from PIL import Image

from patrol_tui import bootstrap
from patrol_tui.clock import FixedClock
from patrol_tui.domain.language.errors import NotFound
from patrol_tui.services.photos.old_photos import DAY_US
from patrol_tui.services.requests import Move, PhotoFile, RecordIssue
from patrol_tui.services.session import Session

BEGUN_US = 1_764_000_000_000_000


def sync(session: Session) -> None:
    result = session.sync(lambda _progress: None, lambda: False)
    assert (result.state, result.photos_pending) == ("complete", 0)


def test_an_original_goes_when_its_case_is_long_closed_and_comes_back_when_it_is_wanted(
    tmp_path: Path,
) -> None:
    clock = FixedClock(BEGUN_US)
    home = bootstrap.open_home(tmp_path / "home", {})
    asked = bootstrap.SetUp("binhu", "队员甲", "0417", f"sqlite:///{tmp_path / 'shared.db'}")
    unlocked = bootstrap.set_up_alone(home, asked, None, clock)
    picture = tmp_path / "front.jpg"
    Image.effect_noise((64, 64), 50).save(picture)
    with closing(bootstrap.open_session(unlocked, clock)) as session:
        kind = next(
            one.id
            for one in session.catalog.kinds.values()
            if not any(field.required for field in one.form())
        )
        request = RecordIssue(kind, "东门", "占道", photos=(PhotoFile(picture, ""),))
        done = session.office.perform(request)
        session.office.perform(Move(done.subject, "voided", reason="重复"))
        (need,) = session.ledger.photos_named()
        original = session.blobs.get(need.blob)
        sync(session)
        session.rest()
        assert session.blobs.has(need.blob)
        clock.advance(200 * DAY_US)
        session.rest()
        with pytest.raises(NotFound):
            session.blobs.get(need.blob)
        assert session.receipt().is_complete
        sync(session)
        assert session.blobs.get(need.blob) == original
