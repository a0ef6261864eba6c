"""What a program does to the files of a folder, as strace sees it, in order."""

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.ledger.processes import ROOT, child_environment

CALLS = (
    "openat,open,creat,close,dup,dup2,dup3,lseek,write,pwrite64,writev,pwritev,ftruncate,truncate,"
    "fallocate,fsync,fdatasync,unlink,unlinkat,rename,renameat,renameat2,link,linkat,mkdir"
)
_LINE = re.compile(r"(?:\d+ +)?(\w+)\((.*)\) += (-?\d+)")
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
_DIRECTORY = "O_DIRECTORY"


@dataclass(frozen=True, slots=True)
class Op:
    """One thing that was done.

    Attributes:
        what: create, write, cut, flush, name, drop, or say.
        file: number of the file; for `flush` of the folder itself, -1.
        name: what the folder calls it, or what was said.
        at: where, or to what length.
        data: the bytes written.
    """

    what: str
    file: int = -1
    name: str = ""
    at: int = 0
    data: bytes = b""


@dataclass
class _Reader:
    """Follows descriptors and names through the log."""

    folder: str
    names: dict[str, int] = field(default_factory=dict)
    open: dict[int, list[int]] = field(default_factory=dict)
    appending: set[int] = field(default_factory=set)
    sizes: dict[int, int] = field(default_factory=dict)
    directories: set[int] = field(default_factory=set)

    def read(self, line: str) -> Iterator[Op]:
        """Yield what a line of the log tells of the folder."""
        found = _LINE.match(line)
        if found is None or int(found[3]) < 0:
            if "unfinished" in line and self.folder.encode().hex() in line.replace("\\x", ""):
                raise ValueError(line)
            return
        texts = [bytes.fromhex(text.replace("\\x", "")) for text in _TEXT.findall(found[2])]
        rest = _TEXT.sub("_", found[2]).split(", ")
        handler: Callable[..., Iterator[Op]] | None = getattr(self, f"on_{found[1]}", None)
        if handler is not None:
            yield from handler(texts, rest, int(found[3]))

    def _name(self, path: bytes) -> str | None:
        folder, slash, name = path.decode("utf-8", "replace").rpartition("/")
        return name if slash and folder == self.folder else None

    def on_openat(self, texts: list[bytes], rest: list[str], handle: int) -> Iterator[Op]:
        self.open.pop(handle, None)
        self.directories.discard(handle)
        self.appending.discard(handle)
        if texts[0].decode("utf-8", "replace") == self.folder:
            self.directories.add(handle)
        name = self._name(texts[0])
        if name is None:
            return
        if name not in self.names:
            self.names[name] = max([*self.sizes, -1]) + 1
            self.sizes[self.names[name]] = 0
            yield Op("create", self.names[name], name)
        number = self.names[name]
        self.open[handle] = [number, 0]
        if "O_APPEND" in rest[2]:
            self.appending.add(handle)
        if "O_TRUNC" in rest[2] and self.sizes[number]:
            yield self._cut(number, 0)

    def on_close(self, _texts: list[bytes], rest: list[str], _value: int) -> Iterator[Op]:
        self.open.pop(int(rest[0]), None)
        self.directories.discard(int(rest[0]))
        return iter(())

    def on_lseek(self, _texts: list[bytes], rest: list[str], value: int) -> Iterator[Op]:
        if int(rest[0]) in self.open:
            self.open[int(rest[0])][1] = value
        return iter(())

    def on_write(self, texts: list[bytes], rest: list[str], count: int) -> Iterator[Op]:
        handle = int(rest[0])
        if handle == 1:
            yield from (Op("say", name=line) for line in texts[0].decode().splitlines())
        elif handle in self.open:
            number, at = self.open[handle]
            if handle in self.appending:
                at = self.sizes[number]
            self.open[handle][1] = at + count
            yield self._write(number, at, texts[0][:count])

    def on_pwrite64(self, texts: list[bytes], rest: list[str], count: int) -> Iterator[Op]:
        if int(rest[0]) in self.open:
            yield self._write(self.open[int(rest[0])][0], int(rest[3]), texts[0][:count])

    def _write(self, number: int, at: int, data: bytes) -> Op:
        self.sizes[number] = max(self.sizes[number], at + len(data))
        return Op("write", number, at=at, data=data)

    def on_ftruncate(self, _texts: list[bytes], rest: list[str], _value: int) -> Iterator[Op]:
        if int(rest[0]) in self.open:
            yield self._cut(self.open[int(rest[0])][0], int(rest[1]))

    def _cut(self, number: int, length: int) -> Op:
        self.sizes[number] = length
        return Op("cut", number, at=length)

    def on_fsync(self, _texts: list[bytes], rest: list[str], _value: int) -> Iterator[Op]:
        handle = int(rest[0])
        if handle in self.directories:
            yield Op("flush")
        elif handle in self.open:
            yield Op("flush", self.open[handle][0])

    on_fdatasync = on_fsync

    def on_unlink(self, texts: list[bytes], _rest: list[str], _value: int) -> Iterator[Op]:
        name = self._name(texts[0])
        if name is not None:
            yield Op("drop", self.names.pop(name), name)

    def on_link(self, texts: list[bytes], _rest: list[str], _value: int) -> Iterator[Op]:
        old, new = map(self._name, texts)
        if old is not None and new is not None:
            self.names[new] = self.names[old]
            yield Op("name", self.names[new], new)

    def on_rename(self, texts: list[bytes], _rest: list[str], _value: int) -> Iterator[Op]:
        old, new = map(self._name, texts)
        if old is not None and new is not None:
            number = self.names.pop(old)
            self.names[new] = number
            yield Op("rename", number, f"{old}/{new}")

    def unknown(self, texts: list[bytes], rest: list[str], _value: int) -> Iterator[Op]:
        """Refuse a call that nobody has taught this reader, if it is about the folder."""
        is_ours = any(self._name(text) is not None for text in texts)
        if is_ours or (rest[0].isdecimal() and int(rest[0]) in self.open):
            raise ValueError(rest)
        return iter(())

    on_open = on_creat = on_writev = on_pwritev = on_truncate = on_fallocate = unknown
    on_unlinkat = on_renameat = on_renameat2 = on_linkat = on_dup = on_dup2 = on_dup3 = unknown


class NotTraced(Exception):
    """The system does not let processes be traced."""


def record(module: str, folder: Path, *arguments: str) -> list[Op]:
    """Run a module on an empty folder, and return what it did there and what it said.

    Raises:
        NotTraced: strace may not trace here.
        AssertionError: the module failed.
    """
    log = folder.with_name(folder.name + ".strace")
    command = ["strace", "-f", "-xx", "-s", "1000000", "-e", f"trace={CALLS}", "-o", str(log)]
    command += [sys.executable, "-m", module, str(folder), *arguments]
    ran = subprocess.run(
        command, cwd=ROOT, env=child_environment(), capture_output=True, text=True, check=False
    )
    if ran.returncode and ("ptrace" in ran.stderr or "PTRACE" in ran.stderr):
        raise NotTraced(ran.stderr)
    assert ran.returncode == 0, ran.stderr
    reader = _Reader(str(folder))
    with log.open(encoding="ascii") as lines:
        return [op for line in lines for op in reader.read(line)]
