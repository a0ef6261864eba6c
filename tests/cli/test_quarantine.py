"""What somebody without the right brought is named by `status` and `verify`."""

from patrol_tui.clock import FixedClock
from patrol_tui.domain.entries.ids import id_text
from patrol_tui.sync.flights.shared import open_any
from patrol_tui.sync.reaching.address import FileAddress
from tests.cli.laptop import Laptop
from tests.sync.pen import AT_US, Pen, thing


def test_a_strangers_entry_is_named_with_its_sender(two_laptops: tuple[Laptop, Laptop]) -> None:
    one, _ = two_laptops
    assert one.json("status")["quarantine"] == []
    pen = Pen("stranger")
    entry = pen.write(thing("lane"), "blocked")
    address = FileAddress(one.home.parent / "shared.db")
    shared = open_any(address, pen.header.device, FixedClock(AT_US))
    assert shared is not None
    assert shared.exchange(pen.flight(pen.wire())).refusal is None
    shared.close()
    one.ok("sync")
    status = one.json("status")
    said = f"已隔离，不生效：该设备不属于本区。由 {pen.header.device.hex()[:8]} 号机送来。"
    assert status["quarantined"] == 1
    assert status["quarantine"] == [
        {
            "entry": entry.hash.hex(),
            "id": id_text(entry.subject),
            "reason": "unknown_device",
            "pushed_by": pen.header.device.hex()[:8],
            "what": said,
        }
    ]
    assert said in one.ok("status").out
    found = one.call("verify", "--json")
    assert (found.code, found.body["ok"]) == (4, False)
    assert found.body["problems"] == [{"entry": entry.hash.hex(), "what": said}]
