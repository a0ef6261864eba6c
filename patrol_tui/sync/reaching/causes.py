"""What a server or its driver says in English, told in a sentence that can be translated.

The driver's own words follow in brackets: whoever runs the server looks for them.
"""

from patrol_tui.domain.language.errors import N_

NOT_REACHED = N_("The shared database {address} was not reached. Nothing is lost. ({detail})")

NOT_LET_IN = N_(
    "{address} does not let this laptop in. Nothing is lost; ask the bureau. ({detail})"
)
_TOO_MANY = ("too many", "connection slots")
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
        ("authentication failed", "pg_hba.conf", "is not permitted to log in", "role "),
        NOT_LET_IN,
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
        _TOO_MANY,
        N_("{address} has too many visitors just now. Nothing is lost; try later. ({detail})"),
    ),
)


def not_reached(detail: str) -> str:
    """Return the sentence for what kept a laptop from its shared database."""
    said = detail.lower()
    fitting = (text for words, text in _CAUSES if any(word in said for word in words))
    return next(fitting, NOT_REACHED)


def speaks_of(detail: str, name: str) -> bool:
    """Tell whether a server was reached and speaks of this login or database.

    Its words are in whatever language it speaks; names stay as they are.
    """
    return name != "" and name in detail


def is_about_a_login(detail: str, login: str) -> bool:
    """Tell, as well as words can, whether a server speaks of a login that it does not let in."""
    said = detail.lower()
    return speaks_of(detail, login) and not any(words in said for words in _TOO_MANY)
