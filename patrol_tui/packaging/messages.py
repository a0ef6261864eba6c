"""Keeps the Chinese texts complete: `python -m patrol_tui.packaging.messages VERB`.

Verbs:
    extract [AREA]...: put every marked text of the code into its area's .po; translations stay.
    missing [AREA]...: print what lacks Chinese as a JSON object, ready to be filled in.
    fill FILE: take translations from such a JSON object.
    compile [AREA]...: write the .mo files.
    check [AREA]...: fail when anything is missing, stale, doubtful or contradictory.
"""

import json
import sys
from collections.abc import Callable
from pathlib import Path

from babel.messages.catalog import Message

from patrol_tui.packaging.po_files import (
    areas,
    compiled,
    extracted,
    merge,
    mo_path,
    po_path,
    read,
    write,
)
from patrol_tui.packaging.po_problems import problems_of, problems_together


def extract(chosen: list[str]) -> int:
    """Bring the .po files up to what the code says."""
    earlier = {area: read(area) for area in areas()}
    for area in chosen or areas():
        write(area, merge(extracted(area), earlier, area))
    return 0


def missing(chosen: list[str]) -> int:
    """Print the texts without Chinese."""
    lacking = {
        str(message.id if isinstance(message.id, str) else message.id[0]): ""
        for area in chosen or areas()
        for message in read(area)
        if message.id and not message.string
    }
    print(json.dumps(lacking, ensure_ascii=False, indent=1))
    return 0


def fill(chosen: list[str]) -> int:
    """Take translations from JSON files, in every area that has the text."""
    given: dict[str, str] = {}
    for name in chosen:
        given.update(json.loads(Path(name).read_text(encoding="utf-8")))
    for area in areas():
        catalogue = read(area)
        # What nothing is given for stays untouched: somebody else may be editing it.
        changes = [_translate(message, given) for message in catalogue]
        if any(changes):
            write(area, catalogue)
    return 0


def _translate(message: Message, given: dict[str, str]) -> bool:
    plural = not isinstance(message.id, str)
    chinese = given.get(message.id[0] if plural else str(message.id))
    if not message.id or not chinese:
        return False
    translation = (chinese,) if plural else chinese
    changed = message.string != translation
    message.string = translation
    return changed


def compile_areas(chosen: list[str]) -> int:
    """Write the .mo files."""
    for area in chosen or areas():
        mo_path(area).write_bytes(compiled(read(area)))
    return 0


def check(chosen: list[str]) -> int:
    """Report what is wrong with the texts; 0 when nothing is."""
    catalogues = {area: read(area) for area in areas()}
    found = problems_together(catalogues)
    for area in chosen or catalogues:
        found += [f"{po_path(area)}: {what}" for what in problems_of(area, catalogues[area])]
    for line in found:
        print(line, file=sys.stderr)
    return 1 if found else 0


VERBS: dict[str, Callable[[list[str]], int]] = {
    "extract": extract,
    "missing": missing,
    "fill": fill,
    "compile": compile_areas,
    "check": check,
}


def main(arguments: list[str]) -> int:
    """Run one verb; return the exit code."""
    if not arguments or arguments[0] not in VERBS:
        print(__doc__, file=sys.stderr)
        return 2
    return VERBS[arguments[0]](arguments[1:])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
