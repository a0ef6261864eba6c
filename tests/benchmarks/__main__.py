"""Measures and prints: `python -m tests.benchmarks [--smoke] [--json FILE] [--only NAME]...`."""

import argparse
import json
import platform
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from tests.benchmarks.bench import Bench
from tests.benchmarks.checking import measure_checks
from tests.benchmarks.district import measure_bulk, measure_links
from tests.benchmarks.exporting import measure_export
from tests.benchmarks.finding import measure_search
from tests.benchmarks.lists import measure_lists
from tests.benchmarks.measure import Figure
from tests.benchmarks.saves import measure_saves
from tests.benchmarks.start import measure_start
from tests.benchmarks.table import lines
from tests.benchmarks.together import measure_together

MEASUREMENTS: dict[str, Callable[[Bench], Iterator[Figure]]] = {
    "start": measure_start,
    "list": measure_lists,
    "search": measure_search,
    "checks": measure_checks,
    "save": measure_saves,
    "sync": measure_links,
    "bulk": measure_bulk,
    "together": measure_together,
    "export": measure_export,
}
USUAL_ISSUES, USUAL_ROUNDS, USUAL_BULK = 10_000, 200, 20_000
SMOKE_ISSUES, SMOKE_ROUNDS, SMOKE_BULK = 60, 5, 60


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure what the arguments ask for."""
    asked = _parser().parse_args(arguments)
    issues = asked.issues or (SMOKE_ISSUES if asked.smoke else USUAL_ISSUES)
    rounds = asked.rounds or (SMOKE_ROUNDS if asked.smoke else USUAL_ROUNDS)
    with tempfile.TemporaryDirectory(prefix="patrol-bench-") as folder:
        bulk = asked.bulk or (SMOKE_BULK if asked.smoke else USUAL_BULK)
        bench = Bench(Path(folder), issues, rounds, bulk, asked.kept)
        figures: list[Figure] = []
        for name in asked.only or MEASUREMENTS:
            sys.stderr.write(f"measuring {name}\n")
            figures += MEASUREMENTS[name](bench)
    sys.stdout.write("\n".join(lines(figures)) + "\n")
    if asked.json is not None:
        asked.json.write_text(_document(bench, figures), encoding="utf-8")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--smoke", action="store_true", help="few and small, to see that it runs")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there too")
    parser.add_argument(
        "--only", action="append", choices=[*MEASUREMENTS], help="measure this; may be repeated"
    )
    parser.add_argument("--issues", type=int, metavar="N", help="issues in the large home")
    parser.add_argument("--rounds", type=int, metavar="N", help="how often what is quick is tried")
    parser.add_argument("--kept", type=Path, metavar="DIR", help="homes stay there for other runs")
    parser.add_argument("--bulk", type=int, metavar="N", help="entries that go up and down at once")
    return parser


def _document(bench: Bench, figures: Sequence[Figure]) -> str:
    body = {
        "machine": platform.platform(),
        "python": platform.python_version(),
        "issues": bench.issues,
        "rounds": bench.rounds,
        "bulk": bench.bulk,
        "figures": [figure.row() for figure in figures],
    }
    return json.dumps(body, ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    sys.exit(main())
