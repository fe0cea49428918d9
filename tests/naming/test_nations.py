from __future__ import annotations

import pytest

from filmkg.naming.nations import load_nations

NATIONS = load_nations()


@pytest.mark.parametrize(
    ("name", "owner", "rest"),
    [
        ("turkish ministry of culture and tourism", "TR", "ministry of culture and tourism"),
        ("azerbaijan s culture ministry", "AZ", "culture ministry"),
        ("ministry of culture of the republic of moldova", "MD", "ministry of culture"),
        ("azerbaijani embassy in hungary", "AZ", "embassy in hungary"),
        ("consulate general of india in seattle", "IN", "consulate general of india in seattle"),
        ("french institute in azerbaijan", "FR", "institute in azerbaijan"),
        ("south korean ministry", "KR", "ministry"),
        ("embassies of the member states", "", "embassies of the member states"),
        ("", "", ""),
    ],
)
def test_whose_a_body_is(name: str, owner: str, rest: str) -> None:
    assert NATIONS.owner(name) == owner
    assert NATIONS.without_owner(name) == rest


def test_all_countries_in_a_name() -> None:
    assert NATIONS.named("italy azerbaijan chamber of commerce") == {"IT", "AZ"}
