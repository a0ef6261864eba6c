from tests.benchmarks.growing import Growth, grown, growth_lines
from tests.benchmarks.measure import Figure, interleaved, percentile, timed
from tests.benchmarks.table import lines


def test_a_goal_is_a_ratio_where_there_is_a_floor_and_else_a_value() -> None:
    beside = Figure("save", "ms", 3.0, floor=2.0, goal=1.6)
    assert beside.ratio == 1.5
    assert beside.is_reached
    assert Figure("page", "ms", 3.0, goal=1.6).is_reached is False
    assert Figure("page", "ms", 3.0).is_reached is None


def test_a_figure_that_is_fast_but_not_always_misses_its_goal() -> None:
    assert Figure("key", "ms", 3.0, p99=13.0, goal=5.0, p99_goal=12.0).is_reached is False


def test_floor_and_real_thing_take_turns() -> None:
    turns: list[str] = []
    taken = interleaved(2, lambda: turns.append("floor"), lambda: turns.append("real"))
    assert turns == ["floor", "real"] * 2
    assert [len(times) for times in taken] == [2, 2]


def test_a_share_of_the_values_lies_below_its_percentile() -> None:
    values = [float(number) for number in range(100, 0, -1)]
    assert percentile(values, 0.5) == 51.0
    assert percentile(values, 0.99) == 100.0


def test_the_table_is_aligned_in_cells() -> None:
    figures = [timed("键", [0.002, 0.004, 0.9], goal=5.0), Figure("round trips", "", 17, goal=5)]
    _, first, second = lines(figures)
    assert first.index("4 ms") + 4 + len("键") == second.index("17") + 2
    assert first.endswith("3 rounds")
    assert "MISSED" in second


def test_the_exponent_of_a_cost_is_the_power_of_the_size_by_which_it_grows() -> None:
    flat, linear = ({10**at: 3.0 * 10 ** (at * power) for at in (3, 4, 5)} for power in (0, 1))
    assert round(Growth("page", "ms", flat).exponent or 0.0, 9) == 0.0
    assert round(Growth("scan", "ms", linear).exponent or 0.0, 9) == 1.0
    assert Growth("once", "ms", {10: 3.0}).exponent is None
    titles, first, _ = growth_lines([Growth("scan", "ms", linear), Growth("none", "ms", {})])
    assert titles.split() == ["path", "1,000", "10,000", "100,000", "exponent"]
    assert first.endswith("+1.00")


def test_the_same_figure_of_every_size_grows_together() -> None:
    at_sizes = {
        size: [timed("page", [size / 1e6]), Figure("rebuild: linear", "µs", 1.0, floor=1.0)]
        for size in (10, 1_000)
    }
    page, p99 = grown(at_sizes)
    assert (page.name, p99.name) == ("page", "page, p99")
    assert page.values == p99.values == {10: 0.01, 1_000: 1.0}
