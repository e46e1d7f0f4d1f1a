"""What every test may ask for: `database`, `clock`, `supervision`, `city`, `visit_portal`, `browser`, `new_visitor`."""

from hypothesis import settings

pytest_plugins = [
    "tests.support.postgresql",
    "tests.support.browser",
    "tests.support.databases",
    "tests.support.clock",
    "tests.support.product",
    "tests.support.areas",
    "tests.support.mail",
    "tests.support.portals",
    "tests.journeys.serving",
]

settings.register_profile("suite", deadline=None, print_blob=True)
settings.load_profile("suite")
