"""Makes the pinyin table anew: `python -m patrol_tui.packaging.make_pinyin`.

Run by developers only, since it needs pypinyin; the program reads the table that it wrote.
"""

from pathlib import Path

from pypinyin import Style, pinyin

TABLE_FILE = Path(__file__).parents[2] / "data" / "pinyin.txt"
_HEAD = """\
# source: pypinyin 0.55 (MIT), itself from the Unicode Unihan data; first reading, then second
# licence: MIT
# units: a toneless syllable (v for the umlauted u), a space, the characters read so
# sample: no
"""


def main() -> None:
    """Write a line a syllable, the second readings of common characters after `= second`."""
    first: dict[str, list[str]] = {}
    second: dict[str, list[str]] = {}
    for point in range(0x4E00, 0xA000):
        readings = _readings(chr(point))
        if readings:
            first.setdefault(readings[0], []).append(chr(point))
        if len(readings) > 1 and _is_common(chr(point)):
            second.setdefault(readings[1], []).append(chr(point))
    text = f"{_HEAD}{_lines(first)}= second\n{_lines(second)}"
    TABLE_FILE.write_text(text, encoding="utf-8", newline="\n")
    print(TABLE_FILE, len(text))


def _readings(character: str) -> list[str]:
    found = pinyin(character, style=Style.NORMAL, heteronym=True, errors="ignore")
    spelt = (reading for reading in (found[0] if found else []))
    return list(dict.fromkeys(one for one in spelt if one.isascii() and one.isalpha()))


def _is_common(character: str) -> bool:
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def _lines(groups: dict[str, list[str]]) -> str:
    return "".join(f"{syllable} {''.join(groups[syllable])}\n" for syllable in sorted(groups))


if __name__ == "__main__":
    main()
