"""Tables for other programs, over the real command line."""

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from patrol_tui.cli.arguments import Given
from patrol_tui.cli.call import Call
from patrol_tui.cli.output import Output
from patrol_tui.cli.program import run_verb
from tests.cli.laptop import Laptop

README = Path(__file__).parents[2] / "README.md"
Two = tuple[Laptop, Laptop]


def example() -> str:
    """Return the query that README shows."""
    _, _, rest = README.read_text(encoding="utf-8").partition("<!-- report example")
    return rest.partition("```python\n")[2].partition("```")[0]


def test_the_query_of_the_readme_runs_as_it_stands(two_laptops: Two) -> None:
    one, other = two_laptops
    other.record()
    other.record(kind="fire_lane")
    other.record()
    other.ok("sync")
    done = one.json("admin", "report-tables")
    assert done["url"].endswith("shared-report.db")
    assert (done["synced"], done["written"]) == (True, done["things"])
    script = [sys.executable, "-c", example()]
    where = one.home.parent
    env = {"PYTHONPATH": str(README.parent)}
    ran = subprocess.run(script, cwd=where, env=env, capture_output=True, text=True, check=True)
    assert ran.stdout == "fire_lane 1\nstreet_vending 2\n"
    again = one.ok("admin", "report-tables")
    assert "报表已是最新" in again.err
    assert one.json("admin", "report-tables")["written"] == 0
    anew = one.json("admin", "report-tables", "--anew")
    assert anew["written"] == anew["things"]


def test_only_the_bureau_fills_them_and_says_what_it_could_not_sync(two_laptops: Two) -> None:
    one, other = two_laptops
    assert other.call("admin", "report-tables").code == 1
    one.record()
    shared = one.home.parent / "shared.db"
    shared.rename(shared.with_suffix(".away"))
    said = one.call("admin", "report-tables", "--json")
    assert said.code == 3
    assert said.body["synced"] is False
    assert said.body["written"] > 0
    assert one.call("admin", "report-tables", "--to", "mysql://x/y").code == 2


def test_without_a_shared_database_a_place_must_be_named(laptop: Laptop, tmp_path: Path) -> None:
    assert laptop.call("admin", "report-tables").code == 1
    url = f"sqlite:///{tmp_path / 'bi.db'}"
    assert laptop.call("admin", "report-tables", "--to", url, "--json").body["things"] > 0


def test_watching_goes_on_until_it_is_interrupted(two_laptops: Two) -> None:
    one, _other = two_laptops
    one.record()
    for as_json in (False, True):
        waits: list[float] = []

        def wait(seconds: float, waits: list[float] = waits) -> None:
            waits.append(seconds)
            if len(waits) == 2:
                raise KeyboardInterrupt

        out = io.StringIO()
        given = Given(("admin", "report-tables", "--watch"), home=one.home)
        output = Output(out, io.StringIO(), json_wanted=as_json)
        with pytest.raises(KeyboardInterrupt):
            run_verb(Call(given, output, {}, one.clock, wait))
        lines = out.getvalue().splitlines()
        assert len(lines) == 2
        assert not as_json or json.loads(lines[1])["written"] == 0
