"""Bearers of names alike are joined as comparing each with each would join them, at a cost linear in the bearers."""

from itertools import combinations, product

from hypothesis import given
from hypothesis import strategies as st

from filmkg.identity.clusters import Cluster, Union
from filmkg.identity.signature import Signature
from filmkg.identity.variants import join_variants, variant_keys
from filmkg.naming.people import are_alike, skeleton

NAMES = (
    "azizov rashad",
    "azizof rashad",
    "azizov reshad",
    "azizov r",
    "azizov ramil",
    "dupont jean",
    "an li",
    "ana lee",
    "anna lee",
    "madonna",
)
COUNTRIES = ("AZ", "TR", "KR")


@st.composite
def people(draw):
    country, home = (draw(st.sampled_from(("", *COUNTRIES))) for _ in range(2))
    return Signature(
        keys=tuple(
            f"person {name}" for name in draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=2, unique=True))
        ),
        marks={"country": frozenset({country}) - {""}},
        support=frozenset(draw(st.lists(st.sampled_from(("film: a", "film: b", "post: c")), max_size=2))),
        country=country or home,
    )


def are_compared(name, another):
    (found, sought), (others, sought_by_it) = variant_keys(f"person {name}"), variant_keys(f"person {another}")
    assert bool(found & sought_by_it) is bool(others & sought)  # each finds the other, or neither does
    return bool(found & sought_by_it)


def names_of(one):
    return [key.removeprefix("person ") for key in one.keys]


def is_short(name):
    return any(len(word) == 1 for word in name.split())


def are_of_two_countries(one, other):
    countries = one.marks["country"], other.marks["country"]
    return all(countries) and not countries[0] & countries[1]


def agree(one, other):
    """Tell whether two people are one by names of the same length, as the module's rules have it."""
    if are_of_two_countries(one, other):
        return False
    for name, another in product(names_of(one), names_of(other)):
        if is_short(name) != is_short(another) or not any(variant_keys(f"person {name}")):
            continue
        if name != another and not (are_compared(name, another) and are_alike(name, another) and skeleton(name)):
            continue
        homes = ({one.country} | one.marks["country"]) & ({other.country} | other.marks["country"]) - {""}
        if one.support & other.support or (homes and not is_short(name)):
            return True
    return False


def stands_for(one, other):
    """Tell whether one has a name with an initial that can be the other's."""
    return (
        not are_of_two_countries(one, other)
        and bool(one.support & other.support)
        and any(
            is_short(name) and not is_short(another) and are_compared(name, another)
            for name, another in product(names_of(one), names_of(other))
        )
    )


@given(st.lists(people(), max_size=8))
def test_those_are_joined_that_comparing_each_with_each_joins(signatures):
    positions = range(len(signatures))
    clusters = [Cluster((position,), {position: "same name"}) for position in positions]
    union = Union()
    for one, other in combinations(positions, 2):
        if agree(signatures[one], signatures[other]):
            union.join((one, other))
    meant = {}
    for one, other in product(positions, positions):
        if stands_for(signatures[one], signatures[other]):
            meant.setdefault(union.find(one), set()).add(union.find(other))
    for one, others in meant.items():
        if len(others) == 1:
            union.join((one, *others))
    joined = join_variants(clusters, signatures)
    assert [found.members for found in joined] == union.sets(positions)
    for found in joined:
        for one in found.members:
            assert ("spelling variant" in found.reasons[one]) is (len(found.members) > 1)


def test_a_name_with_an_initial_is_compared_with_full_names_and_they_not_with_each_other():
    assert are_compared("azizov r", "azizov rashad")
    assert are_compared("azizov r", "azizov ramil")
    assert are_compared("azizov rashad", "azizov reshad")  # by their consonants
    assert not are_compared("azizov rashad", "azizov ramil")
    assert variant_keys("body film fund") == (set(), set())


def test_an_initial_that_two_people_have_is_neither():
    supported = {"marks": {"country": frozenset()}, "support": frozenset({"film: a"})}
    short, one, other = (Signature(keys=(f"person azizov {name}",), **supported) for name in ("r", "rashad", "ramil"))
    alone = [Cluster((position,), {position: "same name"}) for position in range(3)]
    assert [found.members for found in join_variants(alone, (short, one, other))] == [(0,), (1,), (2,)]
    assert [found.members for found in join_variants(alone[:2], (short, one))] == [(0, 1)]
