"""Which festivals a federation accredits, however that is said: told by the words between the two, not by a list."""

import pytest

SETTING = "Karin Holm leads the Nordlys Film Federation (NFF). The federation was founded in 1933. "


@pytest.mark.parametrize(
    ("text", "festivals"),
    [
        ("The NFF has 12 members and accredits 45 festivals, among them Tokyo and Cairo.", ["Tokyo", "Cairo"]),
        ("Tokyo, Cairo and Warsaw are among the festivals that it accredits.", ["Tokyo", "Cairo", "Warsaw"]),
        ("The Lantern Film Festival has been accredited by the NFF since 1987.", ["Lantern Film Festival"]),
        ("It gives accreditation to 44 festivals, such as Tokyo and Cairo.", ["Tokyo", "Cairo"]),
        ("Festivals such as Tokyo and Cairo hold its accreditation.", ["Tokyo", "Cairo"]),
    ],
)
def test_who_is_accredited(stated, text, festivals):
    facts = stated(SETTING + text)
    assert {f"Nordlys Film Federation | accredits | {festival}" for festival in festivals} <= facts


@pytest.mark.parametrize(
    "text",
    [
        "The Lantern Film Festival hopes to be accredited by the NFF.",
        "The NFF accredited journalists from Tokyo and Cairo.",
        "Tokyo and Cairo are some of the cities that its president visits.",
        "Its specialised market goes to Riga in May.",
        "Lima joins Riga and Oslo on its list of cities of film.",
        "It gives accreditation to journalists of cities such as Riga.",
    ],
)
def test_who_is_not(stated, text):
    assert not [fact for fact in stated(SETTING + text) if "| accredits |" in fact]
