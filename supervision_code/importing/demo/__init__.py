"""The demonstration city: firms and people that do not exist, in the real districts and streets of Shenzhen."""

from supervision_code.importing.demo.accounts import DemoAccount, demo_accounts
from supervision_code.importing.demo.load import CityRefused, load

__all__ = ["CityRefused", "DemoAccount", "demo_accounts", "load"]
