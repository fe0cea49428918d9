"""Signatures of agreements, memberships and posts: no name of their own tells them, but what they tie together.

It tells them by name, and not by what was merged: so what a tie is compared by follows from its article alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import combinations, product

from filmkg.identity.description import Description
from filmkg.identity.knowledge import Knowledge
from filmkg.identity.signature import Signature, distinct
from filmkg.naming.folding import fold

Ends = Mapping[str, Signature]  # the named things of an article, by IRI
_AHEAD_MONTHS = range(7)  # when an agreement that is planned is signed, counted from the month of the article
# Types of agreements; one that is called "agreement" can be of any of them.
_TYPES = ("declaration", "memorandum", "protocol", "treaty")
_MAX_PARTIES = 8  # in pairs of which an agreement is looked up; treaties of half the world are their own
_MAX_NAMES = 3  # of each end


def sign_tie(one: Description, ends: Ends, knowledge: Knowledge) -> Signature:
    """Work out the signature of an agreement, a membership or a post.

    Args:
        one: The tie.
        ends: Signatures of the named things of its article, by IRI.
        knowledge: What names are compared with.
    """
    signature = _SIGNERS[one.kind](one, ends, knowledge)
    return signature if signature.keys else signature._replace(keys=(f"at {one.graph} {one.iri}",))


def _sign_post(one: Description, ends: Ends, knowledge: Knowledge) -> Signature:
    """Sign a post: of one holder, by its title; "head" says too little without the body."""
    holders, bodies = one.ends.get("holder", ()), one.ends.get("organization", ())
    titles = sorted({knowledge.bag(fold(title)) for title in one.values("positionTitle")} - {""})
    named = bodies or [iri for iri, signature in ends.items() if signature.keys[0].startswith(_BODIES)]
    told = frozenset(name for body in bodies for name in _names(body, ends))
    return Signature(
        keys=tuple(f"post {holder}: {title}" for holder, title in product(_only(holders, ends), titles)),
        marks={"body": told},
        weak=all(knowledge.ranks.issuperset(title.split()) for title in titles),
        support=frozenset(f"body named: {name}" for body in named for name in _names(body, ends)),
        tail=min(told, default=""),
        agreement="same person and title",
    )


def _sign_membership(one: Description, ends: Ends, _knowledge: Knowledge) -> Signature:
    kinds = frozenset(map(fold, one.values("membershipKind")))
    members, bodies = (_only(one.ends.get(name, ()), ends) for name in ("member", "body"))
    return Signature(
        keys=tuple(f"membership {member} in {body}" for member, body in product(members, bodies)),
        marks={"kind": kinds},
        tail=min(kinds, default=""),
        agreement="same member and body",
    )


def _sign_agreement(one: Description, ends: Ends, _knowledge: Knowledge) -> Signature:
    """Sign an agreement: by its parties in pairs, its kind and its date.

    Two ministries sign what is theirs on the day on which their presidents sign something else: where a party is a
    body, two countries alone tell nothing.
    """
    parties = one.ends.get("party", ())
    pairs = list(combinations(parties, 2)) if len(parties) <= _MAX_PARTIES else []
    if any(map(_is_body, parties)):
        pairs = [pair for pair in pairs if any(map(_is_body, pair))]
    named = (sorted(both) for a, b in pairs for both in product(_names(a, ends), _names(b, ends)))
    kinds = [kind for kind in one.values("agreementType") if kind in _TYPES] or _TYPES
    signatories = (name for person in one.ends.get("signatory", ()) for name in _names(person, ends))
    return Signature(
        keys=distinct(f"agreement of {a} and {b}" for a, b in named if a != b),
        marks={
            span: frozenset(f"{kind} {time}" for kind in kinds for time in found) for span, found in _times(one).items()
        },
        weak=True,
        support=frozenset((*_threes(one, ends), *(f"signatory: {name}" for name in signatories))),
        tail=min(one.values("signedOn"), default=""),
        agreement="same parties",
    )


def _threes(one: Description, ends: Ends) -> Iterator[str]:
    """Yield each three bodies among the parties, with kind and year: these hardly agree on two things in a year."""
    parties = filter(_is_body, one.ends.get("party", ()))
    bodies = sorted(names[0] for party in parties if (names := _names(party, ends)))
    years = {date[:4] for date in (one.values("signedOn") or (one.article.issued,)) if date}
    if len(bodies) <= _MAX_PARTIES:
        for kind, year in product(one.values("agreementType"), sorted(years)):
            yield from (f"{kind} of {year} with {', '.join(three)}" for three in combinations(bodies, 3))


def _times(one: Description) -> dict[str, set[str]]:
    """Return when an agreement was or will be signed, by how exactly that is known, most exactly first.

    What is planned is signed in the months after the article, if it does not say when; an older agreement, named
    without its date, can be of any time.
    """
    dates = set(one.values("signedOn"))
    days, months, years = ({date[:chars] for date in dates if len(date) >= chars} for chars in (10, 7, 4))
    around = months or {_month(int(year) * 12 + month) for year in years for month in range(12)}
    if not dates and {"planned", "proposed"} & set(one.values("status")) and one.article.issued:
        first = int(one.article.issued[:4]) * 12 + int(one.article.issued[5:7]) - 1
        around = {_month(first + ahead) for ahead in _AHEAD_MONTHS}
    return {"kind and day": days, "kind and month": months, "kind and year": years, "kind and time": around}


def _month(count: int) -> str:
    return f"{count // 12}-{count % 12 + 1:02}"


def _only(iris: Iterable[str], ends: Ends) -> tuple[str, ...]:
    """Return the names of the one thing at an end; none for several."""
    iris = tuple(iris)
    return _names(iris[0], ends) if len(iris) == 1 else ()


def _names(iri: str, ends: Ends) -> tuple[str, ...]:
    """Return by what a thing at an end is told: its names, and with a name that many have what sets it apart as well.

    None where that is not known.
    """
    signature = ends.get(iri)
    if signature is None:
        return ()
    names = [key.partition(" ")[2] for key in signature.keys if not key.startswith("at ")][:_MAX_NAMES]
    mark = next(iter(signature.marks.values()), frozenset())
    # The "Lebanese Cinémathèque" is called "cinémathèque" within its country.
    if signature.weak or (mark and signature.keys[0].startswith(_BODIES)):
        names = [f"{name} of {value}" for name in names for value in sorted(mark)]
    return tuple(names)


def _is_body(iri: str) -> bool:
    return "/country/" not in iri


_BODIES = ("body ", "abroad ")
_SIGNERS: Mapping[str, Callable[[Description, Ends, Knowledge], Signature]] = {
    "agreement": _sign_agreement, "membership": _sign_membership, "post": _sign_post,
}  # fmt: skip
