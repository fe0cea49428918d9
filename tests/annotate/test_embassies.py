"""Embassies named in one breath."""

import pytest

from filmkg.model import Kind


@pytest.mark.parametrize(
    ("text", "countries"),
    [
        ("It is the work of the embassies of Norway, Sweden and Finland.", ["Norway", "Sweden", "Finland"]),
        ("The Embassies of the Netherlands and Belgium pay for it.", ["Netherlands", "Belgium"]),
        ("It is the work of the embassy of Norway, Sweden being a guest.", []),
        ("The embassies of Norway in Sweden and Finland pay for it.", []),
        ("The embassies of the four countries pay for it, Norway and Sweden more.", []),
    ],
)
def test_the_embassies_of_several_countries_are_so_many(mentions, text, countries):
    found = [m for m in mentions(text) if m.kind is Kind.ORGANIZATION and text[slice(*m.span)] != m.name]
    assert [(m.name, text[slice(*m.span)], m.value) for m in found] == [
        (f"embassy of {country}", country, "embassy") for country in countries
    ]
