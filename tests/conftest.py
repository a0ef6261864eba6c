"""What all tests share: random examples are the same in every run of the checks."""

import os

from hypothesis import HealthCheck, settings

settings.register_profile("checks", derandomize=True, deadline=None)
settings.register_profile(
    "search", max_examples=2_000, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "checks"))
