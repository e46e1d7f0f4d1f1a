"""Built files on their way out: in the smallest form the browser accepts, compressed once, when they were built."""

import mimetypes
from pathlib import Path
from typing import Final

from flask import Flask, Response, current_app, request, send_from_directory

from supervision_code.web.assets import serves_hashed_file

_ENCODINGS: Final = (("br", ".br"), ("gzip", ".gz"))
"""What a browser may accept, the smallest first, and the ending of the file that holds it."""


def install_static_files(app: Flask) -> None:
    """Let the app hand out the compressed forms of built files."""
    app.view_functions["static"] = _static


def _static(filename: str) -> Response:
    if not serves_hashed_file():
        return current_app.send_static_file(filename)
    folder = Path(str(current_app.static_folder))
    encoding, ending = next((one for one in _ENCODINGS if _fits(folder / filename, *one)), ("", ""))
    kind = mimetypes.guess_type(filename)[0] or "application/octet-stream"
    age = current_app.get_send_file_max_age(filename)
    response = send_from_directory(folder, f"{filename}{ending}", mimetype=kind, max_age=age)
    response.vary.add("Accept-Encoding")
    if encoding:
        response.content_encoding = encoding
    return response


def _fits(file: Path, encoding: str, ending: str) -> bool:
    return request.accept_encodings.quality(encoding) > 0 and file.with_name(file.name + ending).exists()
