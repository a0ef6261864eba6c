"""Writes the table of keys into README.md: `python -m patrol_tui.packaging.readme_keys`."""

import re
from pathlib import Path

from patrol_tui.language import current, set_language
from patrol_tui.tui.commands import readme_table

README = Path(__file__).parents[2] / "README.md"
_TABLE = re.compile(r"(?<=<!-- keys -->\n).*?(?=<!-- /keys -->)", re.DOTALL)


def with_keys(readme: str) -> str:
    """Return the text of README with the table of keys as the commands have it now."""
    spoken = current()
    set_language("en")
    table = readme_table()
    set_language(spoken)
    return _TABLE.sub(lambda _old: table, readme)


if __name__ == "__main__":
    README.write_text(with_keys(README.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
