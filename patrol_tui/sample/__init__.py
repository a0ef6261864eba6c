"""The sample day: a made-up station with a fortnight's work, written by the program's own rules."""

from patrol_tui.sample.building import build_demo, is_demo

__all__ = ["build_demo", "is_demo"]
