"""Examples for the document; the tests send them as they stand."""

from typing import Any, Final

VISIT: Final = "019aab5e-3f00-7c1e-9b1a-5d2f6a7c8e90"
CLIENT: Final = "019aab5e-0000-7000-8000-000000000001"
OPENED: Final[dict[str, Any]] = {
    "event": "visit_opened",
    "visit": VISIT,
    "claimed_at": "2026-11-20T10:00:00+08:00",
    "monotonic_ms": 5400000,
    "boot": "b7f2",
    "kind": "inspection",
    "channel": "licence_qr",
    "code": "9144030000000100 1X",
    "uscc": "",
    "parts": [
        {
            "agency": "SCJG",
            "type": "routine",
            "items": ["SCJG-1"],
            "officers": ["44030400101", "44030400102"],
        }
    ],
    "position": {"latitude": 22.5339, "longitude": 114.0926, "accuracy": 18.0},
}
CLOSED: Final[dict[str, Any]] = {
    "event": "visit_closed",
    "visit": VISIT,
    "claimed_at": "2026-11-20T10:40:00+08:00",
    "monotonic_ms": 7800000,
    "boot": "b7f2",
    "officer": "44030400101",
    "outcome": "no_problem",
    "result": "",
}
RECEIPT: Final[dict[str, Any]] = {
    "entry": "019aab5e-4000-7000-8000-000000000002",
    "hash": "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    "algorithm": "sha256",
    "promise": None,
    "proof": None,
}
TAKEN: Final[dict[str, Any]] = {
    "status": 201,
    "visit": VISIT,
    "event": "visit_opened",
    "repeated": False,
    "number": "20261120-7C8E90",
    "uscc": "91440300000001001X",
    "claimed_at": "2026-11-20T02:00:00+00:00",
    "started_at": "2026-11-20T02:00:00+00:00",
    "recorded_at": "2026-11-20T02:00:03+00:00",
    "late": False,
    "overdue": False,
    "channel": "licence_qr",
    "evidence_level": 1,
    "counts": True,
    "findings": [],
    "receipt": RECEIPT,
}
BATCH: Final[dict[str, Any]] = {"results": [TAKEN]}
ME: Final[dict[str, Any]] = {
    "client": CLIENT,
    "name": "福田市监执法平台",
    "kind": "system",
    "agency": "SCJG",
    "officer": None,
    "scopes": ["receipts:read", "visits:write"],
}
KEYS: Final[dict[str, Any]] = {"keys": [{"kty": "EC", "crv": "P-256", "kid": "a", "x": "…", "y": "…", "alg": "ES256"}]}
