"""Keeps a case file in the home's folder of exports."""

from pathlib import Path

from patrol_tui import bootstrap
from patrol_tui.domain.case_file import CaseFile
from patrol_tui.domain.language.file_names import file_name as plain_name
from patrol_tui.services.exports.recipients import Recipient
from patrol_tui.tui.exports.folder import exports_folder


def file_name(case: CaseFile, recipient: Recipient) -> str:
    """Return what the file is called: of which case, and for whom it was stripped."""
    return plain_name(f"case-{case.number}-{recipient.value}", "pdf")


def keep_case_file(data: Path, case: CaseFile, recipient: Recipient) -> Path:
    """Write a case file into the folder of exports, and that folder where there is none.

    Args:
        data: the home's data folder, which may hold fonts of the district.
        case: what is written.
        recipient: for whom it was stripped.

    Raises:
        Refused: no font, or the disk did not take it.
    """
    path = exports_folder(data) / file_name(case, recipient)
    bootstrap.write_case_file(case, path, data)
    return path
