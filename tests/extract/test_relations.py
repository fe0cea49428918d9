"""How rules are applied: what is in focus, lists, what is made once, how sure a headline is."""

import pytest

from filmkg.extract.rules import RuleBook


@pytest.fixture
def facts(read, shown, book):
    """Return what the rules state of a text; of the relations only those of the given names."""

    def state(text, *names):
        chosen = tuple(rule for rule in book.relations if rule.name.partition("/")[0] in names)
        return set(shown(read(text, RuleBook(book.reductions, chosen)).ledger))

    return state


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("The Lantern Film Festival is sponsored by the Kapok Film Fund.", "Lantern Film Festival"),
        ("The Lantern Film Festival opened. It is sponsored by the Kapok Film Fund.", "Lantern Film Festival"),
        ("Sponsored by the Kapok Film Fund, the Lantern Film Festival opened.", "Lantern Film Festival"),
        (
            "Georgian Film Week follows the Lantern Film Festival, which is sponsored by the Kapok Film Fund.",
            "Lantern Film Festival",
        ),
    ],
)
def test_the_event_in_focus(facts, text, event):
    assert f"{event} | supporter | Kapok Film Fund" in facts(text, "with the support of")


def test_a_new_paragraph_speaks_of_the_main_event(facts):
    text = (
        "The Georgian Film Week opened in Riga. The Georgian Film Week is free.\n\n"
        "It follows the Lantern Film Festival.\n\nThe evening was sponsored by the Kapok Film Fund."
    )
    assert "Georgian Film Week | supporter | Kapok Film Fund" in facts(text, "with the support of")


def test_the_film_in_focus_is_the_last_one(facts):
    text = "“The Salt Ferry” was liked. “Two Rivers” was loved. It was directed by Hasan Aliyev."
    assert facts(text, "film by") == {"Two Rivers | director | Hasan Aliyev"}


def test_without_anything_in_focus_nothing_is_stated(facts):
    text = "It was directed by Hasan Aliyev and sponsored by the Kapok Film Fund."
    assert facts(text, "film by", "with the support of") == set()


def test_each_of_a_list_gives_a_fact(facts):
    text = "The Lantern Film Festival is sponsored by the Kapok Film Fund, Salnama Studio and the Baku Film Agency."
    bodies = ("Kapok Film Fund", "Salnama Studio", "Baku Film Agency")
    assert facts(text, "with the support of") == {f"Lantern Film Festival | supporter | {body}" for body in bodies}


def test_a_post_is_made_once(read, shown, book):
    text = (
        "Hasan Aliyev, director of the Kapok Film Fund, came. The director of the Kapok Film Fund, Hasan Aliyev, left."
    )
    reader = read(text, RuleBook(book.reductions, ()))
    assert [thing.type for thing in reader.ledger.made] == ["Position"]
    assert set(shown(reader.ledger)) == {
        "Position | holder | Hasan Aliyev",
        "Position | positionTitle | director",
        "Position | organization | Kapok Film Fund",
    }


def test_each_holder_has_a_post_of_its_own(read, book):
    text = "Minister Hasan Aliyev met Minister Pavel Novikov."
    reader = read(text, RuleBook(book.reductions, ()))
    assert [thing.type for thing in reader.ledger.made] == ["Position", "Position"]


def test_a_headline_is_less_sure_than_the_text(read, book):
    text = "Audiences love “Two Rivers” by Hasan Aliyev more than ever\n\n16 May 2025\n\nGuests saw it again.\n"
    rules = tuple(rule for rule in book.relations if rule.name.startswith("film by"))
    (evidence,) = read(text, RuleBook(book.reductions, rules)).ledger.facts.values()
    assert evidence.confidence < min(rule.confidence for rule in rules)


def test_a_reduced_phrase_keeps_its_words_as_evidence(read, book):
    text = "Guests heard Hasan Aliyev, director of the Kapok Film Fund, speak."
    reader = read(text, RuleBook(book.reductions, ()))
    quotes = {reader.annotation.article.quote(evidence.focus) for evidence in reader.ledger.facts.values()}
    assert quotes == {"Hasan Aliyev, director of the Kapok Film Fund"}
