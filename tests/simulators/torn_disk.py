"""A disk whose power fails: what was flushed is there, the rest in any part and any order."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Literal

from tests.simulators.strace_log import Op

SECTOR_BYTES = 512
Mode = Literal["dropped", "kept", "mixed", "torn"]
MODES: tuple[Mode, ...] = ("dropped", "kept", "mixed", "torn")
Files = dict[str, bytes]


@dataclass
class _File:
    """One file: what is flushed, and what was done to it since."""

    content: bytearray = field(default_factory=bytearray)
    pending: list[Op] = field(default_factory=list)


@dataclass
class Disk:
    """What is on the disk for certain, and what may be.

    Names are the folder's journal: they reach the disk in order, so what is lost of them is always
    the end. What is written into a file reaches it in any part and any order.
    """

    files: dict[int, _File] = field(default_factory=dict)
    names: dict[str, int] = field(default_factory=dict)
    naming: list[Op] = field(default_factory=list)

    def do(self, op: Op) -> None:
        """Take note of what was done."""
        if op.what in {"create", "name", "drop", "rename"}:
            self.files.setdefault(op.file, _File())
            self.naming.append(op)
        elif op.what in {"write", "cut"}:
            self.files[op.file].pending.append(op)
        elif op.what == "flush" and op.file < 0:
            _rename(self.names, self.naming)
            self.naming.clear()
        elif op.what == "flush":
            self._settle(self.files[op.file])

    def flush_all(self) -> None:
        """Have everything reach the disk."""
        self.do(Op("flush"))
        for file in self.files.values():
            self._settle(file)

    def _settle(self, file: _File) -> None:
        _apply(file.content, file.pending)
        file.pending.clear()

    @property
    def is_settled(self) -> bool:
        """Tell whether a power cut would lose nothing."""
        return not self.naming and not any(file.pending for file in self.files.values())

    def after_cut(self, mode: Mode, chance: Random) -> Files:
        """Return the files as they are found when the power is back."""
        names = dict(self.names)
        _rename(names, self.naming[: self._named(mode, chance)])
        found = {}
        for name, number in names.items():
            file = self.files[number]
            content = bytearray(file.content)
            _apply(content, _survivors(file.pending, mode, chance))
            found[name] = bytes(content)
        return found

    def _named(self, mode: Mode, chance: Random) -> int:
        if mode == "dropped":
            return 0
        return len(self.naming) if mode == "kept" else chance.randint(0, len(self.naming))


def _rename(names: dict[str, int], ops: Iterable[Op]) -> None:
    for op in ops:
        if op.what == "rename":
            old, new = op.name.split("/")
            names.pop(old, None)
            names[new] = op.file
        elif op.what == "drop":
            names.pop(op.name, None)
        else:
            names[op.name] = op.file


def _survivors(pending: Sequence[Op], mode: Mode, chance: Random) -> Iterator[Op]:
    if mode == "kept":
        yield from pending
    elif mode == "mixed":
        yield from (op for op in pending if chance.getrandbits(1))
    elif mode == "torn":
        # Much or little of what was under way is there, not always the half of it.
        percent = chance.choice((10, 50, 90))
        for op in pending:
            if op.what == "write":
                yield from (part for part in _sectors(op) if chance.randrange(100) < percent)
            elif chance.randrange(100) < percent:
                yield op


def _sectors(op: Op) -> Iterator[Op]:
    """Yield a write in the parts that a disk writes whole."""
    at, end = op.at, op.at + len(op.data)
    while at < end:
        until = min(end, (at // SECTOR_BYTES + 1) * SECTOR_BYTES)
        yield Op("write", op.file, at=at, data=op.data[at - op.at : until - op.at])
        at = until


def _apply(content: bytearray, ops: Iterable[Op]) -> None:
    for op in ops:
        if op.what == "cut":
            del content[op.at :]
        if len(content) < op.at:
            content.extend(bytes(op.at - len(content)))
        if op.what == "write":
            content[op.at : op.at + len(op.data)] = op.data
