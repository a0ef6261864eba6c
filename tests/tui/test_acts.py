"""What is written is written in order, by one thread, and never lost on the way out."""

import asyncio
from typing import Any

import pytest

from patrol_tui.domain.language.errors import PatrolError, Refused, Unsure
from patrol_tui.services.office import Done
from patrol_tui.services.requests import Pause, Request
from patrol_tui.tui.host.acts import Act, ActQueue


def ignore(told: object) -> None:
    del told


class Office:
    def __init__(self, log: list[str]) -> None:
        self.log = log
        self.error: Exception | None = None

    def perform(self, request: Request) -> Done:
        del request
        if self.error is not None:
            raise self.error
        self.log.append(f"written {len(self.log)}")
        return Done(bytes(16), ())


class Session:
    """What the queue uses of one."""

    notices = ()

    def __init__(self) -> None:
        self.log: list[str] = []
        self.office = Office(self.log)

    def close(self) -> None:
        self.log.append("closed")

    def rest(self) -> bool:
        self.log.append("rested")
        return False

    def refresh(self) -> None:
        self.log.append("refreshed")


async def opened(session: Session, broken: list[BaseException] | None = None) -> ActQueue:
    faults: list[BaseException] = [] if broken is None else broken
    acts = ActQueue(faults.append)
    fake: Any = session
    await acts.open(lambda: fake)
    return acts


async def test_requests_keep_their_order_and_closing_waits_for_them() -> None:
    session = Session()
    acts = await opened(session)
    told: list[Done] = []
    for _ in range(3):
        acts.put(Act(Pause(), told.append, ignore))
    await acts.close()
    assert session.log == ["written 0", "written 1", "written 2", "closed"]
    assert len(told) == 3


async def test_a_refusal_is_told_and_the_next_request_goes_on() -> None:
    session = Session()
    acts = await opened(session)
    refused: list[PatrolError] = []
    session.office.error = Refused("no")
    acts.put(Act(Pause(), ignore, refused.append))
    await acts.settled()
    session.office.error = None
    acts.put(Act(Pause(), ignore, refused.append))
    await acts.close()
    assert [str(error) for error in refused] == ["no"]
    assert session.log == ["written 0", "closed"]


async def test_a_fault_is_told_once_and_closing_still_closes() -> None:
    session, faults = Session(), list[BaseException]()
    acts = await opened(session, faults)
    session.office.error = ZeroDivisionError()
    acts.put(Act(Pause(), ignore, ignore))
    await acts.settled()
    await asyncio.sleep(0)
    assert [type(fault) for fault in faults] == [ZeroDivisionError]
    await acts.close()
    assert session.log == ["closed"]


async def test_what_waits_is_done_by_the_same_hand() -> None:
    session = Session()
    acts = await opened(session)
    await acts.rest()
    await acts.refresh()
    await acts.close()
    await acts.rest()
    assert session.log == ["rested", "refreshed", "closed"]


async def test_a_home_that_cannot_be_opened_leaves_nothing_behind() -> None:
    def locked() -> Any:  # noqa: ANN401 - never answers
        raise Refused("locked")

    acts = ActQueue(ignore)
    with pytest.raises(Refused):
        await acts.open(locked)
    await acts.close()


@pytest.mark.fault(13)
async def test_files_that_the_disk_failed_on_are_opened_anew_before_the_next_request() -> None:
    sessions = [Session(), Session()]
    left = iter(sessions)
    acts = ActQueue(ignore)
    await acts.open(lambda: next(left))  # type: ignore[arg-type, return-value]
    told: list[object] = []
    sessions[0].office.error = Unsure("the disk failed")
    acts.put(Act(Pause(), told.append, told.append))
    await acts.settled()
    assert sessions[0].log == ["closed"]
    await acts.rest()
    acts.put(Act(Pause(), told.append, told.append))
    await acts.settled()
    await acts.close()
    assert [type(one) for one in told] == [Unsure, Done]
    assert sessions[1].log == ["written 0", "closed"]


@pytest.mark.fault(13)
async def test_files_that_cannot_be_opened_again_refuse_each_request_until_they_can() -> None:
    session = Session()
    answers: list[Session | PatrolError] = [session, Refused("still failing"), Session()]

    def open_session() -> Any:  # noqa: ANN401 - a fake
        answer = answers.pop(0)
        if isinstance(answer, PatrolError):
            raise answer
        return answer

    acts = ActQueue(ignore)
    await acts.open(open_session)
    told: list[object] = []
    session.office.error = Unsure("the disk failed")
    for _ in range(3):
        acts.put(Act(Pause(), told.append, told.append))
    await acts.settled()
    assert [type(one) for one in told] == [Unsure, Refused, Done]
    await acts.close()


@pytest.mark.fault(17)
async def test_a_session_is_exchanged_for_another_between_two_requests() -> None:
    sessions = [Session(), Session()]
    left = iter(sessions)
    acts = ActQueue(ignore)
    await acts.open(lambda: next(left))  # type: ignore[arg-type, return-value]
    told: list[object] = []
    acts.put(Act(Pause(), told.append, told.append))
    await acts.reopen()
    acts.put(Act(Pause(), told.append, told.append))
    await acts.settled()
    await acts.close()
    await acts.reopen()
    assert [session.log[-1] for session in sessions] == ["closed", "closed"]
    assert len(told) == 2
