"""Judges GPX by the schema of its version 1.1."""

from functools import cache
from pathlib import Path

from lxml import etree

SCHEMA = Path(__file__).with_name("gpx_1_1.xsd")


@cache
def _schema(path: Path) -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(str(path)))


def faults(gpx: bytes, schema: Path = SCHEMA) -> list[str]:
    """Return what is wrong with a document; nothing where it is valid."""
    made = _schema(schema)
    made.validate(etree.fromstring(gpx))
    return [str(one) for one in made.error_log]
