from pathlib import Path

import pytest

from patrol_tui.domain.language.errors import Corrupt, PatrolError
from patrol_tui.ledger import driver
from patrol_tui.ledger.disk.pragmas import check_cipher, check_versions
from patrol_tui.ledger.drafts import Drafts


def test_the_shipped_driver_is_new_enough() -> None:
    check_versions(driver.SQLITE_VERSION)


@pytest.mark.parametrize("version", [(3, 40, 1), (3, 51, 2)])
def test_a_sqlite_that_can_damage_files_is_refused(version: tuple[int, int, int]) -> None:
    with pytest.raises(PatrolError, match=r"3\.51\.3 or later"):
        check_versions(version)


@pytest.mark.parametrize("version", ["", "3.4.2 community"])
def test_a_driver_without_encryption_is_refused(version: str) -> None:
    with pytest.raises(PatrolError, match="without encryption"):
        check_cipher(version)


def test_a_wrong_key_writes_nothing_over_the_screen(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "drafts.db"
    Drafts(path, bytes(range(32))).close()
    with pytest.raises(Corrupt):
        Drafts(path, bytes(32))
    assert capfd.readouterr() == ("", "")
