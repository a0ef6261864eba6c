"""Who may be named as the reader of what leaves the station."""

from patrol_tui.language import _
from patrol_tui.services.exports.recipients import Recipient
from patrol_tui.tui.kit.form.fields import Choice


def reader_choices() -> list[Choice]:
    """Return the readers that a form offers."""
    return [
        Choice(Recipient.ANYONE.value, _("Anyone")),
        Choice(Recipient.HANDLER.value, _("Those who handle it")),
        Choice(Recipient.ACCUSED.value, _("The other side")),
    ]
