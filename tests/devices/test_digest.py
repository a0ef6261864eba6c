"""The SHA-256 of a file that goes with a thing."""

import hashlib
from pathlib import Path

import pytest

from patrol_tui.devices.digest import digest_of
from patrol_tui.domain.language.errors import NotFound


def test_a_file_is_known_by_its_sha_256_and_a_digest_stays_what_it_is(tmp_path: Path) -> None:
    file = tmp_path / "函.pdf"
    file.write_bytes(b"%PDF")
    digest = hashlib.sha256(b"%PDF").hexdigest()
    assert digest_of(f" {file} ") == digest
    assert digest_of(digest.upper()) == digest


def test_what_is_no_file_has_none(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "nothing"):
        with pytest.raises(NotFound, match="Nothing was written"):
            digest_of(str(path))
