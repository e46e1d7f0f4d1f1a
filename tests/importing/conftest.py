"""What the tests of the imports may ask for besides: `small_city`, a demonstration city for looking only."""

from tests.importing.demo_cities import small_city

__all__ = ["small_city"]
