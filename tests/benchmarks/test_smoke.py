import json
import sys
from pathlib import Path

import pytest

pytestmark = [
    pytest.mark.no_cover,
    pytest.mark.postgres,
    pytest.mark.skipif(sys.platform == "win32", reason="terminals of this kind are POSIX"),
]

MEASURED = {
    "start",
    "unlock",
    "memory",
    "list",
    "search",
    "verify",
    "rebuild",
    "filling",
    "save",
    "sync,",
    "bulk",
    "beside",
    "export",
}


def test_every_figure_is_measured_printed_and_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from tests.benchmarks.__main__ import main

    target = tmp_path / "figures.json"
    assert main(["--smoke", "--json", str(target)]) == 0
    figures = json.loads(target.read_text(encoding="utf-8"))["figures"]
    table = capsys.readouterr().out
    assert MEASURED - {figure["name"].split()[0].rstrip(":") for figure in figures} <= {"memory"}
    assert all(figure["name"] in table for figure in figures)
    # what is left beside the key derivation may come out as nothing where the machine is busy
    measured = [figure for figure in figures if "without" not in figure["name"]]
    assert [figure["name"] for figure in measured if figure["value"] <= 0] == []


def test_what_is_asked_for_is_measured_alone(capsys: pytest.CaptureFixture[str]) -> None:
    from tests.benchmarks.__main__ import main

    assert main(["--only", "search", "--issues", "40", "--rounds", "2"]) == 0
    names = [line.split()[0] for line in capsys.readouterr().out.splitlines()[1:]]
    assert set(names) == {"search:"}


def test_a_shift_is_measured_beside_a_plain_session(capsys: pytest.CaptureFixture[str]) -> None:
    from tests.benchmarks.peers.__main__ import main

    assert main(["--smoke", "--no-npm"]) == 0
    lines = capsys.readouterr().out.splitlines()[1:]
    assert {line.split(",")[0] for line in lines} == {"patrol_tui", "SQLModel session"}
