"""The built front end: addresses of files whose names carry the hash of their content."""

import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from flask import current_app, request, url_for


def asset_address(name: str) -> str:
    """Return the address of a built file, by the name it had before its content was hashed into it."""
    return url_for("static", filename=built_name(name))


def built_name(name: str) -> str:
    """Return the name of a built file with its hash."""
    return _built_files(_folder()).get(name, name)


def serves_hashed_file() -> bool:
    """Say whether this request is for a file that never changes under its name."""
    wanted = (request.view_args or {}).get("filename")
    return request.endpoint == "static" and wanted in _built_files(_folder()).values()


def _folder() -> Path:
    return Path(current_app.static_folder or ".")


def _built_files(folder: Path) -> Mapping[str, str]:
    """Return the names as built last: who builds anew beside a running server needs not start it again."""
    manifest = folder / "manifest.json"
    try:
        return _read(manifest, manifest.stat().st_mtime_ns)
    except FileNotFoundError:
        return {}


@lru_cache(maxsize=4)
def _read(manifest: Path, _changed_at: int) -> Mapping[str, str]:
    files = json.loads(manifest.read_text(encoding="utf-8"))["files"]
    return {str(name): str(built) for name, built in files.items()}
