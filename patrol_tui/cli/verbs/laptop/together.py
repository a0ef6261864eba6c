"""Bringing entries together: `sync` and `receipt`."""

import json
import signal
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from random import SystemRandom
from typing import Annotated

import typer

from patrol_tui.cli.call import Call, the_call
from patrol_tui.cli.columns import facts, table
from patrol_tui.cli.output import DONE, FAILED, INCOMPLETE, UNREACHABLE
from patrol_tui.cli.shapes.of_station import Shapes
from patrol_tui.domain.language.errors import N_
from patrol_tui.language import _, current
from patrol_tui.services.exports.receipt import Missing, Receipt
from patrol_tui.services.session import Session
from patrol_tui.services.syncing.sync_values import Outcome, Step, SyncProgress, SyncResult
from patrol_tui.services.syncing.watch import watch

_CODES: Mapping[Outcome, int] = {
    "complete": DONE,
    "partial": INCOMPLETE,
    "unreachable": UNREACHABLE,
    "refused": FAILED,
}
_SAID: Mapping[Outcome, str] = {
    "complete": N_("Everything is in the shared ledger."),
    "partial": N_("A part is in the shared ledger; the next sync goes on from there."),
    "unreachable": N_("The shared database was not reached; nothing is lost."),
    "refused": N_("The shared database refused; nothing is lost."),
}
_STEPS: Mapping[Step, str] = {
    "connecting": N_("connecting"),
    "entries": N_("entries"),
    "photos": N_("photos"),
    "done": N_("done"),
}
_TYPES: Mapping[str, str] = {
    "issue": N_("issues"),
    "patrol": N_("patrols"),
    "catalog_item": N_("catalogue items"),
    "officer": N_("officers"),
    "device": N_("laptops"),
    "station_key": N_("stations' keys"),
    "photo": N_("photos"),
}


def add(app: typer.Typer) -> None:
    """Add the verbs."""
    app.command("sync", help=_("Send what is new here and fetch what is new there."))(_sync)
    app.command("receipt", help=_("Say what the shared ledger has confirmed and what is missing."))(
        _receipt
    )


def _sync(
    context: typer.Context,
    *,
    watching: Annotated[
        bool, typer.Option("--watch", help=N_("go on, again and again, until it is interrupted"))
    ] = False,
    photos_later: Annotated[
        bool,
        typer.Option("--photos-later", help=N_("entries alone; photos wait for another sync")),
    ] = False,
) -> None:
    call = the_call(context)
    with call.session() as session:

        def once() -> SyncResult:
            return _once(call, session, with_photos=not photos_later)

        if not watching:
            result = once()
            call.exit_code = _CODES[result.state]
            call.output.answer(result.as_json(_, current()), _lines(result), _told(result))
            return
        with _ended_by_signals():
            for result in watch(once, _waiting(call), SystemRandom().random):
                _report(call, result, Shapes.of(session))


@contextmanager
def _ended_by_signals() -> Iterator[None]:
    """Let the signal by which services are stopped end the program as Ctrl-C does."""
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _once(call: Call, session: Session, *, with_photos: bool) -> SyncResult:
    def show(progress: SyncProgress) -> None:
        counted = f"{progress.done} / {progress.total}" if progress.total else ""
        call.output.progress(f"{_(_STEPS[progress.step])} {counted}")

    try:
        return session.sync(show, lambda: False, with_photos=with_photos)
    finally:
        call.output.end_progress()
        session.rest()


def _waiting(call: Call) -> Callable[[float], bool]:
    """Return what waits between two syncs; only an interruption ends it."""

    def wait(seconds: float) -> bool:
        call.wait(seconds)
        return True

    return wait


def _report(call: Call, result: SyncResult, shapes: Shapes) -> None:
    """Say on one line how one of many syncs went; with --json each line is a document."""
    if call.output.json_wanted:
        body = json.dumps(result.as_json(_, current()), ensure_ascii=False)
        print(body, file=call.output.out, flush=True)
        return
    counts = _("sent {sent}, fetched {fetched}, waiting {waiting}").format(
        sent=result.receipts, fetched=result.pulled, waiting=result.pending
    )
    call.output.lines([f"{shapes.clock(result.at_us)}  {_told(result)}  {counts}"])
    call.output.out.flush()


def _lines(result: SyncResult) -> list[str]:
    return facts(
        (
            (_("entries confirmed"), str(result.receipts)),
            (_("entries fetched"), str(result.pulled)),
            (_("entries waiting"), str(result.pending)),
            (_("photos confirmed"), str(result.photos_sent)),
            (_("photos waiting"), str(result.photos_pending)),
            (_("conflicts"), str(result.conflicts)),
            (_("in quarantine"), str(result.quarantined)),
        )
    )


def _told(result: SyncResult) -> str:
    """Return how it went; a reason says itself what happened and that nothing is lost."""
    if result.reason is None:
        return _(_SAID[result.state])
    reason = result.reason.text(_, current())
    return f"{_(_SAID[result.state])} {reason}" if result.state == "partial" else reason


def _receipt(context: typer.Context) -> None:
    call = the_call(context)
    with call.session() as session:
        found = session.receipt()
    call.exit_code = DONE if found.is_complete else INCOMPLETE
    told = (
        _("All is in the shared ledger. The laptop may be closed.")
        if found.is_complete
        else _("Not all is in the shared ledger yet. Sync again before you close the laptop.")
    )
    call.output.answer(found.as_json(), _receipt_lines(found), told)


def _receipt_lines(found: Receipt) -> list[str]:
    titles = ("", _("on this laptop"), _("in the shared ledger"))
    rows = [
        (_(_TYPES.get(name, name)), str(tally.here), str(tally.shared))
        for name, tally in found.counts.items()
    ]
    rows += [(_("photos"), str(found.photos.here), str(found.photos.shared))]
    lines = [*table(titles, rows), "", f"{_('digest')}  {found.code}"]
    if found.missing:
        missing = [
            (one.id, _(_TYPES.get(one.type, one.type)), one.title, _(one.why))
            for one in _named(found.missing)
        ]
        named = (_("not confirmed"), _("what"), _("where"), _("why"))
        lines += ["", *table(named, missing)]
    return lines


def _named(missing: Sequence[Missing]) -> list[Missing]:
    """Return what a person looks for first: own work; the catalogue's items are counted above."""
    own = [one for one in missing if one.type != "catalog_item"]
    return own or list(missing)
