"""The station as a whole: status, sync, settings, today."""
