"""The report's tables, filled from an unlocked home of the bureau's."""

from typing import TYPE_CHECKING

from patrol_tui.bootstrap.sessions import open_session, open_store, shared_url

if TYPE_CHECKING:
    from patrol_tui.bootstrap.homes import Unlocked
    from patrol_tui.clock import Clock
    from patrol_tui.domain.language.errors import PatrolError
    from patrol_tui.ledger.store import LedgerStore
    from patrol_tui.report.filling import Filled
    from patrol_tui.services.ports.ports import Progress


def report_url(unlocked: "Unlocked", clock: "Clock") -> str:
    """Return where the report is kept unless another place is named.

    In PostgreSQL it is the shared database itself; beside a shared SQLite file, a file of its own.

    Raises:
        Refused: no shared database is named.
    """
    from contextlib import closing

    from patrol_tui.domain.language.errors import Refused
    from patrol_tui.sync.reaching.address import FileAddress, read_address
    from patrol_tui.sync.runner import NOT_CHOSEN

    with closing(open_store(unlocked, clock)) as ledger:
        url = shared_url(unlocked.home, ledger)
    if not url:
        raise Refused(NOT_CHOSEN)
    address = read_address(url)
    if isinstance(address, FileAddress):
        path = address.path
        return f"sqlite:///{path.with_name(f'{path.stem}-report.db')}"
    return address.url


def fill_report(
    unlocked: "Unlocked", url: str, clock: "Clock", progress: "Progress", *, anew: bool
) -> "tuple[Filled, PatrolError | None]":
    """Sync, then bring the report up to the ledger; the bureau follows every station for it.

    Returns:
        What was filled, and why the sync before it did not come through, or None.

    Raises:
        Refused: it is not the bureau that asks, or its login may not write there.
        Unreachable: the report's database does not answer.
    """
    from contextlib import closing

    from patrol_tui.domain.entries.ids import name_id
    from patrol_tui.report.database import open_report
    from patrol_tui.report.filling import fill

    engine = open_report(checked(url))
    try:
        with closing(open_session(unlocked, clock)) as session:
            codes = list(session.catalog.stations)
        stations = {name_id("station", code): code for code in codes}
        with closing(open_store(unlocked, clock)) as ledger:
            _follow(ledger, stations)
        reason = _not_synced(unlocked, clock)
        with closing(open_store(unlocked, clock)) as ledger:
            district = bytes.fromhex(ledger.meta("root_key") or "")
            return fill(engine, ledger, stations, district, progress, anew=anew), reason
    finally:
        engine.dispose()


def _not_synced(unlocked: "Unlocked", clock: "Clock") -> "PatrolError | None":
    from contextlib import closing

    from patrol_tui.ledger.homelock import SyncRuns

    with closing(open_session(unlocked, clock)) as session:
        try:
            result = session.sync(lambda _progress: None, lambda: False)
        except SyncRuns as error:  # the screens bring the same
            return error
    return None if result.state == "complete" else result.reason


def checked(url: str) -> str:
    """Return an address of a database beyond this machine only where its link is protected.

    Raises:
        Usage: it is no address, or its link is open to all.
    """
    from patrol_tui.sync.reaching.address import FileAddress, read_address

    address = read_address(url)
    return f"sqlite:///{address.path}" if isinstance(address, FileAddress) else address.url


def _follow(ledger: "LedgerStore", stations: "dict[bytes, str]") -> None:
    from patrol_tui.services.bureau.enrol import require_bureau

    require_bureau(ledger)
    ledger.follow(stations.keys() - ledger.cursors().keys())
