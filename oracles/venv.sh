#!/usr/bin/env bash
# venv.sh NAME            makes oracles/.venv/NAME from requirements-NAME.txt where needed, prints its python
# venv.sh --list          the names there are
#
# Idempotent and safe to call from several processes at once: a lock per name, and a stamp that holds the hash of the
# requirements. A venv whose stamp differs, or whose interpreter has gone, is built again. Messages go to stderr only.
# A first line "# python: 3.12" in a requirements file asks for that Python or a newer one. Exit 3: no such Python.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

say() { echo "oracles/venv.sh: $*" >&2; }

if [[ ${1:-} == --list ]]; then
  for f in "$here"/requirements-*.txt; do f=${f##*/requirements-}; echo "${f%.txt}"; done
  exit 0
fi
name=${1:-}
req=$here/requirements-$name.txt
if [[ -z $name || ! -f $req ]]; then
  say "usage: venv.sh NAME, with NAME one of: $("$0" --list | tr '\n' ' ')"
  exit 2
fi

wanted=$(sed -n '1s/^# python: *\([0-9]*\.[0-9]*\).*/\1/p' "$req")
exact=$(sed -n '1s/^# python: *[0-9]*\.[0-9]* only.*/yes/p' "$req")
wanted=${wanted:-3.11}

# The first interpreter that really starts and is new enough. A shim of pyenv starts only if its version is selected,
# so the folders of pyenv are asked directly.
fits() {
  [[ -x $1 ]] && "$1" - "$wanted" "$exact" >/dev/null 2>&1 <<'PY'
import sys
want = tuple(map(int, sys.argv[1].split(".")))
have = sys.version_info[:2]
sys.exit(0 if (have == want if sys.argv[2] else have >= want) else 1)
PY
}
find_python() {
  local c
  for c in "${ORACLES_PYTHON:-}" "$(command -v "python$wanted" || true)" "$(command -v python3 || true)" /usr/bin/python3 \
           "$HOME"/.pyenv/versions/"$wanted".*/bin/python3 "$(command -v python3.13 || true)" \
           "$HOME"/.pyenv/versions/3.*/bin/python3; do
    if [[ -n $c ]] && fits "$c"; then "$c" -c 'import sys; print(sys.executable)'; return; fi
  done
  return 1
}

dir=$here/.venv/$name
stamp=$dir/.stamp
# What a line "-r FILE" takes in counts too.
key=$(cd "$here" && { cat "$req"; sed -n 's/^-r *//p' "$req" | xargs -r cat; } | sha256sum | cut -d' ' -f1)
fresh() { [[ -f $stamp && $(<"$stamp") == "$key" && -x $dir/bin/python ]] && "$dir/bin/python" -c 'import pip' 2>/dev/null; }
if fresh; then echo "$dir/bin/python"; exit 0; fi

if ! base=$(find_python); then
  [[ -n $exact ]] || wanted="$wanted or newer"
  say "$name needs Python $wanted, and none was found (set ORACLES_PYTHON)"
  exit 3
fi

mkdir -p "$here/.venv"
exec 9>"$here/.venv/.$name.lock"
flock 9
if fresh; then echo "$dir/bin/python"; exit 0; fi

say "building .venv/$name with $("$base" --version) (once, some minutes)"
rm -rf "$dir"
make_venv() { "$base" -m venv "$dir" >&2; }
if ! make_venv; then
  rm -rf "$dir"
  if [[ $(id -u) == 0 ]] && command -v apt-get >/dev/null; then
    say "this Python has no ensurepip: installing python3-venv"
    { apt-get install -y python3-venv || { apt-get update && apt-get install -y python3-venv; }; } >&2
    make_venv
  else
    say "this Python cannot make a venv; install python3-venv"
    exit 1
  fi
fi
for try in 1 2 3; do
  if "$dir/bin/python" -m pip install --quiet --no-input --disable-pip-version-check --no-deps -r "$req" >&2; then break; fi
  [[ $try == 3 ]] && { say "pip failed three times"; exit 1; }
  sleep $((try * 10))
done
"$dir/bin/python" -m pip check >&2 || say "pip check has complaints (see above); going on"
echo "$key" > "$stamp"
say "ready: .venv/$name"
echo "$dir/bin/python"
