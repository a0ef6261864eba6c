"""One sync of a home, as the shells start it: locked, connected, carried out."""

from collections.abc import Callable
from dataclasses import field
from pathlib import Path

from patrol_tui.clock import Clock
from patrol_tui.domain.language.errors import N_, Refused
from patrol_tui.domain.values import dataclass
from patrol_tui.ledger.homelock import one_sync
from patrol_tui.services.bureau.duties import ShutOut
from patrol_tui.services.ports.ports import Ledger
from patrol_tui.services.syncing.flight_size import MOST_BYTES
from patrol_tui.services.syncing.photo_sync import PhotoBox
from patrol_tui.services.syncing.sync import Cancel, SyncProgress, SyncResult, run_sync
from patrol_tui.sync.flights.shared import Shared, open_shared
from patrol_tui.sync.reaching.address import Address, ServerAddress, read_address
from patrol_tui.sync.reaching.kept import KeptLink, Lent

NOT_CHOSEN = N_(
    "No shared database is set for this laptop. Set it in the settings, as `shared_url`."
)


@dataclass(frozen=True, slots=True)
class Runner:
    """Carries out syncs of a home; it fulfils `services.session.SyncRunner`.

    Attributes:
        home: the folder of the home's data.
        program: what runs it, in the words of the command line.
        ledger: the opened ledger.
        box: the opened photos.
        root_key: the district's root of trust that this home was set up with.
        url: where the shared database is; empty where none is chosen.
        clock: tells the time.
        kept: the connection that outlives a sync; a runner of its own begins without one.
        duties: does what the bureau owes after a pull, given what shuts a laptop out; tells whether
            it wrote something.
        most_bytes: what a flight may grow to.
    """

    home: Path
    program: str
    ledger: Ledger
    box: PhotoBox
    root_key: bytes
    url: str
    clock: Clock
    kept: KeptLink = field(default_factory=KeptLink)
    duties: Callable[[ShutOut], bool] = lambda _shut_out: False
    most_bytes: int = MOST_BYTES

    def __call__(
        self,
        progress: Callable[[SyncProgress], None],
        cancel: Cancel,
        *,
        with_photos: bool = True,
    ) -> SyncResult:
        """Sync once.

        Raises:
            SyncRuns: another process syncs this home.
            NotSaved: this laptop's own disk refused.
        """
        opened: list[Shared | Lent] = []

        def connect() -> Shared | Lent:
            opened.append(self.connect())
            return opened[-1]

        with one_sync(self.home, self.program, self.clock.now_us()):
            return run_sync(
                self.ledger,
                self.box,
                connect,
                self.clock,
                progress,
                cancel,
                with_photos=with_photos,
                after_pull=lambda: self.duties(opened[-1].shut_out),
                most_bytes=self.most_bytes,
            )

    def connect(self) -> Shared | Lent:
        """Open the shared database, or go on with the connection that is open.

        A file is opened anew each time: another may lie in its place by then.

        Raises:
            Unreachable: nothing answers there.
            Refused, Usage: none is chosen, or it is not this district's.
        """
        if not self.url:
            raise Refused(NOT_CHOSEN)
        address = read_address(self.url)
        if isinstance(address, ServerAddress):
            return self.kept.lend(self.url, lambda: self._opened(address))
        return self._opened(address)

    def _opened(self, address: Address) -> Shared:
        return open_shared(address, self.root_key, self.ledger.writer.device, self.clock)
