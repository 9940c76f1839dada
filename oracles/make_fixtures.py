#!/usr/bin/env python3
"""Writes the matrix of small stores, each with the values that a reader must find, into a folder.

    make_fixtures.py OUT [--venvs legacy,middle,current,newest] [--groups zarr,ome,spatialdata] [--cases 'v3-*,ome05-*']
    make_fixtures.py --golden [--check]     the committed archives golden/*.zip again (see golden/README.md)

OUT/VENV/CASE/ is one case: store.zarr, expected/, manifest.json. OUT/index.json lists the cases that are there.
Runs on any Python 3.9 or newer without packages: each venv comes from venv.sh. A venv that this machine cannot have
(newest needs Python 3.12) is left out with a word on stderr; --require-all makes that an error.
"""

import argparse
import hashlib
import json
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
VENVS = ["legacy", "middle", "current", "newest"]
GOLDEN = {  # archive -> (venv, cases); an archive of several cases has one folder for each
    "zarr-v2": ("legacy", ["v2-dtypes", "v2-strings", "v2-compressors", "v2-blosc-brief", "v2-filters", "v2-fill", "v2-consolidated", "v2-broken"]),
    "zarr-v2-layout": ("legacy", ["v2-layout"]),
    "zarr-v3": ("current", ["v3-dtypes", "v3-strings", "v3-codecs", "v3-fill", "v3-consolidated", "v3-extensions", "v3-broken", "v3-default"]),
    "zarr-v3-layout": ("current", ["v3-layout"]),
    "zarr-v3-sharding": ("current", ["v3-sharding", "v3-sharding-missing"]),
    "ome-zarr": ("current", ["ome04-cyx-labels", "ome05-cyx-labels", "ome05-tczyx", "ome05-zyx-f32", "ome05-yx"]),
    "spatialdata-0.2.6": ("legacy", ["spatialdata-rich", "spatialdata-transformations"]),
    "spatialdata-0.5.0": ("middle", ["spatialdata-rich"]),
    "spatialdata-0.7.3": ("current", ["spatialdata-rich", "spatialdata-transformations", "spatialdata-3d"]),
    "spatialdata-0.8.0": ("newest", ["spatialdata-rich"]),
}


def python_of(venv):
    found = subprocess.run(["bash", str(HERE / "venv.sh"), venv], stdout=subprocess.PIPE, text=True)
    if found.returncode == 3:
        return None
    if found.returncode:
        sys.exit(f"venv.sh {venv} failed")
    return found.stdout.strip()


def make(out, venv, groups, cases, required):
    python = python_of(venv)
    if python is None:
        if required:
            sys.exit(f"no Python for {venv}")
        print(f"{venv}: left out", file=sys.stderr)
        return True
    command = [python, str(HERE / "fixtures" / "main.py"), str(out / venv), "--venv", venv, "--groups", groups, "--cases", cases]
    done = subprocess.run(command, stdout=sys.stderr)
    return done.returncode == 0


def write_index(out):
    cases = []
    for manifest in sorted(out.glob("*/*/manifest.json")):
        told = json.loads(manifest.read_text(encoding="utf-8"))
        cases.append({"folder": str(manifest.parent.relative_to(out)), **{k: told[k] for k in ("case", "kind", "zarr_format")},
                      "arrays": len(told["arrays"])})
    (out / "index.json").write_text(json.dumps({"cases": cases}, indent=1) + "\n")
    return cases


def pack(folders, archive):
    """Equal folders give equal bytes: sorted names, one date."""
    with zipfile.ZipFile(archive, "w") as z:
        for folder in folders:
            for file in sorted(p for p in folder.rglob("*") if p.is_file()):
                info = zipfile.ZipInfo(str(file.relative_to(folder.parent)), (1980, 1, 1, 0, 0, 0))
                info.external_attr = 0o644 << 16
                z.writestr(info, file.read_bytes(), zipfile.ZIP_DEFLATED, 9)


def golden(check):
    differs = []
    with tempfile.TemporaryDirectory(prefix="golden-") as scratch:
        for name, (venv, cases) in GOLDEN.items():
            out = Path(scratch) / name
            if not make(out, venv, "zarr,ome,spatialdata", ",".join(cases), True):
                sys.exit(f"{name}: failed")
            archive = (Path(scratch) if check else HERE / "golden") / f"{name}.zip"
            pack([out / venv / c for c in cases], archive)
            digest = hashlib.sha256(archive.read_bytes()).hexdigest()
            print(f"{archive.name}: {archive.stat().st_size} bytes, sha256 {digest[:16]}")
            if check and not same_values(archive, HERE / "golden" / archive.name):
                differs.append(name)
    if differs:
        sys.exit(f"differ from the committed: {', '.join(differs)}")


def same_values(a, b):
    """Equal manifests but for who made them and where: the stores themselves may hold dates or random names."""
    def manifests(archive):
        with zipfile.ZipFile(archive) as z:
            found = {n: json.loads(z.read(n)) for n in z.namelist() if n.endswith("/manifest.json")}
        for m in found.values():
            m.pop("made_by")
        return found

    return b.exists() and manifests(a) == manifests(b)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path, nargs="?")
    parser.add_argument("--venvs", default=",".join(VENVS))
    parser.add_argument("--groups", default="zarr,ome,spatialdata")
    parser.add_argument("--cases", default="*")
    parser.add_argument("--require-all", action="store_true")
    parser.add_argument("--golden", action="store_true")
    parser.add_argument("--check", action="store_true")
    args = parser.parse_args()
    if args.golden:
        return golden(args.check)
    if args.out is None:
        parser.error("OUT is missing")
    args.out.mkdir(parents=True, exist_ok=True)
    good = [make(args.out, venv, args.groups, args.cases, args.require_all) for venv in args.venvs.split(",")]
    cases = write_index(args.out)
    print(f"{args.out}: {len(cases)} cases, {sum(c['arrays'] for c in cases)} arrays")
    sys.exit(0 if all(good) else 1)


if __name__ == "__main__":
    main()
