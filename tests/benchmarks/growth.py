"""How a laptop's costs grow: `python -m tests.benchmarks.growth [--sizes 1000,10000,100000]`.

Fills a home of each size, as `simulate` does, measures the same on each, and prints them side by
side with the exponent: 0 is flat. What is told of an entry is flat where the whole is linear.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from tests.benchmarks.bench import Bench
from tests.benchmarks.checking import measure_checks
from tests.benchmarks.finding import measure_search
from tests.benchmarks.growing import grown, growth_lines
from tests.benchmarks.lists import measure_lists
from tests.benchmarks.measure import Figure
from tests.benchmarks.saves import measure_saves
from tests.benchmarks.start import measure_start

MEASUREMENTS: dict[str, Callable[[Bench], Iterator[Figure]]] = {
    "start": measure_start,
    "list": measure_lists,
    "search": measure_search,
    "save": measure_saves,
    "checks": measure_checks,
}
SIZES = (1_000, 10_000, 100_000)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure at each size and print the table."""
    asked = _parser().parse_args(arguments)
    figures: dict[int, list[Figure]] = {}
    with tempfile.TemporaryDirectory(prefix="patrol-growth-") as folder:
        small = None
        for size in asked.sizes:
            bench = Bench(Path(folder, str(size)), size, asked.rounds, kept=asked.kept)
            bench.folder.mkdir()
            sys.stderr.write(f"filling a home with {size:,} issues\n")
            small = small or bench.large
            vars(bench)["small"] = small  # the smallest, made once
            figures[size] = list(_measured(bench, asked.only or MEASUREMENTS))
    growths = list(grown(figures))
    sys.stdout.write("\n".join(growth_lines(growths)) + "\n")
    if asked.json is not None:
        body = json.dumps([growth.row() for growth in growths], indent=2)
        asked.json.write_text(body + "\n", encoding="utf-8")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.growth")
    parser.add_argument("--sizes", type=_sizes, default=SIZES, metavar="N,N,...", help="of issues")
    parser.add_argument("--rounds", type=int, default=100, metavar="N", help="of what is quick")
    parser.add_argument("--kept", type=Path, metavar="DIR", help="homes stay there for other runs")
    parser.add_argument(
        "--only", action="append", choices=[*MEASUREMENTS], help="measure this; may be repeated"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there too")
    return parser


def _sizes(text: str) -> tuple[int, ...]:
    return tuple(sorted(int(part) for part in text.split(",")))


def _measured(bench: Bench, names: Iterable[str]) -> Iterator[Figure]:
    for name in names:
        sys.stderr.write(f"  measuring {name}\n")
        yield from MEASUREMENTS[name](bench)


if __name__ == "__main__":
    sys.exit(main())
