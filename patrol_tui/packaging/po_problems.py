"""What can be wrong with a catalogue of texts."""

from collections.abc import Iterator
from string import Formatter

from babel.messages.catalog import Catalog, Message

from patrol_tui.packaging.po_files import compiled, extracted, mo_path


def problems_of(area: str, catalogue: Catalog) -> list[str]:
    """Return what is wrong with one area's catalogue."""
    marked = {_first(message) for message in extracted(area) if message.id}
    held = {_first(message): message for message in catalogue if message.id}
    found = [f"not extracted: {text!r}" for text in sorted(marked - set(held))]
    found += [f"no longer in the code: {text!r}" for text in sorted(set(held) - marked)]
    for text, message in held.items():
        found += [f"{what}: {text!r}" for what in _problems_of_message(message)]
    path = mo_path(area)
    if not path.exists() or path.read_bytes() != compiled(catalogue):
        found.append("its .mo file is stale: run `python -m patrol_tui.packaging.messages compile`")
    return found


def problems_together(catalogues: dict[str, Catalog]) -> list[str]:
    """Return texts to which two areas give different Chinese: one of them would never show."""
    seen: dict[str, tuple[str, str]] = {}
    found = []
    for area, catalogue in catalogues.items():
        for message in catalogue:
            text, chinese = _first(message), "/".join(_strings(message))
            if not text or not chinese:
                continue
            other, said = seen.setdefault(text, (area, chinese))
            if said != chinese:
                found.append(f"{text!r} is {said!r} in {other} and {chinese!r} in {area}")
    return found


def _problems_of_message(message: Message) -> Iterator[str]:
    chinese = _strings(message)
    if not any(chinese):
        yield "no Chinese"
        return
    if message.fuzzy:
        yield "marked fuzzy"
    wanted = _placeholders(message.id if isinstance(message.id, str) else message.id[-1])
    for text in chinese:
        if _placeholders(text) != wanted:
            yield "placeholders differ"


def _placeholders(text: str) -> set[str] | None:
    try:
        return {name for _, name, _, _ in Formatter().parse(text) if name is not None}
    except ValueError:
        # A lone brace: such a text is never formatted, and its translation may hold one too.
        return None


def _first(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def _strings(message: Message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string or [])
