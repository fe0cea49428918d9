"""Labels and aliases of things: the fullest name, the other forms, and what the unnamed are called."""

from __future__ import annotations

import re
from collections.abc import Sequence

from filmkg.extract.things import EVENT_TYPES, Thing
from filmkg.extract.wording import Wording
from filmkg.model import Mention, Node, Span

# a capital "A" is part of a name: the tagger leaves out the one that only begins a sentence
_DETERMINER = re.compile(r"^(?:[Tt]he|THE|an?) ")
_ARTICLE = re.compile(r"^An? (?=\w)")
# "the student film festival Zubr Frame" and "the NGO Open Lens" go by their proper names as well, but "the embassy of
# South Korea" is not South Korea
_CLASS = re.compile(
    r"^(?:NGO |(?:(?!(?:of|for|in|at|to|on|by) )[a-zà-ÿ][\w-]* ){1,4})"
    r"(?=[A-ZÀ-Þİ][\w’'-]+ [A-ZÀ-Þİ]|[A-ZÀ-Þİ][\w’'-]{3,}$)"
)
_TOWN = r"[A-ZÀ-Þİ][\w’'-]+(?: [A-ZÀ-Þ][\w-]+)?"
_PLACE = re.compile(rf" in {_TOWN}(?:(?:, {_TOWN}){{0,4}},? and {_TOWN})?$")
# "the Academy Awards ceremony"
_CEREMONY = re.compile(r"(?<=Awards) [Cc]eremony$")
# "Uzbekistan's Cinema Agency" is the "Cinema Agency" as well, and a ministry's agency goes without the ministry
_OWNER = re.compile(r"^\w+(?: \w+)?['’`]s (?=[A-ZÀ-Þ])|^(?:[\w&.-]+ ){2,9}[\w-]+['’`]s (?=[A-ZÀ-Þ]\w+ \w)")


def node_of(thing: Thing, number: int, span: Span, mentions: Sequence[Mention], wording: Wording) -> Node:
    """Return the node of a thing.

    Args:
        thing: The thing.
        number: Number of the node.
        span: Where it is first named.
        mentions: The mentions of the article.
        wording: What things are called.
    """
    names = [_plain(name, thing.type) for name in thing.names]
    code = thing.value if thing.type == "Country" else ""
    if not thing.named or not names:
        label = wording.unnamed.get(thing.type) or (thing.type == "Agreement" and thing.value) or thing.type.lower()
        aliases = {name for name in names if name} - {label, thing.type.lower()}
        return Node(number, thing.type, label, tuple(sorted(aliases)), span, named=False, code=code)
    # a film goes by the title that the text gives first, anything else by its fullest name
    label = names[0] if thing.type == "Film" else max(names, key=_fullness)
    aliases = {alias for alias in _forms(thing.type, names, wording) - {label} if alias}
    own = [mentions[n] for n in thing.mentions]
    stands = (m.span for m in own if label in (_plain(name, thing.type) for name in (m.name, *m.aliases)))
    return Node(
        number,
        thing.type,
        label,
        tuple(sorted(aliases)),
        span,
        code=code,
        country=thing.country,
        label_span=min(stands, default=None),
    )


def _plain(name: str, type_: str) -> str:
    """Return a name in one line, and without determiner except for a film, of whose title it is part."""
    name = " ".join(name.split())
    return name if type_ == "Film" else _DETERMINER.sub("", name)


def _fullness(name: str) -> tuple[bool, int, str]:
    """Rank a name: one that is proper to its end ("Korean Film Week") before "Korean cinema week", then by length."""
    return name.split()[-1][:1].isupper() if name else False, len(name), name


def _forms(type_: str, names: list[str], wording: Wording) -> set[str]:
    """Return the names with their shorter forms: without count and place of an event, owner and place of a body."""
    forms = set(names)
    if type_ in EVENT_TYPES:
        forms |= {wording.count.sub("", name) for name in forms}
        forms |= {_ARTICLE.sub("", name) for name in forms}
        forms |= {_CEREMONY.sub("", name) for name in forms}
    elif type_ in ("Organization", "Venue"):
        forms |= {_OWNER.sub("", name) for name in names}
        forms |= {wording.within.sub("", name) for name in forms}
    else:
        return forms
    forms |= {_CLASS.sub("", name) for name in forms}
    return forms | {_PLACE.sub("", name) for name in forms}
