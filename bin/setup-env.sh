# Sourced by the other commands: finds a Python, makes .venv, installs a lock file once. Sets ROOT and PYTHON.
# Usage: . "$(dirname "$0")/setup-env.sh"; prepare LOCK

ROOT=$(CDPATH= cd -- "$(dirname -- "$0")/.." && pwd)
PYTHON="$ROOT/.venv/bin/python"

fail() {
    printf '%s\n' "$1" >&2
    exit 1
}

find_python() {
    for candidate in ${DORPSPLEIN_PYTHON:-} python3 python3.13 python3.12 python3.11 python; do
        if command -v "$candidate" >/dev/null 2>&1 &&
            "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
            command -v "$candidate"
            return 0
        fi
    done
    return 1
}

# prepare LOCK: the environment with exactly what the lock file says, installed again only when the file changes.
prepare() {
    lock="$ROOT/$1"
    mark="$ROOT/.venv/.installed-$1"
    if ! [ -x "$PYTHON" ]; then
        found=$(find_python) || fail "Dorpsplein needs Python 3.11 or newer; none was found. Install it from python.org or your system's packages."
        "$found" -m venv "$ROOT/.venv" >/dev/null 2>&1 ||
            fail "Python could not make a virtual environment. On Debian and Ubuntu: apt install python3-venv."
    fi
    if ! cmp -s "$lock" "$mark"; then
        printf 'Installing what Dorpsplein needs (once)…\n' >&2
        "$PYTHON" -m pip install --quiet --disable-pip-version-check --require-hashes -r "$lock" >"$ROOT/.venv/pip.log" 2>&1 ||
            fail "Installing failed: is there a network? The details are in .venv/pip.log."
        cp "$lock" "$mark"
    fi
}
