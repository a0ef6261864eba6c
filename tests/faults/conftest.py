"""The command line's laptops, for whatever goes wrong with them."""

from tests.cli.conftest import laptop, new_laptop, set_up_district, set_up_home, two_laptops

__all__ = ["laptop", "new_laptop", "set_up_district", "set_up_home", "two_laptops"]
