"""A patrol officer's shift: record, fold, show and sync what happened on the street."""

__version__ = "0.1.0"
