"""Patrols: walked stop by stop along a route."""
