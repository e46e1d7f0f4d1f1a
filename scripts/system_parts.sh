#!/bin/sh
# Installs what the tests need from the system: a browser, Chinese fonts, PDF tools, PostgreSQL.
# Only as root on Debian and its relatives; elsewhere it names what is missing, and the tests that need it are skipped.
set -eu

missing=""
need() { missing="$missing $1"; }

have_postgresql() {
    command -v initdb >/dev/null 2>&1 && return 0
    for program in /usr/lib/postgresql/*/bin/initdb; do
        [ -x "$program" ] && return 0
    done
    return 1
}

have_chinese_font() {
    command -v fc-list >/dev/null 2>&1 && [ -n "$(fc-list :lang=zh-cn family 2>/dev/null | head -n 1)" ]
}

command -v chromium >/dev/null 2>&1 || command -v chromium-browser >/dev/null 2>&1 ||
    command -v google-chrome >/dev/null 2>&1 || need chromium
have_chinese_font || need fonts-noto-cjk
command -v pdftotext >/dev/null 2>&1 || need poppler-utils
have_postgresql || need postgresql
[ -n "$missing" ] || exit 0

if [ "$(id -u)" = 0 ] && [ -e /etc/debian_version ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing for the tests:$missing"
    export DEBIAN_FRONTEND=noninteractive
    # shellcheck disable=SC2086 # a list of package names
    if apt-get update -qq && apt-get install -y -qq --no-install-recommends $missing >/dev/null; then
        exit 0
    fi
    echo "The installation failed."
fi
echo "Not on this machine:$missing. The tests that need them will be skipped."
