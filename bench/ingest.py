"""Rate and memory of reading web pages, beside trafilatura alone on the same pages in the same run; hostile files.

    python bench/ingest.py [--pages 10000]

Pages are the articles of `data/sample` and `tests/corpus` in the frames of four kinds of sites (JSON-LD, OpenGraph,
neither, a script page with the text in its JSON-LD), with navigation, related headlines and scripts around them. Both
readers take turns on batches of the same pages, so that what else the machine does weighs on both.
"""

from __future__ import annotations

import argparse
import html
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from filmkg.errors import DocumentError
from filmkg.model import Document
from filmkg.resources import DATA, ROOT
from filmkg.sources import read_document, read_documents

BATCH = 100
MAX_OVERHEAD = 0.30
HOSTILE = ROOT / "tests" / "sources"


def pages(count: int) -> Iterator[bytes]:
    """Yield pages of which no two are the same."""
    files = sorted((DATA / "sample").glob("*.txt")) + sorted((ROOT / "tests" / "corpus").glob("*.txt"))
    texts = [file.read_text(encoding="utf-8").strip().split("\n\n") for file in files]
    chance = random.Random(5)
    for number in range(count):
        title, *paragraphs = chance.choice(texts)
        paragraphs = [*chance.choice(texts)[1:], *paragraphs, f"Item number {number} of this bench, of {len(files)}."]
        body = "".join(f"<p>{html.escape(paragraph)}</p>" for paragraph in paragraphs)
        published = f"20{10 + number % 15}-05-{1 + number % 28:02}T10:00:00Z"
        described = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": title[:200],
                     "datePublished": published, "author": {"@type": "Person", "name": "A Writer"},
                     "url": f"https://news.example/{number}"}  # fmt: skip
        head = "<title>A site</title>"
        if number % 4 in {0, 3}:
            described |= {"articleBody": "\n\n".join(paragraphs)} if number % 4 == 3 else {}
            head += f'<script type="application/ld+json">{json.dumps(described)}</script>'
        elif number % 4 == 1:
            head += (
                f'<meta property="og:title" content="{html.escape(title[:200])}">'
                f'<meta property="article:published_time" content="{published}">'
            )
        links = "".join(f'<li><a href="/{n}">Section {n} of the site</a></li>' for n in range(40))
        related = "".join(f"<div class=card><a href=/r/{n}><h3>Another headline {n}</h3></a></div>" for n in range(15))
        content = f"<article><h1>{html.escape(title)}</h1>{body}</article>"
        if number % 16 == 15:  # a script fills it
            content = '<div id="root"></div>'
        yield (
            f"<!DOCTYPE html><html lang=en><head><meta charset=utf-8>{head}<script>{'var a=1;' * 300}</script></head>"
            f"<body><header><nav><ul>{links}</ul></nav></header><main>{content}</main><aside>{related}</aside>"
            f"<footer><p>All rights reserved.</p></footer></body></html>"
        ).encode()


def peak_megabytes() -> int:
    """Return the most memory that this process had."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def measure(count: int) -> bool:
    """Print the figures of both readers; tell whether ours costs at most `MAX_OVERHEAD` more."""
    import trafilatura

    spent = {"trafilatura alone": 0.0, "filmkg": 0.0}
    found = dict.fromkeys(spent, 0)
    batch: list[bytes] = []
    start = peak_megabytes()

    def theirs(data: bytes) -> bool:
        return trafilatura.extract(data) is not None

    def ours(data: bytes) -> bool:
        try:
            return bool(read_document(Document("key", "page", data, format="html")).data)
        except DocumentError:
            return False

    readers = {"trafilatura alone": theirs, "filmkg": ours}
    for read in readers.values():  # what is loaded once
        read(next(pages(1)))
    for number, data in enumerate(pages(count), start=1):
        batch.append(data)
        if len(batch) == BATCH or number == count:
            for name, read in list(readers.items())[:: 1 if number // BATCH % 2 else -1]:
                begun = time.process_time()
                found[name] += sum(map(read, batch))
                spent[name] += time.process_time() - begun
            batch.clear()
    overhead = spent["filmkg"] / spent["trafilatura alone"] - 1
    for name, seconds in spent.items():
        print(f"{name:<18}  {count / seconds:>7.0f} pages/s  {found[name]:>7,} of {count:,} with an article")
    print(f"overhead {overhead:+.1%} (at most {MAX_OVERHEAD:+.0%})")
    print(f"memory {start} MB at the start, {peak_megabytes()} MB at most")
    return overhead <= MAX_OVERHEAD


def measure_hostile() -> bool:
    """Print what the slowest hostile files of the tests cost; tell whether each stays under a second."""
    sys.path.insert(0, str(HOSTILE))
    import test_hostile

    slowest: list[tuple[float, str]] = []
    with tempfile.TemporaryDirectory() as folder:
        for name, (make, _) in test_hostile.HOSTILE.items():
            path = Path(folder, name)
            path.write_bytes(make())
            begun = time.perf_counter()
            for one in read_documents([path]):
                try:
                    if isinstance(one, Document):
                        read_document(one)
                except DocumentError:
                    pass
            slowest.append((time.perf_counter() - begun, name))
            path.unlink()
    slowest.sort(reverse=True)
    worst = ", ".join(f"{name} {seconds:.2f} s" for seconds, name in slowest[:5])
    print(f"slowest of {len(slowest)} hostile files: {worst}")
    return slowest[0][0] < 1


def main() -> None:
    """Measure in processes of their own, so that memory is that of one alone."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=10_000)
    parser.add_argument("--only", choices=["pages", "hostile"])
    options = parser.parse_args()
    if options.only == "pages":
        sys.exit(not measure(options.pages))
    if options.only == "hostile":
        sys.exit(not measure_hostile())
    command = [sys.executable, __file__, "--pages", str(options.pages), "--only"]
    sys.exit(max(subprocess.run([*command, part], check=False).returncode for part in ("pages", "hostile")))


if __name__ == "__main__":
    main()
