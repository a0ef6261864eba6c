"""Measured figures, each as a ratio to a floor of the same run: `python -m tests.benchmarks`."""

import patrol_tui.tui  # noqa: F401 - Textual reads at its import what is set here
