"""What a server or its driver says in English, told in a sentence that can be translated.

The driver's own words follow in brackets: whoever runs the server looks for them.
"""

from patrol_tui.domain.language.errors import N_

NOT_REACHED = N_("The shared database {address} was not reached. Nothing is lost. ({detail})")

_SHUT_OUT = "is not permitted to log in"
_CAUSES = (
    (
        ("connection refused",),
        N_("No server answers at {address}. Nothing is lost; ask whether it runs. ({detail})"),
    ),
    (
        ("resolve host", "translate host name", "name or service not known"),
        N_("The name in {address} is not known in this network. Nothing is lost. ({detail})"),
    ),
    (
        ("timeout", "timed out"),
        N_("The server of {address} did not answer in time. Nothing is lost. ({detail})"),
    ),
    (
        ("no route to host", "network is unreachable"),
        N_("There is no network to {address}. Nothing is lost. ({detail})"),
    ),
    (
        ("authentication failed", "pg_hba.conf", _SHUT_OUT, "role "),
        N_("{address} does not let this laptop in. Nothing is lost; ask the bureau. ({detail})"),
    ),
    (
        ("certificate", "ssl", "tls"),
        N_(
            "{address} could not prove who it is, so nothing was sent. Nothing is lost; ask the "
            "bureau. ({detail})"
        ),
    ),
    (
        ("does not exist",),
        N_("The server has no database {address}. Nothing is lost; ask the bureau. ({detail})"),
    ),
    (
        ("too many", "connection slots"),
        N_("{address} has too many visitors just now. Nothing is lost; try later. ({detail})"),
    ),
)


def not_reached(detail: str) -> str:
    """Return the sentence for what kept a laptop from its shared database."""
    said = detail.lower()
    fitting = (text for words, text in _CAUSES if any(word in said for word in words))
    return next(fitting, NOT_REACHED)


def is_shut_out(detail: str) -> bool:
    """Tell whether the server was reached and has shut this very login out."""
    return _SHUT_OUT in detail.lower()
