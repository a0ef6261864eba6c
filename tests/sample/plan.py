"""Follows a story without writing it: who knows what, how each issue ends, what is due."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from patrol_tui.domain.subjects.issue import ENDED
from patrol_tui.domain.times import microseconds, parse_time
from patrol_tui.sample.act import Act, Sync
from patrol_tui.services.requests import Move, Recheck, RecordIssue, Retract, SetFields


def moment(text: str) -> int:
    """Return a time in China."""
    return microseconds(datetime.fromisoformat(f"{text}+08:00"))


@dataclass(slots=True)
class Told:
    """An issue as a story leaves it."""

    kind: str
    status: str = "reported"
    flags: set[str] = field(default_factory=set)
    deadline_us: int | None = None
    recheck_us: int | None = None

    @property
    def is_open(self) -> bool:
        return self.status not in ENDED and "retracted" not in self.flags

    @property
    def due_us(self) -> int | None:
        if not self.is_open or "suspended" in self.flags:
            return None
        return min(filter(None, (self.deadline_us, self.recheck_us)), default=None)


def told(acts: Iterable[Act]) -> dict[bytes, Told]:
    """Return every issue of a story, by what was said of it last."""
    issues: dict[bytes, Told] = {}
    for act in acts:
        match act.what:
            case RecordIssue(subject=bytes() as subject) as record:
                issue = Told(record.kind)
                issue.deadline_us, issue.recheck_us = record.deadline_us, record.recheck_us
                if "settled" in record.measures:
                    issue.flags.add("settled_on_spot")
                issues[subject] = issue
            case Move(subject=subject, status=status) if subject in issues:
                issues[subject].status = status
            case Recheck(subject=subject):
                issues[subject].recheck_us = None
            case Retract(subject=subject):
                issues[subject].flags.add("retracted")
            case SetFields(subject=subject, values=values) if subject in issues:
                if flag := values.get("flags"):
                    issues[subject].flags.add(flag)
                if later := values.get("deadline_us"):
                    issues[subject].deadline_us = parse_time(later, act.at_us)
            case _:
                pass
    return issues


def unknown_to_author(acts: Iterable[Act]) -> Iterator[tuple[Act, Act]]:
    """Yield what officers did without having seen what was done about the same thing before."""
    shared: list[Act] = []
    known: dict[str, set[int]] = {}
    unsent: dict[str, list[Act]] = {}
    history: dict[bytes, list[Act]] = {}
    for act in acts:
        held = known.setdefault(act.badge, set())
        if isinstance(act.what, Sync):
            shared += unsent.pop(act.badge, [])
            held.update(map(id, shared))
            continue
        subject = getattr(act.what, "subject", None)
        if subject is None:
            continue
        for earlier in history.setdefault(subject, []):
            if id(earlier) not in held:
                yield earlier, act
        history[subject].append(act)
        held.add(id(act))
        unsent.setdefault(act.badge, []).append(act)
