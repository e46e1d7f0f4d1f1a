"""Devices as their owner knows them: which browser on which system, by what the browser says of itself."""

from enum import StrEnum
from typing import Final


class Browser(StrEnum):
    """Families of browsers; those that call themselves several names are asked for their own first."""

    WECHAT = "wechat"
    EDGE = "edge"
    FIREFOX = "firefox"
    HUAWEI = "huawei"
    SAMSUNG = "samsung"
    CHROME = "chrome"
    SAFARI = "safari"
    OTHER = "other"


class System(StrEnum):
    """Families of systems."""

    HARMONY = "harmony"
    ANDROID = "android"
    IPHONE = "iphone"
    IPAD = "ipad"
    WINDOWS = "windows"
    MAC = "mac"
    LINUX = "linux"
    OTHER = "other"


_BROWSERS: Final = (
    ("micromessenger", Browser.WECHAT),
    ("edg", Browser.EDGE),
    ("firefox", Browser.FIREFOX),
    ("fxios", Browser.FIREFOX),
    ("huaweibrowser", Browser.HUAWEI),
    ("arkweb", Browser.HUAWEI),
    ("samsungbrowser", Browser.SAMSUNG),
    ("chrome", Browser.CHROME),
    ("crios", Browser.CHROME),
    ("chromium", Browser.CHROME),
    ("safari", Browser.SAFARI),
)
_SYSTEMS: Final = (
    ("harmony", System.HARMONY),
    ("android", System.ANDROID),
    ("iphone", System.IPHONE),
    ("ipad", System.IPAD),
    ("windows", System.WINDOWS),
    ("mac os", System.MAC),
    ("linux", System.LINUX),
    ("x11", System.LINUX),
)


def browser_of(user_agent: str) -> Browser:
    """Return the family of the browser; it is a claim, shown to nobody but the account's owner."""
    said = user_agent.lower()
    return next((browser for sign, browser in _BROWSERS if sign in said), Browser.OTHER)


def system_of(user_agent: str) -> System:
    """Return the family of the system."""
    said = user_agent.lower()
    return next((system for sign, system in _SYSTEMS if sign in said), System.OTHER)
