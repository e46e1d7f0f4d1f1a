"""The built front end: addresses of files whose names carry the hash of their content."""

import json
from collections.abc import Mapping
from functools import cache
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


@cache
def _built_files(folder: Path) -> Mapping[str, str]:
    manifest = folder / "manifest.json"
    if not manifest.exists():
        return {}
    files = json.loads(manifest.read_text(encoding="utf-8"))["files"]
    return {str(name): str(built) for name, built in files.items()}
