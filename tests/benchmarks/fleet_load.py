"""A fleet: `python -m tests.benchmarks.fleet_load [--laptops N] [--rate R]... [--seconds S]`.

So many laptops of a city come to a real PostgreSQL, each at its own times with the program's own
spread, push and pull; at one rate after the other, then with a new connection for each sync. Then,
on paper and by the times just measured, ten thousand that come back together after an outage.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from random import Random
from time import perf_counter

from tests.benchmarks.city.bulk import City, station_id
from tests.benchmarks.city.fleet import Laptop, Load, Plan, cpu_s, loaded, written
from tests.benchmarks.city.outage import (
    Course,
    Outage,
    Server,
    after_a_minute,
    after_hours,
    at_once,
)
from tests.benchmarks.city.steps import Scene
from tests.benchmarks.measure import MS_A_SECOND, Figure, median, percentile
from tests.benchmarks.shared import filled
from tests.benchmarks.table import lines
from tests.sync.server import postgres_server

RATES = (33.0, 165.0)
"""Ten thousand laptops that sync every five minutes, and five times as often."""
GOAL_MS = 1_000.0
FLEET = 10_000
OF_A_STATION = 10
SPARE = 20


def main(arguments: Sequence[str] | None = None) -> int:
    """Load, model, print; tell by the exit code whether a sync failed."""
    asked = _parser().parse_args(arguments)
    figures: list[Figure] = []
    city = City(asked.entries, max(asked.laptops // OF_A_STATION, 1) + 1)
    failed = 0
    with (
        postgres_server(connections=asked.laptops + SPARE) as url,
        filled(url, city, sys.stderr.write) as address,
    ):
        scene = Scene(address, city, rounds=1)
        scene.held = scene.heads()
        for plan in _plans(asked.rate or RATES, asked.seconds, asked.shift):
            sys.stderr.write(f"{plan}\n")
            laptops = _enrolled(scene, asked.laptops, plan)
            load = loaded(address.url, laptops, plan)
            failed += len(load.errors)
            figures += _of_load(plan, load, asked.laptops)
            sys.stderr.writelines(f"  {error}\n" for error in load.errors[:5])
        service_s = _service_s(scene, asked.shift)
    figures.append(
        Figure("a connection for one sync: processor time", "ms", service_s * MS_A_SECOND)
    )
    figures += _on_paper(service_s, asked.fleet)
    sys.stdout.write("\n".join(lines(figures)) + "\n")
    if asked.json is not None:
        body = json.dumps([figure.row() for figure in figures], indent=2)
        asked.json.write_text(body + "\n", encoding="utf-8")
    return int(failed > 0)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.fleet_load")
    parser.add_argument("--laptops", type=int, default=300, metavar="N", help="that come")
    parser.add_argument("--rate", type=float, action="append", metavar="R", help="syncs a second")
    parser.add_argument("--seconds", type=float, default=30.0, metavar="S", help="at each rate")
    parser.add_argument("--shift", type=int, default=20, metavar="N", help="entries of a sync")
    parser.add_argument("--entries", type=int, default=100_000, metavar="N", help="there before")
    parser.add_argument("--fleet", type=int, default=FLEET, metavar="N", help="on paper")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there too")
    return parser


def _plans(rates: Sequence[float], seconds: float, shift: int) -> Iterator[Plan]:
    for seed, rate in enumerate(rates):
        yield Plan(rate, seconds, shift, seed=seed)
    yield Plan(rates[0], seconds, shift, is_kept=False, seed=len(rates))


def _enrolled(scene: Scene, count: int, plan: Plan) -> list[Laptop]:
    """Return laptops that hold their stations' logs up to where they end now."""
    scene.held = scene.heads()
    names = [(f"{plan.seed} {at}", station_id(at // OF_A_STATION)) for at in range(count)]
    pens = [scene.enrol(name, station) for name, station in names]
    interval_s = count / plan.rate
    return [
        written(pen, scene.urls[name], plan, interval_s)
        for (name, _), pen in zip(names, pens, strict=True)
    ]


def _of_load(plan: Plan, load: Load, laptops: int) -> Iterator[Figure]:
    name = f"{plan.rate:g} syncs/s" if plan.is_kept else f"{plan.rate:g} syncs/s, each connects"
    note = f"{laptops} laptops, {plan.entries} entries each, {plan.seconds:g} s"
    for share, what in ((0.5, "p50"), (0.95, "p95"), (0.99, "p99"), (1.0, "longest")):
        value = percentile(load.times, share) * MS_A_SECOND
        goal = GOAL_MS if what == "p99" else None
        yield Figure(f"{name}: {what}", "ms", value, goal=goal, note=note)
    looks = max(len(load.waiting), 1)
    rate = len(load.times) / plan.seconds
    yield Figure(f"{name}: done", "a second", rate, note=f"{len(load.times):,} syncs")
    yield Figure(f"{name}: errors", "", len(load.errors), goal=0.5)
    yield Figure(f"{name}: sessions at work", "", sum(load.active) / looks, note=f"{looks} looks")
    share = 100 * sum(map(bool, load.waiting)) / looks
    most = f"at most {max(load.waiting, default=0)} at once"
    yield Figure(f"{name}: looks that found a lock waited for", "%", share, note=most)
    yield Figure(f"{name}: longest wait for a lock seen", "ms", load.longest_wait_s * MS_A_SECOND)
    entries = max(len(load.times) * plan.entries, 1)
    yield Figure(f"{name}: written ahead, an entry", "B", load.wal_bytes / entries)
    if plan.is_kept and load.first_cpu_s is not None and load.last_cpu_s is not None:
        used_s = (load.last_cpu_s - load.first_cpu_s) / max(len(load.times), 1)
        yield Figure(f"{name}: processor time of a sync", "ms", used_s * MS_A_SECOND)
    if load.kib:
        memory = median([kib / 1024 for kib in load.kib])
        yield Figure(f"{name}: memory of a connection", "MB", memory, note="private, median")


def _service_s(scene: Scene, shift: int, rounds: int = 20) -> float:
    """Return the processor time of a connection with its sync, or else how long it takes alone."""
    plan = Plan(1.0, rounds, shift, seed=99)
    scene.held = scene.heads()
    laptop = written(scene.enrol("alone", station_id(0)), scene.urls["alone"], plan, interval_s=2.0)
    taken = []
    for bundle in laptop.bundles:
        began = perf_counter()
        with closing(laptop.connect()) as link:
            laptop.sync(link, bundle)
            used_s = cpu_s(link.run("SELECT pg_backend_pid()")[0][0])
        taken.append(perf_counter() - began if used_s is None else used_s)
    return median(taken)


def _on_paper(service_s: float, fleet: int) -> Iterator[Figure]:
    for title, come, failures in (
        ("all in the same second", at_once, 0),
        ("after a minute's outage", after_a_minute, 2),
        ("after an outage of hours", after_hours, 7),
    ):
        server = Server(service_s)
        for most in (server.most, fleet):
            tries_s = come(fleet, Random(7).random)  # noqa: S311 - no secret
            course = Outage(replace(server, most=most), tries_s, failures, seed=8).run()
            yield from _of_course(f"{fleet:,} {title}, {most:,} let in", course)


def _of_course(name: str, course: Course) -> Iterator[Figure]:
    note = f"{course.refused:,} refused, {course.given_up:,} gave up"
    for share, what in ((0.5, "half"), (0.99, "99 %"), (1.0, "all")):
        yield Figure(f"{name}: {what} through", "s", percentile(course.through_s, share), note=note)
    yield Figure(f"{name}: largest queue", "", course.queue)


if __name__ == "__main__":
    sys.exit(main())
