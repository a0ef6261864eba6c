"""What Typer says about wrong usage, in the words of this program."""

import re

import typer

from patrol_tui.domain.language.errors import N_, Usage

# The parser raises them with English sentences and few classes: the sentence tells what it is.
_SAID: tuple[tuple[str, str], ...] = (
    (
        r"No such command '(?P<name>.*)'\. Did you mean (?P<near>.+)\?",
        N_("There is no verb {name}. Did you mean {near}?"),
    ),
    (r"No such command '(?P<name>.*)'\.", N_("There is no verb {name}.")),
    (r"Missing command\.", N_("The verb is missing.")),
    (
        r"No such option: (?P<name>\S+) \(Possible options: (?P<near>.+)\)",
        N_("There is no option {name}. Did you mean {near}?"),
    ),
    (r"No such option: (?P<name>.+)", N_("There is no option {name}.")),
    (r"Option '(?P<option>.+)' requires an argument\.", N_("{option} needs a value.")),
    (r"Option '(?P<option>.+)' does not take a value\.", N_("{option} takes no value.")),
    (r"Missing option '(?P<option>.+)'\.", N_("The option {option} is missing.")),
    (r"Missing argument '(?P<name>.+)'\.", N_("{name} is missing.")),
    (r"Got unexpected extra argument\(s\) \((?P<names>.+)\)", N_("This is too much: {names}")),
    (r"Invalid value for '(?P<name>.+?)': .*", N_("The value of {name} cannot be read.")),
)


def in_own_words(error: typer.TyperException) -> Usage:
    """Return a usage error of the parser as one that can be translated."""
    said = error.format_message()
    for pattern, template in _SAID:
        found = re.fullmatch(pattern, said, re.DOTALL)
        if found:
            params = {name: text.replace("'", "") for name, text in found.groupdict().items()}
            return Usage(template, **params)
    return Usage(N_("The call cannot be read: {said}"), said=said)
