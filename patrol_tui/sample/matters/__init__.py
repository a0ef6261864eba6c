"""What the sample station has beside issues: requests, whistles, meetings, promises, stalls."""

from patrol_tui.sample.matters.living import Matters

__all__ = ["Matters"]
