"""The first frame comes before the stores: modules are counted, not milliseconds."""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
PROBE = """
import asyncio, json, sys
from pathlib import Path
from patrol_tui import bootstrap
from patrol_tui.clock import SystemClock
from patrol_tui.tui.host.app import PatrolApp
from patrol_tui.tui.entering.home_door import HomeDoor

HEAVY = ("sqlmodel", "sqlalchemy", "sqlcipher3", "psycopg", "nacl", "yaml", "PIL",
         "patrol_tui.ledger", "patrol_tui.sync", "patrol_tui.services", "patrol_tui.domain.track",
         "patrol_tui.tui.kit.form.text_box", "patrol_tui.tui.entering.door")
seen = {}

class Probe(PatrolApp):
    def _display(self, screen, renderable):
        if "first" not in seen and screen is not None and type(screen).__name__ == "UnlockScreen":
            seen["first"] = [name for name in HEAVY if name in sys.modules]
        super()._display(screen, renderable)

async def main():
    home = bootstrap.open_home(Path(sys.argv[1]), {})
    app = Probe(HomeDoor(home, SystemClock()), SystemClock())
    async with app.run_test() as pilot:
        await pilot.pause()
        await app.workers.wait_for_complete()
        await pilot.pause()
        seen["then"] = app.place

asyncio.run(main())
print(json.dumps(seen))
"""


def test_the_first_frame_is_drawn_before_any_store_is_loaded(tmp_path: Path) -> None:
    command = [sys.executable, "-W", "error", "-c", PROBE, str(tmp_path / "home")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert json.loads(done.stdout.splitlines()[-1]) == {"first": [], "then": "setup"}
