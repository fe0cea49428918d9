"""Who employs whom where only the class of the employer is named."""

import pytest

BODY = "The Nordlys Film Society opened the Lantern Film Festival in Riga on 5 May 2025. "


@pytest.mark.parametrize(
    ("text", "employer"),
    [
        ("Festival director Karin Holm spoke.", "Lantern Film Festival"),
        ("The guests thanked society president Karin Holm.", "Nordlys Film Society"),
        ("Society president Karin Holm spoke.", "Nordlys Film Society"),
    ],
)
def test_the_body_whose_class_the_title_names_employs(stated, text, employer):
    assert f"position | organization | {employer}" in stated(BODY + text)


@pytest.mark.parametrize("text", ["Fund president Karin Holm spoke.", "The guests thanked president Karin Holm."])
def test_a_post_of_no_body_that_is_named_has_none(stated, text):
    assert not {fact for fact in stated(BODY + text) if "| organization |" in fact}
