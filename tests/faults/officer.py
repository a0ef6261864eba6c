"""What other processes do at a home: `python -m tests.faults.officer VERB HOME...`."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from patrol_tui import bootstrap
from patrol_tui.clock import Clock, SystemClock
from patrol_tui.devices.sample_photo import sample_photo
from patrol_tui.domain.language.errors import PatrolError
from patrol_tui.ledger.disk.errors import NotSaved
from patrol_tui.services.requests import PhotoFile, RecordIssue, SetFields
from patrol_tui.services.session import Session
from patrol_tui.services.syncing.sync_values import SyncProgress
from tests.ledger.writer import say

KIND = "other"
PLACE, NOTE = "小吃街口", "占道卖水果，劝导后收摊"


@contextmanager
def session_of(home: Path, clock: Clock | None = None) -> Iterator[Session]:
    """Open a home that asks for no PIN."""
    at = clock or SystemClock()
    session = bootstrap.open_session(
        bootstrap.unlock(bootstrap.open_home(home, {}), None, None, at), at
    )
    try:
        yield session
    finally:
        session.close()


def record(session: Session, place: str = PLACE, *photos: Path, note: str = NOTE) -> bytes:
    """Record an issue and return its identity; it is durable."""
    files = tuple(PhotoFile(path) for path in photos)
    return session.office.perform(RecordIssue(KIND, place, note, photos=files)).subject


def record_for_ever(home: Path) -> None:
    """Record and correct, and say what is durable."""
    with session_of(home) as session:
        for number in count():
            subject = record(session, f"{number}号点")
            say(subject.hex())
            session.office.perform(SetFields(subject, {"note": f"第{number}次"}))


def photograph_for_ever(home: Path) -> None:
    """Record with photos, and say which issue is durable."""
    photo = home / "photo.jpg"
    with session_of(home) as session:
        for number in count():
            photo.write_bytes(sample_photo(number))
            say(record(session, f"{number}号点", photo).hex())


def sync_for_ever(home: Path) -> None:
    """Sync, and say how far it is at each step."""
    with session_of(home) as session:
        while True:
            session.sync(lambda told: say(told.step, told.entries_sent), lambda: False)


def hold_a_sync(home: Path) -> None:
    """Begin a sync, and stay in the middle of it."""

    def stay(told: SyncProgress) -> None:
        say(told.step)
        sys.stdin.readline()

    with session_of(home) as session:
        session.sync(stay, lambda: False)


def record_on_a_short_leash(home: Path) -> None:
    """Record until a limit of the process refuses it, then without that limit."""
    if sys.platform == "win32":
        return
    import resource
    import signal

    with session_of(home) as session:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        size_bytes = (home / "data" / "ledger.db").stat().st_size
        resource.setrlimit(resource.RLIMIT_FSIZE, (size_bytes, resource.RLIM_INFINITY))
        saved, refused = _until_refused(session)
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        _tell_what_is_left(session, saved, refused)


def record_on_a_small_disk(home: Path, size: str) -> None:
    """Record on a small disk, mounted here alone, until it is full; then make room."""
    aside = home.with_name("aside")
    home.rename(aside)
    home.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", home], check=True)
    subprocess.run(["cp", "-r", f"{aside}/.", home], check=True)
    filler = home / "filler"
    filler.write_bytes(b"x" * (1 << 20))
    with session_of(home) as session:
        photo = aside / "photo.jpg"
        photo.write_bytes(sample_photo(1))
        _tell_refusal(lambda: record(session, "有照片", photo))
        saved, refused = _until_refused(session)
        filler.unlink()
        _tell_what_is_left(session, saved, refused)


def record_on_a_failing_disk(home: Path) -> None:
    """Record until a flush fails, then open the files anew and go on."""
    with session_of(home) as session:
        saved, refused = _until_refused(session)
    with session_of(home) as session:
        _tell_what_is_left(session, saved, refused)


def _until_refused(session: Session) -> tuple[int, NotSaved]:
    """Record until the disk takes no more; return how often it did, and what was said then."""
    for number in count():
        try:
            _record_drafted(session, number)
        except NotSaved as refused:
            return number, refused
    raise AssertionError


def _record_drafted(session: Session, number: int) -> None:
    """Record as the screens do: what is typed is a draft first, which goes with the entry."""
    key, place = f"issue-{number}", f"{number}号点"
    session.drafts.save(key, place, number)
    session.drafts.settle(key, lambda: record(session, place, note="占道" * 500))


def _tell_refusal(work: Callable[[], object]) -> None:
    try:
        work()
    except PatrolError as error:
        say(type(error).__name__)
    else:
        say("done")


def _tell_what_is_left(session: Session, saved: int, refused: NotSaved) -> None:
    """Say what a refused save left behind, and whether the next one is taken."""
    drafts = [draft.text for draft in session.drafts.kept()]
    before = session.ledger.counts().open_issues
    record(session, "之后")
    say(type(refused).__name__)
    say(refused.text(str))
    say(saved, before, session.ledger.counts().open_issues)
    say(*drafts)
    say(len(session.ledger.verify().problems))


if __name__ == "__main__":
    VERBS: dict[str, Callable[..., None]] = {
        "record_for_ever": record_for_ever,
        "photograph_for_ever": photograph_for_ever,
        "sync_for_ever": sync_for_ever,
        "hold_a_sync": hold_a_sync,
        "record_on_a_short_leash": record_on_a_short_leash,
        "record_on_a_failing_disk": record_on_a_failing_disk,
        "record_on_a_small_disk": record_on_a_small_disk,
    }
    VERBS[sys.argv[1]](Path(sys.argv[2]), *sys.argv[3:])
