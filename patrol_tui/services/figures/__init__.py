"""Figures of a station or the district: counts, and rates that name what they count."""
