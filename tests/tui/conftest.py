"""What all tests of the screens share."""

from collections.abc import Iterator

import pytest
from textual import _wait

_SLEEP_S = 1 / 200


@pytest.fixture(autouse=True, scope="session")
def _idleness_is_looked_for_more_often() -> Iterator[None]:
    """Textual's pilot sleeps 20 ms and more at every key: in all, minutes of nothing."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(_wait, "SLEEP_GRANULARITY", _SLEEP_S)
        patched.setattr(_wait, "SLEEP_IDLE", _SLEEP_S / 20)
        yield
