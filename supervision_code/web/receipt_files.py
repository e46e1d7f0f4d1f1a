"""Receipts as files to keep."""

from flask import Response

from supervision_code.queries.receipts import ReceiptFile


def receipt_file(receipt: ReceiptFile) -> Response:
    """Return a receipt as a download; it names people, so nobody on the way keeps it."""
    response = Response(receipt.text, content_type="text/plain; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{receipt.name}"'
    response.headers["Cache-Control"] = "no-store"
    return response
