"""Where a PIN comes from: a file, the environment, or the person at the terminal."""

import getpass
import sys
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Mapping
from pathlib import Path

from patrol_tui.domain.language.errors import N_, Refused, Usage
from patrol_tui.domain.language.os_reasons import reason_of
from patrol_tui.domain.language.phrase import Phrase
from patrol_tui.language import _

NOT_TEXT = Phrase(N_("it is not UTF-8 text"))
PIN_VARIABLE = "PATROL_PIN"
RECOVERY_VARIABLE = "PATROL_RECOVERY_CODE"
CODE_VARIABLE = "PATROL_BUNDLE_CODE"
NEW_PIN_VARIABLE = "PATROL_NEW_PIN"
NO_PIN = N_("Without a terminal the PIN comes from PATROL_PIN or --pin-file.")
NO_NEW_PIN = N_("Without a terminal the new PIN comes from PATROL_NEW_PIN or --new-pin-file.")


def known_pin(pin_file: Path | None, environ: Mapping[str, str]) -> str:
    """Return the PIN of an officer who has one.

    Raises:
        Usage: nobody gave it and nobody can be asked.
    """
    given = given_secret(pin_file, environ.get(PIN_VARIABLE))
    return _asked(_("PIN: ")) if given is None else given


def new_pin(pin_file: Path | None, environ: Mapping[str, str]) -> str:
    """Return the PIN that an officer chooses; typed twice where it is typed.

    Raises:
        Usage: nobody gave it and nobody can be asked.
        Refused: the two are not the same.
    """
    given = given_secret(pin_file, environ.get(PIN_VARIABLE))
    return _chosen(NO_PIN) if given is None else given


def fresh_pin(new_pin_file: Path | None, environ: Mapping[str, str]) -> str:
    """Return the PIN that takes the place of another, or of a further officer.

    Raises:
        Usage: nobody gave it and nobody can be asked.
        Refused: the two are not the same.
    """
    given = given_secret(new_pin_file, environ.get(NEW_PIN_VARIABLE))
    return given or _chosen(NO_NEW_PIN)


def _chosen(otherwise: str) -> str:
    first = _asked(_("New PIN, six digits or more: "), otherwise)
    if _asked(_("The same again: "), otherwise) != first:
        raise Refused(N_("The two PINs are not the same. Nothing was done; try again."))
    return first


def bundle_code(code_file: Path | None, environ: Mapping[str, str]) -> str:
    """Return the code that opens a bundle."""
    given = given_secret(code_file, environ.get(CODE_VARIABLE))
    if given is not None:
        return given
    _must_be_asked(N_("Without a terminal the code comes from PATROL_BUNDLE_CODE or --code-file."))
    return getpass.getpass(_("Code of the bundle: "), stream=sys.stderr).strip()


def recovery_code(code_file: Path | None, environ: Mapping[str, str]) -> str:
    """Return the code by which the bureau lets an officer back in."""
    given = given_secret(code_file, environ.get(RECOVERY_VARIABLE))
    if given is not None:
        return given
    _must_be_asked(
        N_("Without a terminal the code comes from PATROL_RECOVERY_CODE or --code-file.")
    )
    return getpass.getpass(_("The bureau's code: "), stream=sys.stderr).strip()


def given_secret(file: Path | None, variable: str | None) -> str | None:
    """Return what a file holds, without the line break at its end, else what a variable says.

    Raises:
        Refused: the file cannot be read.
    """
    if file is None:
        return variable or None
    try:
        data = file.read_bytes()
        # Windows' own shell writes `> file` as UTF-16.
        is_wide = data.startswith((BOM_UTF16_LE, BOM_UTF16_BE))
        text = data.decode("utf-16" if is_wide else "utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = reason_of(error) if isinstance(error, OSError) else NOT_TEXT
        raise Refused(N_("{path} cannot be read: {error}."), path=file, error=reason) from error
    return text.rstrip("\r\n")


def _asked(prompt: str, otherwise: str = NO_PIN) -> str:
    _must_be_asked(otherwise)
    return getpass.getpass(prompt, stream=sys.stderr)


def _must_be_asked(otherwise: str) -> None:
    if not sys.stdin or not sys.stdin.isatty():
        raise Usage(otherwise)
