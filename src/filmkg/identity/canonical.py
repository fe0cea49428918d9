"""What a thing of several articles is called in the merged view: its fullest well-attested name, and the IRI of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Sequence
from itertools import chain, count

from filmkg.identity.clusters import Cluster
from filmkg.identity.groups import Group
from filmkg.identity.knowledge import Knowledge, load_knowledge
from filmkg.naming.folding import fold

Split = Callable[[str, str], str]
_SCOPED = "/article/"
_MAX_ACRONYM_LETTERS = 6
_LEAST_SHARE = 0.25  # of its articles that have a name for it to be well attested


def choose_labels(clusters: Sequence[Cluster], groups: Sequence[Group]) -> list[str]:
    """Choose for each thing, of the labels that its articles give it, the fullest that at least a quarter of them know.

    "Sinematek Indonesia" is fuller than "Sinematek". Names of the same words count as one name, whatever their order
    and whether they say "Azerbaijan" or "Azerbaijani". Among equals it is the one that most articles have, and then the
    one of which most is said; of two spellings it is the one with the letters of its own language. A title of a film is
    fuller only than one that it contains: others are in another language.
    """
    knowledge = load_knowledge()
    return [_label([groups[one] for one in found.members], knowledge) for found in clusters]


def _label(members: Sequence[Group], knowledge: Knowledge) -> str:
    labels = {one.profile.label for one in members}
    if len(labels) == 1:
        return labels.pop()
    bags = {name: _bag(name, knowledge) for one in members for name in one.profile.names}
    articles: defaultdict[str, set[str]] = defaultdict(set)  # by bag, by folded name and by name
    for one in members:
        graphs = set(one.graphs)
        for form in {form for name in one.profile.names for form in (bags[name], fold(name), name)}:
            articles[form] |= graphs
    said = Counter[str]()
    for one in members:
        said[bags[one.profile.label]] += one.said
    least = _LEAST_SHARE * len({graph for one in members for graph in one.graphs})

    def fullness(bag: str) -> int:
        words = set(bag.split())
        return sum(set(other.split()) < words for other in said) if members[0].profile.kind == "film" else len(words)

    def rank(label: str) -> tuple[object, ...]:
        bag, folded = bags[label], fold(label)
        return (
            len(articles[bag]) < least, -fullness(bag), -len(articles[bag]), -said[bag], bag, _is_shouted(label),
            -len(articles[folded]), folded, label.isascii(), -len(articles[label]), label,
        )  # fmt: skip

    return min(labels, key=rank)


def _bag(name: str, knowledge: Knowledge) -> str:
    """Return the words of a name, sorted, with countries and their adjectives alike."""
    return knowledge.bag(" ".join(knowledge.nations.codes.get(word, word) for word in fold(name).split()))


def choose_iris(
    clusters: Sequence[Cluster],
    groups: Sequence[Group],
    labels: Sequence[str],
    *,
    split: Split,
    is_taken: Callable[[str], bool],
) -> list[str]:
    """Choose for each thing one of its IRIs: one that articles share before one of a single article, then its label's.

    Among equals it is the one that most articles use, then the one that most is said of, then the longest.

    Where things that are not one share an IRI, none of them keeps it.

    Args:
        clusters: Which groups are one.
        groups: The things.
        labels: What each cluster is called.
        split: Makes, of the IRI that several things share and of words that tell one of them apart, an IRI of its own.
        is_taken: Tells whether a thing of another block has an IRI; asked for each that comes into question.
    """
    uses: defaultdict[str, set[int]] = defaultdict(set)
    for number, found in enumerate(clusters):
        for one in found.members:
            if not groups[one].profile.is_apart:
                uses[groups[one].profile.iri].add(number)
    taken = {one.profile.iri for one in groups}
    chosen = []
    for number, (found, label) in enumerate(zip(clusters, labels, strict=True)):
        members = [groups[one] for one in found.members]
        iris = {one.profile.iri for one in members}
        # What was taken apart leaves its IRI to the others.
        own = {iri for iri in iris if uses[iri] <= {number}}
        iri = _best_iri(own or iris, members, label)
        if not own:
            tail = min((tail for one in members if (tail := one.profile.signature.tail)), default="")
            key = min(one.article_key for member in members for one in member.things)
            words = filter(None, chain((tail, f"{tail} {key}"), (f"{tail} {key} {times}" for times in count(2))))
            iri = next(one for one in (split(iri, word) for word in words) if not is_taken(one) and one not in taken)
            taken.add(iri)
        chosen.append(iri)
    return chosen


def _best_iri(iris: Collection[str], members: Sequence[Group], label: str) -> str:
    if len(iris) == 1:
        return next(iter(iris))
    labelled = {one.profile.iri for one in members if one.profile.label == label}
    counts, said = Counter[str](), Counter[str]()
    for member in members:
        counts[member.profile.iri] += len(member.things)
        said[member.profile.iri] += member.said
    return min(iris, key=lambda iri: (_SCOPED in iri, iri not in labelled, -counts[iri], -said[iri], -len(iri), iri))


def _is_shouted(label: str) -> bool:
    return any(word.isupper() and len(word) > _MAX_ACRONYM_LETTERS for word in label.split())
