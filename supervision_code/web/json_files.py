"""JSON as a file to keep: readable, sorted, never cached."""

import json
from collections.abc import Mapping
from typing import Any

from flask import Response


def json_file(name: str, content: Mapping[str, Any]) -> Response:
    """Return the download; ``name`` goes without its ending."""
    text = json.dumps(content, ensure_ascii=False, indent=2, sort_keys=True)
    response = Response(f"{text}\n", mimetype="application/json")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.json"'
    response.headers["Cache-Control"] = "no-store"
    return response
