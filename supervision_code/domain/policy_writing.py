"""Writes the tables of a policy as TOML, in one form whatever the file looked like: values first, then the tables."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal


def policy_text(tables: Mapping[str, object]) -> str:
    """Return the text of tables made of texts, numbers, truth values, dates, lists and tables; else TypeError."""
    return "\n".join(_table(tables, ())).strip("\n") + "\n"


def _table(table: Mapping[str, object], path: Sequence[str]) -> list[str]:
    inner = {key: value for key, value in table.items() if isinstance(value, Mapping)}
    listed = {key: value for key, value in table.items() if _is_list_of_tables(value)}
    lines = [f"{_key(key)} = {_value(value)}" for key, value in table.items() if key not in inner and key not in listed]
    for key, value in inner.items():
        lines += ["", f"[{_path((*path, key))}]", *_table(value, (*path, key))]
    for key, values in listed.items():
        for value in values if isinstance(values, list | tuple) else ():
            lines += ["", f"[[{_path((*path, key))}]]", *_table(value, (*path, key))]
    return lines


def _is_list_of_tables(value: object) -> bool:
    return isinstance(value, list | tuple) and bool(value) and all(isinstance(one, Mapping) for one in value)


def _path(keys: Sequence[str]) -> str:
    return ".".join(_key(key) for key in keys)


def _key(key: str) -> str:
    return key if key.isascii() and key.replace("-", "").replace("_", "").isalnum() else _text(key)


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float | Decimal):
        return _number(Decimal(str(value)))
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_value, value))}]"
    raise TypeError(f"not a value of a policy: {type(value).__name__}")


def _number(value: Decimal) -> str:
    """Return a number with a point, never with an exponent, so that it is read again as a number with a point."""
    text = f"{value:f}"
    return text if "." in text else f"{text}.0"


def _text(value: str) -> str:
    """Return a text in quotes; what JSON escapes, TOML reads, but for the character that JSON leaves as it is."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
