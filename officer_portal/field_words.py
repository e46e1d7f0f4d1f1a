"""The words of the phone app in both languages, and how it is installed: what a phone keeps of the catalogue."""

from enum import Enum
from typing import Any, Final

from flask import url_for

from officer_portal.forms.scan import NoScanReason
from supervision_code.domain.case_sources import CaseSource
from supervision_code.domain.visits import ExceptionKind, InspectionType, Outcome, ServicePurpose, VisitKind
from supervision_code.web.assets import asset_address
from supervision_code.web.current import LOCALES
from supervision_code.web.messages import label_key, t_in

_VOCABULARIES: Final[tuple[type[Enum], ...]] = (
    VisitKind,
    InspectionType,
    CaseSource,
    ServicePurpose,
    ExceptionKind,
    Outcome,
    NoScanReason,
)
_FACTS: Final = {name: f"{{{name}}}" for name in ("all", "day", "hours", "name", "number", "tail", "time")}
"""Facts are filled in on the phone; until then each stands as its name in braces."""
THEME: Final = "#0a5c5d"
"""The green of the officer portal, as the styles have it (static/src/css/parts/tokens.css)."""
_WHITE: Final = "#ffffff"
# fmt: off
KEYS: Final = (
    "error-reason-missing-case-source", "officer-arrival-case-hint", "officer-arrival-case-ref",
    "officer-arrival-case-ref-hint", "officer-arrival-case-source",
    "field-above", "field-above-yes", "field-afternoon", "field-ago-days", "field-ago-hours", "field-ago-minutes",
    "field-ago-now", "field-answer-conforms", "field-answer-does-not", "field-answer-not-applicable",
    "field-answer-not-checked", "field-assigned", "field-back", "field-been-there", "field-begin",
    "field-certificate-until", "field-certificate-unusable", "field-check-note", "field-check-number",
    "field-check-text", "field-checklist", "field-clear", "field-cleared", "field-device", "field-device-agency",
    "field-device-name", "field-device-officer", "field-device-package", "field-device-until", "field-devices",
    "field-ended", "field-exception", "field-exception-none", "field-exception-reason",
    "field-exception-reason-missing", "field-export", "field-export-note", "field-fingerprint", "field-firm-name",
    "field-firm-name-hint", "field-firm-not-carried", "field-firm-opaque", "field-firm-tail", "field-firm-unknown",
    "field-found-title", "field-go-on", "field-held-number", "field-items", "field-items-missing", "field-kind",
    "field-language", "field-lasted-hours", "field-lasted-minutes", "field-leave", "field-leave-end",
    "field-licence-read", "field-live-clock", "field-live-good", "field-live-stale", "field-morning",
    "field-nav-queue", "field-nav-scan", "field-nav-today", "field-navigation", "field-no-package",
    "field-no-problem", "field-no-space", "field-not-saved", "field-nothing-found", "field-now", "field-number",
    "field-number-later", "field-officers", "field-officers-hint", "field-officers-missing", "field-offline",
    "field-other-outcome", "field-others-waiting", "field-outcome", "field-over-limit", "field-over-limit-hint",
    "field-package-at", "field-photo-not-read", "field-photo-note", "field-photo-number", "field-photo-take",
    "field-purpose", "field-queue", "field-queue-empty", "field-queue-empty-next", "field-queue-held",
    "field-queue-line", "field-queue-number", "field-queue-oldest", "field-queue-own-empty", "field-queue-rest",
    "field-queue-see", "field-queue-sent", "field-queue-stuck", "field-queue-stuck-next", "field-queue-unverified",
    "field-queue-unverified-next", "field-reason", "field-reason-missing", "field-reason-more",
    "field-reason-more-missing", "field-receipt", "field-receipt-note", "field-receipt-save",
    "field-receipt-unverified", "field-record", "field-record-closed", "field-record-kind", "field-record-opened",
    "field-record-photo", "field-record-received", "field-record-saved", "field-record-sent", "field-records",
    "field-rectify-by", "field-rectify-late", "field-rectify-missing", "field-rectify-past", "field-refused",
    "field-refused-bad-signature", "field-refused-before", "field-refused-foreign-host", "field-refused-malformed",
    "field-refused-no-credit-code", "field-refused-several-credit-codes", "field-refused-short",
    "field-refused-too-long", "field-remove", "field-remove-held", "field-remove-not", "field-remove-stuck",
    "field-result", "field-result-hint", "field-result-missing", "field-saved-closed", "field-saved-open",
    "field-scan", "field-scan-again", "field-scan-again-link", "field-scan-looking", "field-scan-none-in-picture",
    "field-scan-others", "field-scan-picture", "field-scan-picture-note", "field-scan-refused",
    "field-scan-starting", "field-scan-title", "field-scan-unable", "field-seal", "field-search",
    "field-search-note", "field-search-only", "field-search-words", "field-send-now", "field-sending",
    "field-service-done", "field-set-up", "field-set-up-again", "field-settings", "field-since", "field-special",
    "field-started", "field-state-held", "field-state-held-long", "field-state-sent", "field-state-sent-long",
    "field-state-stuck", "field-state-stuck-long", "field-state-unable-long", "field-state-unverified",
    "field-state-unverified-long", "field-state-waiting", "field-state-waiting-long", "field-static-good",
    "field-storage", "field-storage-ask", "field-storage-megabytes", "field-storage-safe", "field-storage-unsafe",
    "field-storage-used", "field-stranger", "field-stranger-lead", "field-stuck-line", "field-task", "field-title",
    "field-to-portal", "field-to-today", "field-to-visit", "field-today", "field-today-none",
    "field-today-none-next", "field-tomorrow", "field-trouble", "field-trouble-busy", "field-trouble-foreign",
    "field-trouble-network", "field-trouble-receipt", "field-trouble-server", "field-trouble-unable", "field-type",
    "field-typed", "field-typed-note", "field-under-way", "field-unverified", "field-unverified-line",
    "field-update", "field-update-now", "field-uscc", "field-uscc-hint", "field-uscc-needed", "field-uscc-optional",
    "field-uscc-wrong", "field-visit", "field-visit-done", "field-visit-gone", "field-welcome",
    "field-welcome-lead", "field-why", "field-without-scan",
)
# fmt: on


def app_words() -> dict[str, dict[str, str]]:
    """Return the words by language and key."""
    keys = [*KEYS, *(label_key(word) for vocabulary in _VOCABULARIES for word in vocabulary)]
    return {locale: {key: t_in(locale, key, **_FACTS) for key in keys} for locale in LOCALES}


def app_manifest() -> dict[str, Any]:
    """Return the web app manifest; scope and start lie within the officer portal."""
    start = url_for("field.shell")
    return {
        "id": start,
        "name": t_in(LOCALES[0], "field-title"),
        "short_name": t_in(LOCALES[0], "field-title"),
        "lang": LOCALES[0],
        "start_url": start,
        "scope": url_for("today.index"),
        "display": "standalone",
        "orientation": "portrait",
        "background_color": _WHITE,
        "theme_color": THEME,
        "icons": [
            _icon("app-icon-192.png", 192, "any"),
            _icon("app-icon-512.png", 512, "any"),
            _icon("app-icon-maskable-512.png", 512, "maskable"),
        ],
    }


def _icon(name: str, side: int, purpose: str) -> dict[str, str]:
    return {"src": asset_address(name), "sizes": f"{side}x{side}", "type": "image/png", "purpose": purpose}
