import os
import re
import shutil
import subprocess
import sys

import pytest

from filmkg import vocab
from filmkg.resources import ONTOLOGY, ROOT

SCRIPT = ROOT / "scripts" / "make_ontology_page.py"
PAGE = ONTOLOGY / "index.html"


@pytest.mark.parametrize("seed", ["1", "2"])
def test_committed_page_is_what_the_ontology_gives(tmp_path, seed):
    (tmp_path / "scripts").mkdir()
    (tmp_path / "ontology").mkdir()
    shutil.copy(SCRIPT, tmp_path / "scripts")
    shutil.copy(ONTOLOGY / "filmkg.ttl", tmp_path / "ontology")
    command = [sys.executable, str(tmp_path / "scripts" / SCRIPT.name)]
    subprocess.run(command, check=True, env={**os.environ, "PYTHONHASHSEED": seed})
    assert (tmp_path / "ontology" / "index.html").read_bytes() == PAGE.read_bytes()
    assert subprocess.run([*command, "--check"], check=False).returncode == 0
    (tmp_path / "ontology" / "index.html").write_text("stale")
    stale = subprocess.run([*command, "--check"], check=False, capture_output=True, text=True)
    assert stale.returncode == 1
    assert "make_ontology_page.py" in stale.stderr


def test_each_term_has_one_anchor_and_each_link_leads_to_one():
    html = PAGE.read_text(encoding="utf-8")
    anchors = re.findall(r'<article id="([^"]+)">', html)
    names = (*vocab.CLASSES, *vocab.PROPERTIES, *vocab.CONCEPTS, *vocab.SCHEMES)
    assert sorted(anchors) == sorted(names)
    assert set(re.findall(r'href="#([^"]+)"', html)) <= set(anchors)


def test_page_needs_no_network_to_be_read():
    html = PAGE.read_text(encoding="utf-8")
    assert not re.search(r"<(script|link|img|iframe)\b|@import|url\(", html)
