"""Where the rules come from: the basis of each threshold of the policy, in the reader's language."""

from supervision_code.domain.policy import SupervisionPolicy
from supervision_code.queries.own_visit_pages import OwnVisitPage
from supervision_code.web.current import current_locale


def basis_text(policy: SupervisionPolicy, key: str) -> str:
    """Return the basis of a threshold, or nothing when the policy names none."""
    basis = policy.basis_of(key)
    if basis is None:
        return ""
    return basis.text_en if current_locale() == "en" else basis.text_zh


def bases_of(found: OwnVisitPage, policy: SupervisionPolicy) -> list[str]:
    """Return the bases of the rules that a visit's page speaks of; of what counts, when it does not count."""
    rules = [*(standing.rule for standing in found.standings), *(broken.rule for broken in found.broken)]
    keys = list(dict.fromkeys(rule.value for rule in rules)) or ["counting"]
    return [text for key in keys if (text := basis_text(policy, key.replace("quiet_period", "quiet_periods")))]
