import pytest

from patrol_tui.language import _
from patrol_tui.services.ports.quarantine import REASONS, Barred

DEVICE = b"\xab" * 16


@pytest.mark.parametrize("reason", REASONS)
def test_every_reason_is_a_sentence_that_names_who_brought_it(reason: str) -> None:
    found = Barred(b"e" * 32, b"s" * 16, reason, DEVICE)
    said = found.said({DEVICE: 3}).text(_, "zh")
    assert said.startswith("已隔离，不生效：")
    assert said.endswith("由 03 号机送来。")
    assert found.said({}).text(_, "zh").endswith("由 abababab 号机送来。")


def test_who_brought_it_is_not_said_where_that_is_not_known() -> None:
    unknown = Barred(b"e" * 32, b"s" * 16, "bad_seal", None)
    assert unknown.said({}).text(_, "zh") == "已隔离，不生效：签名不是该设备的。"
