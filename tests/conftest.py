"""What every test may ask for: `postgresql_url`, `playwright`, `browser`, `new_visitor`."""

from hypothesis import settings

pytest_plugins = ["tests.support.postgresql", "tests.support.browser", "tests.support.databases"]

settings.register_profile("suite", deadline=None, print_blob=True)
settings.load_profile("suite")
