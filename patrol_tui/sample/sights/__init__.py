"""Texts of the sample's issues, by kind. They are data, so they stay Chinese in either language."""

from collections.abc import Mapping

from patrol_tui.sample.sights.estate import ESTATE
from patrol_tui.sample.sights.safety import SAFETY
from patrol_tui.sample.sights.sight import Sight
from patrol_tui.sample.sights.street import STREET

SIGHTS: Mapping[str, tuple[Sight, ...]] = {**SAFETY, **STREET, **ESTATE}
