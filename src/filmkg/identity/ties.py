"""Signatures of agreements, memberships and posts: told by what they tie together, by its IRIs in the merged view."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from itertools import combinations

from filmkg.identity.description import Description
from filmkg.identity.knowledge import Knowledge
from filmkg.identity.signature import Signature
from filmkg.naming.folding import fold

# By the graph of an article and the IRI of a thing there, what the merged view calls it, where that is another.
Settled = Mapping[tuple[str, str], str]
Ends = Mapping[str, tuple[str, ...]]  # property -> what the merged view calls the things there
_AHEAD_MONTHS = range(7)  # when an agreement that is planned is signed, counted from the month of the article
# Types of agreements; one that is called "agreement" can be of any of them.
_TYPES = ("declaration", "memorandum", "protocol", "treaty")
_MAX_BODIES = 8
_MAX_PARTIES = 12  # in pairs of which an agreement is looked up; treaties of half the world are their own


def sign_tie(one: Description, settled: Settled, knowledge: Knowledge) -> Signature:
    """Work out the signature of an agreement, a membership or a post."""
    ends = {
        name: tuple(sorted({settled.get((one.graph, iri), iri) for iri in iris})) for name, iris in one.ends.items()
    }
    signature = _SIGNERS[one.kind](one, ends, settled, knowledge)
    return signature if signature.keys else replace(signature, keys=(f"at {one.graph} {one.iri}",))


def _sign_post(one: Description, ends: Ends, settled: Settled, knowledge: Knowledge) -> Signature:
    """Sign a post: of one holder, by its title; "head" says too little without the body."""
    holders, bodies = ends.get("holder", ()), ends.get("organization", ())
    titles = sorted({knowledge.bag(fold(title)) for title in one.values("positionTitle")} - {""})
    named = bodies or tuple({settled.get((one.graph, iri), iri) for iri in one.article.bodies})
    return Signature(
        keys=tuple(f"post {holders[0]} {title}" for title in titles) if len(holders) == 1 else (),
        marks={"body": frozenset(map(_shown, bodies))},
        weak=all(knowledge.ranks.issuperset(title.split()) for title in titles),
        support=frozenset(f"body named: {_shown(body)}" for body in named),
        tail=_shown(bodies[0]) if bodies else "",
        agreement="same person and title",
    )


def _sign_membership(one: Description, ends: Ends, _settled: Settled, _knowledge: Knowledge) -> Signature:
    members, bodies = ends.get("member", ()), ends.get("body", ())
    kinds = frozenset(map(fold, one.values("membershipKind")))
    return Signature(
        keys=(f"membership {members[0]} {bodies[0]}",) if len(members) == len(bodies) == 1 else (),
        marks={"kind": kinds},
        tail=min(kinds, default=""),
        agreement="same member and body",
    )


def _sign_agreement(one: Description, ends: Ends, _settled: Settled, _knowledge: Knowledge) -> Signature:
    """Sign an agreement: by its parties in pairs, its kind and its date.

    Two ministries sign what is theirs on the day on which their presidents sign something else: where a party is a
    body, two countries alone tell nothing.
    """
    parties = ends.get("party", ())
    pairs = list(combinations(parties, 2)) if len(parties) <= _MAX_PARTIES else []
    if any(map(_is_body, parties)):
        pairs = [pair for pair in pairs if any(map(_is_body, pair))]
    kinds = [kind for kind in one.values("agreementType") if kind in _TYPES] or _TYPES
    times = {
        span: frozenset(f"{kind} {time}" for kind in kinds for time in found) for span, found in _times(one).items()
    }
    return Signature(
        keys=tuple(f"agreement {a} {b}" for a, b in pairs),
        marks=times,
        weak=True,
        support=frozenset(
            (*_many(one, parties), *(f"signatory: {_shown(person)}" for person in ends.get("signatory", ())))
        ),
        tail=min(one.values("signedOn"), default=""),
        agreement="same parties",
    )


def _many(one: Description, parties: tuple[str, ...]) -> Iterator[str]:
    """Yield each three bodies among the parties, with kind and year: these hardly agree on two things in a year."""
    bodies = list(map(_shown, filter(_is_body, parties)))
    years = {date[:4] for date in (one.values("signedOn") or (one.article.issued,)) if date}
    if len(bodies) <= _MAX_BODIES:
        for kind in one.values("agreementType"):
            for year in years:
                yield from (f"{kind} of {year} with {', '.join(three)}" for three in combinations(bodies, 3))


def _times(one: Description) -> dict[str, set[str]]:
    """Return when an agreement was or will be signed, by how exactly that is known, most exactly first.

    What is planned is signed in the months after the article, if it does not say when; an older agreement, named
    without its date, can be of any time.
    """
    dates = set(one.values("signedOn"))
    days, months, years = ({date[:chars] for date in dates if len(date) >= chars} for chars in (10, 7, 4))
    around = months or set(_all_months(years))
    if not dates and {"planned", "proposed"} & set(one.values("status")) and one.article.issued:
        first = int(one.article.issued[:4]) * 12 + int(one.article.issued[5:7]) - 1
        around = {_month(first + ahead) for ahead in _AHEAD_MONTHS}
    return {"kind and day": days, "kind and month": months, "kind and year": years, "kind and time": around}


def _all_months(years: set[str]) -> Iterator[str]:
    for year in years:
        yield from (_month(int(year) * 12 + month) for month in range(12))


def _month(count: int) -> str:
    return f"{count // 12}-{count % 12 + 1:02}"


def _is_body(iri: str) -> bool:
    return "/country/" not in iri


def _shown(iri: str) -> str:
    """Return the words of an IRI's last part, to be read in a reason."""
    return iri.rpartition("/")[2].partition("~")[0].replace("-", " ")


_SIGNERS: Mapping[str, Callable[[Description, Ends, Settled, Knowledge], Signature]] = {
    "agreement": _sign_agreement, "membership": _sign_membership, "post": _sign_post,
}  # fmt: skip
