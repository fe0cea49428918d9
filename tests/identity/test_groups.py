"""What is alike is decided once, with what comes out where each thing is compared by itself with all that is known."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from filmkg.graph import split_iri
from filmkg.identity.canonical import choose_iris, choose_labels
from filmkg.identity.clusters import cluster
from filmkg.identity.groups import Group
from filmkg.identity.merges import merge_things
from filmkg.identity.signature import Signature
from filmkg.identity.things import Profile, Thing
from filmkg.identity.variants import join_variants

BASE = "https://w3id.org/filmkg/id/"
PEOPLE = ("azizov rashad", "azizof rashad", "azizov r", "dupont jean")
BODIES = ("culture ministry", "film agency")
SUPPORT = tuple(f"film beside it: {letter}" for letter in "abcdefghijklmnop")


def profile(chance):
    """One of few profiles: of people, bodies with a country and films with up to three marks; one in ten is unlike."""
    kind = chance.choice(("person", "body", "film"))
    name = chance.choice({"person": PEOPLE, "body": BODIES, "film": ("honey", "red garden")}[kind])
    names = ("country",) if kind != "film" else ("director", "release year", "country")
    values = {mark: ("AZ", "TR") if mark == "country" else ("1", "2", "3") for mark in names}
    marks = {mark: frozenset(chance.sample(values[mark], chance.randint(0, 1))) for mark in names}
    if kind == "body" and chance.random() < 0.1:
        marks = {"country and seat": frozenset(chance.sample(("AZ in TR", "TR in AZ"), chance.randint(0, 1)))}
    iri = f"{BASE}{kind}/{name.replace(' ', '-')}{chance.choice(('', '-b', '-c'))}"
    keys = (f"{kind} {name}", f"at {iri}") if chance.random() < 0.8 else (f"{kind} {name}",)
    tail = min((value for values in marks.values() for value in values), default="")
    return Profile(iri, kind, (name.title(),), Signature(keys, marks, weak=chance.random() < 0.4, tail=tail))


def sorted_things(chance, count):
    profiles = [profile(chance) for _ in range(12)]
    found = []
    for number in range(count):
        told = "\n".join(sorted(chance.sample(SUPPORT, chance.choice((0, 0, 1, 1, 2)))))
        country = chance.choice(("", "", "AZ", "TR"))
        found.append(Thing(f"{BASE}graph/{number:03}", chance.choice(profiles), chance.randint(1, 5), country, told))
    return found


def one_by_one(things):
    signatures = [one.profile.signature._replace(support=frozenset(one.support), country=one.country) for one in things]
    groups = [Group(one.profile, found, (one,)) for one, found in zip(things, signatures, strict=True)]
    clusters = join_variants(cluster(signatures), signatures)
    names = choose_iris(clusters, groups, choose_labels(clusters, groups), split=split_iri, is_taken=lambda _: False)
    for found, canonical in zip(clusters, names, strict=True):
        for one in found.members:
            reason = found.reasons[one] if len(found.members) > 1 else "kept apart from others of its name"
            yield things[one], canonical, reason if things[one].profile.iri != canonical else None


@settings(max_examples=300)
@given(st.integers(0, 2**32), st.integers(2, 60))
def test_groups_become_what_each_of_their_things_becomes(seed, count):
    chance = random.Random(seed)
    things = sorted_things(chance, count)
    decided = merge_things(chance.sample(things, count), split=split_iri, is_taken=lambda _: False)
    found = [(one, verdict.canonical, verdict.reason) for verdict in decided.verdicts for one in verdict.things]
    assert sorted(found, key=lambda one: one[0].graph) == sorted(one_by_one(things), key=lambda one: one[0].graph)
