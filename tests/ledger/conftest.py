from collections.abc import Iterator
from pathlib import Path

import pytest

from patrol_tui.ledger.keyring.signing import SigningKey
from tests.ledger.town import ROOT_BADGE, Laptop, Town, opened, writer


@pytest.fixture
def laptop(tmp_path: Path) -> Iterator[Laptop]:
    """A laptop that is its own root."""
    made = opened(tmp_path, writer(7, ROOT_BADGE), SigningKey(bytes(32)))
    yield made
    made.store.close()


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    """A district with its founder."""
    made = Town(tmp_path)
    yield made
    made.close()
