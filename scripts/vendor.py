"""Fetch the scripts of others that the pages and their tests carry, in exactly one version each, from the npm registry.

Needs `npm`. Writes the files, their licence and `SHA256SUMS` beside them; with `--check` it writes nothing and exits
with 1 where a file here is not the one of its package.

    python scripts/vendor.py [--check]
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
SUMS = "SHA256SUMS"


class Package(NamedTuple):
    """A package of npm: name and version, where its files go, and which they are."""

    name: str
    version: str
    folder: Path
    files: tuple[str, ...]


PACKAGES = (
    Package(
        "@zazuko/yasqe",
        "4.6.2",
        ROOT / "src/filmkg/serve/static/yasqe",
        ("build/yasqe.min.js", "build/yasqe.min.css"),
    ),
    Package("axe-core", "4.14.1", ROOT / "tests/browser/vendor", ("axe.min.js", "LICENSE", "LICENSE-3RD-PARTY.txt")),
)


def fetch(package: Package) -> dict[str, bytes]:
    """Return the files of a package by their names here."""
    with tempfile.TemporaryDirectory() as folder:
        command = ["npm", "pack", "--silent", f"{package.name}@{package.version}"]
        subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
        with tarfile.open(next(Path(folder).glob("*.tgz"))) as archive:
            return {Path(name).name: _member(archive, f"package/{name}") for name in package.files}


def sums(files: dict[str, bytes]) -> str:
    """Return what `sha256sum` would write of these files."""
    return "".join(f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in sorted(files.items()))


def main() -> int:
    """Write or check all packages, and return the exit code."""
    wrong = []
    for package in PACKAGES:
        files = fetch(package)
        files[SUMS] = sums(files).encode()
        for name, content in files.items():
            path = package.folder / name
            if "--check" in sys.argv[1:]:
                if not path.is_file() or path.read_bytes() != content:
                    wrong.append(path)
            else:
                package.folder.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
    for path in wrong:
        print(f"{path.relative_to(ROOT)} is not what its package gives: run python scripts/vendor.py")
    return 1 if wrong else 0


def _member(archive: tarfile.TarFile, name: str) -> bytes:
    file = archive.extractfile(name)
    assert file is not None
    return file.read()


if __name__ == "__main__":
    sys.exit(main())
