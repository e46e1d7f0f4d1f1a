"""By what the firms of a plan are chosen out of an agency's area, and how that is written down."""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from supervision_code.domain.registry import EnterpriseKind, RiskTier


@dataclass(frozen=True, slots=True, kw_only=True)
class Criteria:
    """What a firm must be to be chosen; an empty part asks nothing.

    ``areas``: codes of districts and streets; ``industries``: beginnings of GB/T 4754 codes (C, or C13); ``said``: the
    words of an imported file, which choose nothing by themselves.
    """

    areas: tuple[str, ...] = ()
    industries: tuple[str, ...] = ()
    tiers: tuple[RiskTier, ...] = ()
    kinds: tuple[EnterpriseKind, ...] = ()
    said: str = ""

    @property
    def text(self) -> str:
        """Return the stored form."""
        parts = {
            "areas": sorted(self.areas),
            "industries": sorted(self.industries),
            "tiers": sorted(self.tiers),
            "kinds": sorted(self.kinds),
            "said": self.said,
        }
        return json.dumps({name: part for name, part in parts.items() if part}, ensure_ascii=False)


def parse_criteria(text: str) -> Criteria:
    """Return what ``text`` wrote; nothing asks nothing."""
    read = json.loads(text) if text else {}
    return Criteria(
        areas=tuple(read.get("areas", ())),
        industries=tuple(read.get("industries", ())),
        tiers=tuple(RiskTier(tier) for tier in read.get("tiers", ())),
        kinds=tuple(EnterpriseKind(kind) for kind in read.get("kinds", ())),
        said=str(read.get("said", "")),
    )


def industry_prefixes(text: str) -> tuple[str, ...]:
    """Return the beginnings of industry codes in a line that people typed: ``C13, H`` is two of them."""
    return tuple(sorted({part.upper() for part in _parts(text)}))


def listed_codes(text: str) -> tuple[str, ...]:
    """Return what stands in a list that people pasted, in its order and each once; credit codes have no blanks."""
    return tuple(dict.fromkeys(_parts(text)))


def _parts(text: str) -> Iterable[str]:
    for mark in "，；、,;\t\r\n　":
        text = text.replace(mark, " ")
    return (part for part in text.split(" ") if part)
