"""Carrying out a change of a thing and saying so."""

import typer

from patrol_tui.cli.call import the_call
from patrol_tui.cli.shapes.of_station import said
from patrol_tui.domain.entries.ids import id_text
from patrol_tui.services.requests import ThingRequest
from patrol_tui.services.session import Session
from patrol_tui.services.wording import status_words


def changed(
    context: typer.Context, session: Session, request: ThingRequest, told: str, **more: object
) -> None:
    """Carry out a change and say so.

    Args:
        context: of the verb.
        session: the opened home.
        request: what to change.
        told: a sentence, translated, with places for `number`, `status` and what `more` names.
        more: what else the sentence names.
    """
    call = the_call(context)
    done = session.office.perform(request)
    state = session.ledger.state(done.subject)
    number = state.text("number") if state else ""
    stands = said(status_words(state.status, state.type)) if state else ""
    body = {
        "id": id_text(done.subject),
        "number": number,
        "status": state.status if state else "",
        "entries": [entry.hash.hex() for entry in done.entries],
    }
    call.output.answer(body, said=told.format(number=number, status=stands, **more))
