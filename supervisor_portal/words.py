"""Sentences that templates and files share: what a finding says, what an act was, what a job does."""

from supervision_code.domain.frequency import FrequencyRule
from supervision_code.queries.alert_proofs import FindingPage
from supervision_code.queries.alert_rows import BrokenRule
from supervision_code.web.messages import has_message, label, t


def broken_rule(broken: BrokenRule) -> str:
    """Return a finding in a few words; one that stands no longer is only named."""
    if not broken.count and not broken.limit:
        return label(broken.rule)
    key = f"finding-short-{broken.rule.value.replace('_', '-')}"
    return t(key, agency=broken.agency, count=broken.count, limit=broken.limit)


def finding_sentence(finding: FindingPage) -> str:
    """Return a finding as one sentence."""
    if finding.rule is FrequencyRule.REPEAT_CHECK and finding.count == 0:
        return t("finding-sentence-repeat-check-same-day", agency=finding.agency, limit=finding.limit)
    key = f"finding-sentence-{finding.rule.value.replace('_', '-')}"
    return t(key, agency=finding.agency, count=finding.count, limit=finding.limit, days=finding.window_days)


def finding_rule_text(finding: FindingPage) -> str:
    """Return the rule with its numbers, as the policy of the finding sets them."""
    key = f"finding-rule-{finding.rule.value.replace('_', '-')}"
    return t(key, limit=finding.limit, days=finding.window_days)


def trail_action(action: str) -> str:
    """Return what was done, in words; an act the catalogue does not know stands as its tag."""
    return _named("trail", action.replace(":", "-"), action)


def job_name(job: str) -> str:
    """Return what a job of the worker does."""
    return _named("job", job, job)


def topic_name(topic: str) -> str:
    """Return what a topic of the outbox is about."""
    return _named("topic", topic, topic)


def _named(kind: str, name: str, otherwise: str) -> str:
    key = f"{kind}-{name.replace('_', '-')}"
    return t(key) if has_message(key) else otherwise
