"""Evidence of one thing, from an unlocked home."""

from typing import TYPE_CHECKING

from patrol_tui.bootstrap.sessions import open_session, open_store

if TYPE_CHECKING:
    from pathlib import Path

    from patrol_tui.bootstrap.homes import Unlocked
    from patrol_tui.clock import Clock
    from patrol_tui.documents.evidence_zip import About, EvidenceWritten
    from patrol_tui.services.session import Session


def export_evidence(
    unlocked: "Unlocked", named: str, path: "Path", clock: "Clock", reader: str
) -> "EvidenceWritten":
    """Write what proves a thing's entries to somebody without this program.

    Who does not handle the case gets the copies of photos with parts blackened, where there are
    some, without their originals; the other side gets no photos. What may not reach the reader is
    struck out of what entries say.

    Raises:
        NotFound: nothing is called so.
        Refused: this reader may not know of it, or the file could not be written.
    """
    from contextlib import closing

    from patrol_tui.documents.evidence_zip import write_evidence
    from patrol_tui.domain.language.errors import NotFound
    from patrol_tui.services.exports.discretion import Discretion
    from patrol_tui.services.exports.evidence import gather
    from patrol_tui.services.exports.recipients import reader_of
    from patrol_tui.services.exports.stripped_evidence import telling_of, withheld_of

    with (
        closing(open_store(unlocked, clock)) as ledger,
        closing(open_session(unlocked, clock)) as session,
    ):
        subject = ledger.find(named)
        evidence = gather(ledger.apart.proofs(), subject)

        def photo(name: bytes) -> bytes | None:
            try:
                return session.blobs.get(name)
            except NotFound:
                return None

        state = ledger.state(subject)
        discretion = Discretion(session.ledger, reader_of(reader))
        told = None if state is None else telling_of(discretion, state)
        withheld = () if state is None else withheld_of(discretion, state)
        return write_evidence(evidence, _about(session, subject), photo, path, withheld, told)


def _about(session: "Session", subject: bytes) -> "About":
    from patrol_tui import __version__
    from patrol_tui.documents.evidence_zip import About

    ledger, desk = session.ledger, session.desk()
    state, writer = ledger.state(subject), ledger.writer
    return About(
        number=state.text("number") if state else "",
        type=state.type if state else "",
        exported_at_us=desk.now_us,
        exported_by=f"{writer.name} {writer.badge}",
        program=f"patrol-tui {__version__}",
        root_key=bytes.fromhex(ledger.meta("root_key") or ""),
        people=ledger.people(),
        devices=ledger.devices(),
        zone=desk.zone,
    )
