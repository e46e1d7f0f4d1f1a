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
    "code": "https://code.example.gov.cn/c/eyJhbGciOi…",
    "uscc": "91440300000001001X",
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
_ENTRY: Final = "019aab5e-4000-7000-8000-000000000002"
_PROMISE: Final = "supervision-code/promise@v1\nextra …\n\nsupervision-log-1/promise\n…"
PROMISED: Final[dict[str, Any]] = {"entry": _ENTRY, "promise": _PROMISE}
RECEIPT: Final[dict[str, Any]] = {
    "entry": _ENTRY,
    "kind": "visit_opened",
    "number": 4711,
    "witnessed": 2,
    "receipt": "c2sp.org/tlog-proof@v1\nextra …\nindex 4710\n…",
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
    "receipt": PROMISED,
}
BATCH: Final[dict[str, Any]] = {"results": [TAKEN]}
ME: Final[dict[str, Any]] = {
    "client": CLIENT,
    "name": "王小明的手机",
    "kind": "device",
    "agency": "SCJG",
    "officer": "王小明",
    "scopes": ["receipts:read", "visits:write"],
}
PHOTO: Final[dict[str, Any]] = {
    "event": "visit_photo",
    "visit": VISIT,
    "claimed_at": "2026-11-20T10:20:00+08:00",
    "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    "content": "/9j/4AAQSkZJRgABAQ==",
}
PHOTO_TAKEN: Final[dict[str, Any]] = {
    "visit": VISIT,
    "event": "visit_photo",
    "sha256": PHOTO["sha256"],
    "photo": "019aab5e-5000-7000-8000-000000000005",
    "receipt": PROMISED,
}
FIELD_PACKAGE: Final[dict[str, Any]] = {
    "version": 1,
    "server_time": "2026-11-20T02:00:00+00:00",
    "client": CLIENT,
    "account": "019aab5e-0000-7000-8000-000000000003",
    "agency": {"code": "SCJG", "name": "福田区市场监督管理局"},
    "officer": {
        "id": "019aab5e-0000-7000-8000-000000000004",
        "name": "王小明",
        "certificate": "44030400101",
        "standing": "valid",
        "usable": True,
        "valid_until": "2027-12-31",
    },
    "colleagues": [],
    "items": [{"code": "SCJG-1", "name": "食品经营许可检查", "legal_basis": "《食品安全法》", "points": []}],
    "firms": [],
    "hosts": ["code.example.gov.cn"],
    "code_keys": {"keys": []},
    "log_keys": ["supervision-log-1/promise+1b2c3d4e+AQ…"],
    "policy": {"officers_per_visit": 2, "backfill_calendar_days": 10, "late_after_minutes": 10},
}
KEYS: Final[dict[str, Any]] = {"keys": [{"kty": "EC", "crv": "P-256", "kid": "a", "x": "…", "y": "…", "alg": "ES256"}]}
