# Make the virtual environment and install the project into it, once: sourced by run, test and the other scripts.
# $1: the extras to install ("" or "dev"). Leaves $python, the environment's interpreter.

find_python() {
  for candidate in "${PYTHON:-}" python3.13 python3.12 python3.11 python3 python; do
    [ -n "$candidate" ] && "$candidate" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
      && { echo "$candidate"; return; }
  done
  echo "needs Python 3.11 or newer with venv; name one in \$PYTHON" >&2
  return 1
}

prepare_environment() {
  local extras=$1 environment=${KG_VENV:-.venv} stamp wanted
  python=$environment/bin/python
  stamp=$environment/.installed-${extras:-run}
  wanted=$(cksum < pyproject.toml)
  [ -x "$python" ] && [ "$(cat "$stamp" 2>/dev/null)" = "$wanted" ] && return
  [ -x "$python" ] || { echo "making $environment" >&2; "$(find_python)" -m venv "$environment"; }
  echo "installing" >&2
  "$python" -m pip install --quiet --disable-pip-version-check --editable ".${extras:+[$extras]}" >&2
  echo "$wanted" > "$stamp"
}
