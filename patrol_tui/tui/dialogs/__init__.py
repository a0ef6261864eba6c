"""Dialogs of the screens that are about issues: photos, conflicts, corrections."""
