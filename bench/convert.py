"""Measure the whole pipeline: from the bytes of a document to the bytes of its graph in N-Quads, on one core.

Articles of about 250 words are made from those of `data/sample` and `tests/corpus`: the head of an article (its
first paragraph) and then whole paragraphs, of its own as far as they reach and then of the articles that follow, until
250 words are there. Exits with 1 where `TARGET_PER_S` is missed, or with `--memory` where memory grows.

    python bench/convert.py
    python bench/convert.py --memory 20000
"""

from __future__ import annotations

import argparse
import re
import resource
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from itertools import cycle, islice, pairwise

from filmkg import annotate, extract
from filmkg.garbage import uncollected
from filmkg.graph import to_nquads
from filmkg.model import Annotation, Article, Document, Extraction
from filmkg.pipeline import Converted, convert
from filmkg.resources import DATA, ROOT
from filmkg.text import read_article

TARGET_PER_S = 300.0
MAX_GROWTH_MB = 20.0
N_WORDS = 250
ROUNDS = 5
EARLY = 2_000  # articles after which memory is looked at for the first time
STAGES = ("text", "annotate", "extract", "graph", "reference")
Annotator = Callable[[Article], Annotation]
Extractor = Callable[[Annotation], Extraction]
_WORD = re.compile(r"\w+|[^\w\s]")


def news() -> Iterator[Document]:
    """Yield different articles of about `N_WORDS` words each, in a fixed order."""
    files = sorted((*DATA.joinpath("sample").glob("*.txt"), *ROOT.joinpath("tests", "corpus").glob("*.txt")))
    texts = [file.read_text(encoding="utf-8").strip().split("\n\n") for file in files]
    for number, file in enumerate(files):
        taken, n_words = [], 0
        others = (paragraph for other in islice(cycle(texts), number + 1, None) for paragraph in other[1:])
        for paragraph in (*texts[number], *islice(others, N_WORDS)):
            taken.append(paragraph)
            n_words += len(paragraph.split())
            if n_words >= N_WORDS:
                break
        yield Document(file.stem, file.name, "\n\n".join(taken).encode())


def reference(text: str) -> int:
    """Do a fixed piece of work in plain Python: cut a text into words and count them."""
    counts: dict[str, int] = {}
    for word in _WORD.findall(text):
        lower = word.lower()
        counts[lower] = counts.get(lower, 0) + 1
    return len(counts)


def costs_of(documents: list[Document], annotator: Annotator, extractor: Extractor) -> dict[str, float]:
    """Return what each stage and the reference cost, in milliseconds an article."""
    texts = [document.data.decode() for document in documents]
    times_s = [time.process_time()]  # asked for once a stage, since asking costs too
    articles = [read_article(document) for document in documents]
    times_s.append(time.process_time())
    annotations = [annotator(article) for article in articles]
    times_s.append(time.process_time())
    extractions = [extractor(annotation) for annotation in annotations]
    times_s.append(time.process_time())
    for extraction in extractions:
        to_nquads(extraction).encode()
    times_s.append(time.process_time())
    for text in texts:
        reference(text)
    times_s.append(time.process_time())
    costs_s = (end_s - start_s for start_s, end_s in pairwise(times_s))
    return {stage: 1000 * cost_s / len(documents) for stage, cost_s in zip(STAGES, costs_s, strict=True)}


def is_fast(documents: list[Document]) -> bool:
    """Print articles a second and the cost of each stage; tell whether the target is reached.

    Each round reads other articles, as what was seen once is cheaper the second time; the first is not counted.
    """
    annotator, extractor = annotate.load(), extract.load()
    with uncollected():  # as the pipeline does, article by article
        rounds = [costs_of(documents[number :: ROUNDS + 1], annotator, extractor) for number in range(ROUNDS + 1)][1:]
    n_words = statistics.mean(len(document.data.split()) for document in documents)
    print(
        f"articles of {n_words:.0f} words, {ROUNDS} rounds of {len(documents) // (ROUNDS + 1)}, milliseconds an article"
    )
    for stage in STAGES:
        print(f"  {stage:10} {statistics.median(costs[stage] for costs in rounds):7.3f}")
    whole_ms = statistics.median(sum(costs.values()) - costs["reference"] for costs in rounds)
    ratio = statistics.median(sum(costs.values()) / costs["reference"] - 1 for costs in rounds)
    per_s = 1000 / whole_ms
    print(f"  {'whole':10} {whole_ms:7.3f}   {ratio:.0f} times the reference")
    verdict = "met" if per_s >= TARGET_PER_S else "missed"
    print(f"reached {per_s:.0f} articles a second, target {TARGET_PER_S:.0f}: {verdict}")
    return per_s >= TARGET_PER_S


def stays_flat(documents: list[Document], n_articles: int) -> bool:
    """Print the peak of memory after some articles and after many; tell whether it stays the same."""
    # the article's number in its names makes every article a new one
    stream = (
        Document(f"{document.key}-{number}", document.origin, document.data.replace(b"Film", b"Film%d " % number))
        for number, document in enumerate(islice(cycle(documents), n_articles))
    )
    early_mb, n_bytes = peak_mb(), 0
    for number, converted in enumerate(convert(stream), 1):
        if isinstance(converted, Converted):
            n_bytes += len(converted.nquads.encode())
        if number == EARLY:
            early_mb = peak_mb()
    late_mb = peak_mb()
    growth_mb = late_mb - early_mb
    print(f"{n_articles} articles, {n_bytes / 1e6:.0f} MB of N-Quads")
    print(f"peak of memory after {EARLY}: {early_mb:.0f} MB, after {n_articles}: {late_mb:.0f} MB")
    print(f"growth {growth_mb:.1f} MB, limit {MAX_GROWTH_MB:.0f}: {'flat' if growth_mb <= MAX_GROWTH_MB else 'grows'}")
    return growth_mb <= MAX_GROWTH_MB


def peak_mb() -> float:
    """Return the most memory that the process has had, in MB; Linux counts in kilobytes, macOS in bytes."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 1e6 if sys.platform == "darwin" else peak / 1e3


def main() -> int:
    """Measure what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--memory", type=int, metavar="N", help="stream N articles and look at the memory instead")
    arguments = parser.parse_args()
    documents = list(news())
    if arguments.memory:
        return int(not stays_flat(documents, arguments.memory))
    return int(not is_fast(documents))


if __name__ == "__main__":
    sys.exit(main())
