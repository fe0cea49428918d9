"""What the package declares: all that it imports, and all that it carries."""

import ast
import re
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions

import pytest

import filmkg
from filmkg import resources
from filmkg.resources import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
SOURCE = ROOT / "src" / "filmkg"


def normal(name):
    return re.sub(r"[-_.]+", "-", re.split(r"[<>=\[ ]", name)[0]).lower()


def imported(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level and node.module:
            yield node.module.partition(".")[0]


def test_every_package_imported_is_a_dependency_and_the_reverse():
    modules = {name for path in SOURCE.rglob("*.py") for name in imported(path)}
    modules -= sys.stdlib_module_names | {"filmkg"}
    by_module = packages_distributions()
    needed = {normal(distribution) for module in modules for distribution in by_module[module]}
    extras = PROJECT["project"]["optional-dependencies"]
    optional = {normal(name) for extra in ("cluster", "pdf", "web") for name in extras[extra]}
    loaded_by_name = {"httptools", "uvloop"}  # uvicorn does
    assert (needed - optional) | loaded_by_name == {normal(name) for name in PROJECT["project"]["dependencies"]}
    assert optional - needed == {"lxml-html-clean"}  # trafilatura needs it and does not say so


def test_every_dependency_has_a_lower_bound():
    assert all(">=" in name for name in PROJECT["project"]["dependencies"])


def test_the_wheel_carries_every_folder_of_resources():
    carried = PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    folders = {path.relative_to(ROOT).as_posix() for path in vars(resources).values() if is_resource(path)}
    assert carried == {folder: f"filmkg/resources/{folder}" for folder in folders}


def is_resource(value):
    return isinstance(value, type(ROOT)) and value.parent == ROOT and value.name in {"data", "ontology", "shapes"}


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="not in a clone")
def test_what_is_carried_is_under_version_control():
    listed = subprocess.run(
        ["git", "status", "--porcelain", "--ignored", "--", "data", "ontology", "shapes"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert not [line for line in listed.stdout.splitlines() if line.startswith("!!")]


def test_the_version_is_told_once_and_the_changelog_is_kept():
    assert PROJECT["project"]["dynamic"] == ["version"]
    assert re.fullmatch(r"\d+\.\d+\.\d+(?:\.dev\d+)?", filmkg.__version__)
    assert "## [Unreleased]" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
