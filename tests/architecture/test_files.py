"""Files: small, whole, and silent about the machine they were written on."""

import re
from pathlib import Path
from typing import Final

from tests.architecture.house import ROOT, committed_files, name_of, python_files

_LINES_AT_MOST: Final = 250
_AGREED: Final = {
    "supervision_code/persistence/migrations/versions/0001_first_release.py": "a migration stands alone and whole",
}
_HOSTS: Final = re.compile(
    r"\b(?:[\w-]+\.)*(?:pypi|pythonhosted|npmjs|npmmirror|yarnpkg|jsdelivr|unpkg|cdnjs|huaweicloud|aliyuncs|tencentyun)"
    r"\.(?:org|com|net|cn|io)\b|\b(?:docker|ghcr|quay|gcr)\.io\b|\bproxy\.golang\.org\b"
)
_FOLDERS: Final = re.compile(r"(?<![\w.~/-])/(?:home|root|Users|work)/\w|[A-Z]:\\\\Users")
_UNFINISHED: Final = re.compile(r"\b(?:TODO|FIXME|XXX|HACK|WIP)\b|coming soon|敬请期待|待实现")
_TEXT: Final = frozenset(
    {".py", ".pyi", ".html", ".css", ".js", ".mjs", ".ftl", ".toml", ".md", ".txt", ".sh", ".json", ".lock", ".typ"}
)


def _texts() -> dict[str, str]:
    own = Path(__file__)
    return {
        name_of(file): file.read_text(encoding="utf-8")
        for file in committed_files()
        if (file.suffix in _TEXT or file.name in {"Makefile", ".npmrc", ".gitignore"}) and file != own
    }


def _found(pattern: re.Pattern[str]) -> list[str]:
    return [
        f"{name}:{number}: {line.strip()[:100]}"
        for name, text in _texts().items()
        for number, line in enumerate(text.splitlines(), 1)
        if pattern.search(line)
    ]


def test_python_files_are_short_enough_to_be_read() -> None:
    lines = {name_of(file): len(file.read_text(encoding="utf-8").splitlines()) for file in python_files()}

    assert {name: count for name, count in lines.items() if count > _LINES_AT_MOST and name not in _AGREED} == {}
    assert {name for name in _AGREED if lines.get(name, 0) <= _LINES_AT_MOST} == set()


def test_no_file_names_a_place_to_fetch_packages_from() -> None:
    assert _found(_HOSTS) == []


def test_no_file_names_a_folder_of_somebodys_machine() -> None:
    assert _found(_FOLDERS) == []


def test_nothing_is_left_for_later() -> None:
    assert _found(_UNFINISHED) == []


def test_every_module_says_what_it_is_the_home_of() -> None:
    silent = [
        name_of(file)
        for file in python_files()
        if file.stat().st_size and not file.read_text(encoding="utf-8").lstrip("# \n").startswith('"""')
    ]
    assert silent == []


def test_every_committed_text_is_utf_8_and_ends_with_a_line() -> None:
    assert [name for name, text in _texts().items() if text and not text.endswith("\n")] == []
    assert (ROOT / "LICENSE").exists()
