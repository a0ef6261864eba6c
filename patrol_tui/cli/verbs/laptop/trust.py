"""Checking the ledger, and making its views anew: `verify` and `rebuild`."""

from collections.abc import Callable
from typing import Annotated

import typer

from patrol_tui.cli.call import Call, the_call
from patrol_tui.cli.columns import facts
from patrol_tui.cli.output import DONE, FOUND
from patrol_tui.domain.language.errors import N_
from patrol_tui.domain.language.phrase import spoken
from patrol_tui.language import _, current, ngettext
from patrol_tui.services.bureau.shared_check import BYTES_AN_ENTRY, check_shared
from patrol_tui.services.ports.ports import Problem, Verified


def add(app: typer.Typer) -> None:
    """Add the verbs."""
    app.command("verify", help=_("Check every hash, line, seal and log row."))(_verify)
    app.command("rebuild", help=_("Mend the ledger and make its views anew."))(_rebuild)


def _progress(call: Call, what: str) -> Callable[[int, int], bool]:
    def show(done: int, total: int) -> bool:
        call.output.progress(f"{what} {done} / {total}")
        return True

    return show


def _verify(
    context: typer.Context,
    *,
    shared: Annotated[
        bool,
        typer.Option("--shared", help=N_("read every entry of the shared database again too")),
    ] = False,
) -> None:
    call = the_call(context)
    with call.session() as session:
        found = session.ledger.verify(_progress(call, _("checking")))
        call.output.end_progress()
        problems = list(found.problems)
        if shared:
            problems += _shared_problems(call, found.entries)
    call.exit_code = FOUND if problems else DONE
    body = {
        "ok": not problems,
        "entries": found.entries,
        "streams": found.streams,
        "digest": found.digest.hex(),
        "problems": [
            {"entry": one.entry.hex() if one.entry else None, "what": _words(one)}
            for one in problems
        ],
    }
    call.output.answer(body, _lines(found, problems), _told(problems))


def _shared_problems(call: Call, entries: int) -> tuple[Problem, ...]:
    """Read the shared logs again, from a connection of its own; the cost is said first."""
    from patrol_tui import bootstrap

    size_mb = max(entries * BYTES_AN_ENTRY / 1_000_000, 0.1)
    call.output.message(
        _("All of about {count} entries are read again: some {size} MB over the link.").format(
            count=entries, size=f"{size_mb:.1f}"
        )
    )
    unlocked = call.unlocked()
    store = bootstrap.open_store(unlocked, call.clock)
    try:
        shared = bootstrap.connect_shared(unlocked.home, store, call.clock)
        try:
            return check_shared(store, shared, _read(call))
        finally:
            shared.close()
            call.output.end_progress()
    finally:
        store.close()


def _read(call: Call) -> Callable[[int], None]:
    def show(count: int) -> None:
        call.output.progress(_("entries read: {count}").format(count=count))

    return show


def _lines(found: Verified, problems: list[Problem]) -> list[str]:
    lines = facts(
        (
            (_("entries held"), str(found.entries)),
            (_("lines of devices"), str(found.streams)),
            (_("digest"), found.digest.hex()),
        )
    )
    if problems:
        lines.append("")
    return lines + [f"{one.entry.hex() if one.entry else '-'}  {_words(one)}" for one in problems]


def _told(problems: list[Problem]) -> str:
    if not problems:
        return _("Everything checked holds.")
    count = len(problems)
    return ngettext("{count} thing does not hold.", "{count} things do not hold.", count).format(
        count=count
    )


def _words(problem: Problem) -> str:
    values = {name: spoken(value, _, current()) for name, value in problem.params.items()}
    return _(problem.what).format(**values)


def _rebuild(context: typer.Context) -> None:
    from patrol_tui import bootstrap

    call = the_call(context)
    rebuilt = bootstrap.rebuild(
        call.unlocked_without_ledger(), call.clock, _progress(call, _("making"))
    )
    call.output.end_progress()
    mended, synced = rebuilt.mended, rebuilt.synced
    body = {
        "things": rebuilt.things,
        "kept": mended.kept,
        "restored": mended.restored,
        "lost": mended.spoilt,
        "gaps": rebuilt.gaps,
        "set_aside": str(mended.set_aside) if mended.set_aside else None,
        "sync": synced.state if synced else None,
    }
    told = [sentence.text(_, current()) for sentence in bootstrap.told(rebuilt)]
    call.output.answer(body, said="\n".join(told))
