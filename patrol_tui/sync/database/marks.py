"""What a shared database says of itself, and what is wrong where it is not the right one."""

from collections.abc import Iterator
from contextlib import contextmanager

from patrol_tui.domain.language.errors import N_, Refused
from patrol_tui.domain.values import dataclass
from patrol_tui.sync.reaching.address import Address
from patrol_tui.sync.reaching.link import Denied, Foreign, NotSetUp, Statements

FORMAT = 1

NOT_INITIALISED = N_(
    "{address} holds no shared ledger yet. The bureau sets it up with "
    "`patrol-tui admin init-shared URL`."
)
OTHER_DISTRICT = N_(
    "{address} is the shared database of another district. Nothing was sent or changed."
)
NEWER_FORMAT = N_(
    "{address} was set up by a newer version of this program (format {found}, this one knows "
    "{known}). Nothing was sent or changed: install the newer version."
)
OTHER_PROGRAM = N_("{address} holds tables of another program. Nothing was changed.")
NO_RIGHT = N_("The shared database does not let this login do that: {detail}")


@dataclass(frozen=True, slots=True)
class Marks:
    """What a shared database says of itself.

    Attributes:
        root_key: the district's root of trust.
        root_officer: who set it up.
        epoch: renewed whenever the database is replaced.
    """

    root_key: bytes
    root_officer: bytes
    epoch: bytes


def read_marks(link: Statements, address: Address) -> Marks | None:
    """Return what a database says of itself, or None where it is not set up.

    Raises:
        Refused: a newer program set it up, or it is another program's.
    """
    try:
        held: dict[str, str] = dict(link.run(link.marks_sql))
    except NotSetUp:
        return None
    except Foreign as error:
        raise Refused(OTHER_PROGRAM, address=address.shown) from error
    if not held:
        return None
    try:
        found = int(held["format"])
        root_key, root_officer, epoch = (
            bytes.fromhex(held[key]) for key in ("root_key", "root_officer", "epoch")
        )
    except (KeyError, ValueError) as error:
        raise Refused(OTHER_PROGRAM, address=address.shown) from error
    if found > FORMAT:
        raise Refused(NEWER_FORMAT, address=address.shown, found=found, known=FORMAT)
    return Marks(root_key, root_officer, epoch)


@contextmanager
def in_words(name: str) -> Iterator[None]:
    """Say in words what a database answers that is not, or not for us, what it should be.

    Raises:
        Refused: the login may not do that, or nothing is set up there.
    """
    try:
        yield
    except Denied as error:
        raise Refused(NO_RIGHT, detail=str(error)) from error
    except Foreign as error:
        raise Refused(OTHER_PROGRAM, address=name) from error
    except NotSetUp as error:
        raise Refused(NOT_INITIALISED, address=name) from error
