"""Bearers of names alike are joined as comparing each with each would join them, at a cost linear in the bearers."""

from itertools import combinations

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


def agree(one, other):
    """Tell whether two people are one, as the module's rules have it."""
    countries = one.marks["country"], other.marks["country"]
    if all(countries) and not countries[0] & countries[1]:
        return False
    for name in (key.removeprefix("person ") for key in one.keys):
        for another in (key.removeprefix("person ") for key in other.keys):
            if not any(variant_keys(f"person {name}")) or (name != another and not are_compared(name, another)):
                continue
            initial = any(len(word) == 1 for word in (*name.split(), *another.split()))
            is_spoken_alike = skeleton(name) and skeleton(name) == skeleton(another) and are_alike(name, another)
            if not initial and name != another and not is_spoken_alike:
                continue
            homes = ({one.country} | countries[0]) & ({other.country} | countries[1]) - {""}
            if one.support & other.support or (homes and not initial):
                return True
    return False


@given(st.lists(people(), max_size=8))
def test_those_are_joined_that_comparing_each_with_each_joins(signatures):
    clusters = [Cluster((position,), {position: "same name"}) for position in range(len(signatures))]
    union = Union()
    for one, other in combinations(range(len(signatures)), 2):
        if agree(signatures[one], signatures[other]):
            union.join((one, other))
    joined = join_variants(clusters, signatures)
    assert [found.members for found in joined] == union.sets(range(len(signatures)))
    for found in joined:
        for one in found.members:
            assert ("spelling variant" in found.reasons[one]) is (len(found.members) > 1)


def test_a_name_with_an_initial_is_compared_with_full_names_and_they_not_with_each_other():
    assert are_compared("azizov r", "azizov rashad")
    assert are_compared("azizov r", "azizov ramil")
    assert are_compared("azizov rashad", "azizov reshad")  # by their consonants
    assert not are_compared("azizov rashad", "azizov ramil")
    assert variant_keys("body film fund") == (set(), set())
