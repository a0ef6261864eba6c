"""What all tests of the screens share."""

import asyncio
from collections.abc import Iterator
from time import process_time

import pytest
from textual import app

_SLEEP_S = 1 / 200


async def _until_idle(min_sleep: float = 0, max_sleep: float = 1) -> None:
    del min_sleep
    for _ in range(int(max_sleep / _SLEEP_S)):
        worked_s = process_time()
        await asyncio.sleep(_SLEEP_S)
        if process_time() - worked_s < _SLEEP_S / 20:
            return


@pytest.fixture(autouse=True, scope="session")
def _keys_follow_each_other_quickly() -> Iterator[None]:
    """Textual's pilot sleeps 20 ms and more, twice a key; its pauses, which come after, stay."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(app, "wait_for_idle", _until_idle)
        yield
