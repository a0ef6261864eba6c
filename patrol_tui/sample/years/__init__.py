"""Years of a station's work, made up from a seed: as many issues as wanted, each with its life."""

from patrol_tui.sample.years.filling import Plan, simulate

__all__ = ["Plan", "simulate"]
