"""Numbers of nine digits are shown whole: a number that is cut is a wrong one."""

from patrol_tui.domain.times import DISTRICT_ZONE
from patrol_tui.services.syncing.sync import SyncProgress
from patrol_tui.services.syncing.sync_log import PastSync
from patrol_tui.settings import Settings
from patrol_tui.tui.views.station.sync_blocks import SyncSeen, sync_blocks
from tests.tui.hard_screens import longest

COUNT = 123_456_789


def shown(progress: SyncProgress | None, *past: PastSync) -> list[str]:
    stage = longest(Settings())
    seen = SyncSeen(
        progress,
        stage.ledger.counts(),
        COUNT,
        photos_wait=False,
        past=past,
        conflict="",
        now_us=stage.clock.at_us,
        zone=DISTRICT_ZONE,
    )
    rows = [line for block in sync_blocks(seen) for line in block.lines(80)]
    return ["".join(text for text, _style in (*row.left, *row.right)) for row in rows]


def test_what_waits_is_counted_to_the_last_digit() -> None:
    rows = shown(None)
    assert sum("123,456,789" in row for row in rows) == 2
    assert not any(".." in row for row in rows)


def test_the_bars_of_a_large_sync_begin_together() -> None:
    count, size = COUNT, 3 * 10**14
    progress = SyncProgress(
        "photos", count, count, count, count // 3, count, size // 3, size, count, 4, 1, 1, 10**12
    )
    rows = [row for row in shown(progress) if "━" in row]
    assert any("41,152,263/123,456,789" in row for row in rows)
    assert len({row.index("━") for row in rows[2:5]}) == 1


def test_a_large_sync_that_is_past_has_a_second_row_for_what_has_no_room() -> None:
    day_us = 86_399_000_000
    rows = shown(None, PastSync(0, "complete", COUNT, COUNT, COUNT, day_us, None))
    assert rows[-2].rstrip().endswith("23 小时 59 分")
    assert rows[-1].strip() == "照片 123,456,789"
    assert not any(".." in row for row in rows)
