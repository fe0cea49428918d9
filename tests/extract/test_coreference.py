"""Who is who: which mentions speak of the same thing, and which event an article is about."""

import pytest

from filmkg.extract.coreference import cast, gather
from filmkg.extract.eventfeatures import events_of, main_features, naming_features, setting_of
from filmkg.extract.sentences import index_sentences
from filmkg.extract.things import EVENT_TYPES
from filmkg.extract.weights import CHOICES, MAIN, model
from filmkg.extract.wording import content_words, load_wording

WORDING = load_wording()


def clusters(who, text, type_):
    """Return the names in the text of each thing of a type, anaphors included."""
    annotation, people = who(text)
    return [
        [annotation.mentions[number].name for number in sorted(thing.mentions)]
        for thing in people.things
        if thing.type == type_ and thing.mentions
    ]


@pytest.mark.parametrize(
    ("text", "type_", "names"),
    [
        ("Anar Karimov came. Later Karimov left.", "Person", [["Anar Karimov", "Karimov"]]),
        ("Ana Duarte came. Ana Maria Duarte left.", "Person", [["Ana Duarte", "Ana Maria Duarte"]]),
        ("Ana Duarte came. Karin Duarte left.", "Person", [["Ana Duarte"], ["Karin Duarte"]]),
        ("Georgian films came from Georgia.", "Country", [["Georgian", "Georgia"]]),
        ("Georgia and Estonia are far apart.", "Country", [["Georgia"], ["Estonia"]]),
        ("The Lantern Producers Guild came. The guild left.", "Organization", [["Lantern Producers Guild", "guild"]]),
        (
            "Nordlys came. The Riga Archive met Nordlys, the Oslo-based film archive, there.",
            "Organization",
            [["Nordlys", "Nordlys", "archive"], ["Riga Archive"]],
        ),
        (
            "The Lantern Producers Guild (LPG) came. Later LPG left.",
            "Organization",
            [["Lantern Producers Guild", "LPG", "LPG"]],
        ),
        (
            "The Ministry of Culture of Chile came. Chile's Ministry of Culture left.",
            "Organization",
            [["Ministry of Culture of Chile", "Chile's Ministry of Culture"]],
        ),
        (
            "Chile's Culture Ministry wrote to Estonia's Culture Ministry.",
            "Organization",
            [["Chile's Culture Ministry"], ["Estonia's Culture Ministry"]],
        ),
        (
            "The Lantern International Film Festival opened. The Lantern Film Festival is small.",
            "FilmFestival",
            [["Lantern International Film Festival", "Lantern Film Festival"]],
        ),
        (
            "The 5th Lantern Film Festival was longer than the 4th Lantern Film Festival.",
            "FilmFestival",
            [["5th Lantern Film Festival"], ["4th Lantern Film Festival"]],
        ),
        (
            "The Lantern Film Festival is older than the Lantern Documentary Film Festival.",
            "FilmFestival",
            [["Lantern Film Festival"], ["Lantern Documentary Film Festival"]],
        ),
        (
            "Georgian Cinema Week opened. The Georgian Film Week is small.",
            "FilmDays",
            [["Georgian Cinema Week", "Georgian Film Week"]],
        ),
        ("“Red Autumn” was liked. The film is long.", "Film", [["Red Autumn", "film"]]),
        ("The film is long.", "Film", []),
        ("A treaty was signed. The treaty is old.", "Agreement", [["treaty", "treaty"]]),
        ("A treaty was signed. A memorandum was signed.", "Agreement", [["treaty"], ["memorandum"]]),
        ("A treaty was signed.\n\nA new treaty is being written.", "Agreement", [["treaty"], ["treaty"]]),
        ("Anar Karimov came. Karimov left.", "Person", [["Anar Karimov", "Karimov"]]),
        (
            "The Lantern Producers Guild came. Later the Guild left.",
            "Organization",
            [["Lantern Producers Guild", "Guild"]],
        ),
        ("It joined NFFA. The NFFA network has ten members.", "Organization", [["NFFA", "NFFA network"]]),
        (
            "The Nordlys Film Institute NFI came. Later NFI left.",
            "Organization",
            [["Nordlys Film Institute NFI", "NFI"]],
        ),
    ],
)
def test_what_speaks_of_the_same(who, text, type_, names):
    assert clusters(who, text, type_) == names


@pytest.mark.parametrize(
    ("text", "type_", "names"),
    [
        (
            "Kapok opened in Riga. The 12th Kapok Film Festival is small.",
            "FilmFestival",
            [["12th Kapok Film Festival"]],
        ),
        (
            "The Lantern International Film Festival opened. LIFF is small.",
            "FilmFestival",
            [["Lantern International Film Festival", "LIFF"]],
        ),
        (
            "The 3rd LIFF opened after the 2nd Lantern International Film Festival.",
            "FilmFestival",
            [["3rd LIFF"], ["2nd Lantern International Film Festival"]],
        ),
        (
            "The 12th Congress of the Lantern Producers Guild opened. A vote ended the congress.",
            "Event",
            [["12th Congress of the Lantern Producers Guild", "meeting"]],
        ),
        (
            "The 12th Congress of the Lantern Producers Guild opened before another congress.",
            "Event",
            [["12th Congress of the Lantern Producers Guild"]],
        ),
        (
            "They held a seminar entitled “Forty Years of Light” in Riga.",
            "Event",
            [["seminar", "Forty Years of Light"]],
        ),
    ],
)
def test_an_event_under_another_name(who, text, type_, names):
    assert clusters(who, text, type_) == names


def test_a_short_form_means_the_last_that_fits(who):
    text = "The Baku Film Agency came. The Riga News Agency left. The agency is small."
    assert clusters(who, text, "Organization") == [["Baku Film Agency"], ["Riga News Agency", "agency"]]


@pytest.mark.parametrize(
    ("text", "main"),
    [
        ("The Lantern Film Festival opened in Riga.", "Lantern Film Festival"),
        ("A reception preceded the Georgian Film Week.\n\nThe Georgian Film Week opened.", "Georgian Film Week"),
        (
            "Georgian Film Week opened. Georgian Film Week is free.\n\nThe Lantern Film Festival is near.",
            "Georgian Film Week",
        ),
    ],
)
def test_the_main_event(who, text, main):
    _, people = who(text)
    assert people.main_event is not None
    assert people.things[people.main_event].names[0] == main


def test_no_event_no_main_event(who):
    assert who("Ana Duarte came to Riga.")[1].main_event is None


def test_the_weights_choose_the_main_event(annotated):
    annotation = annotated("The Lantern Film Festival opened before the Georgian Film Week.")
    sentences = index_sentences(annotation.article)
    things, _ = gather(annotation, wording=WORDING)
    events, setting = events_of(things), setting_of(annotation, sentences)
    features = {
        thing.names[0]: set(own) for thing, own in main_features(events, naming_features(events, setting), setting)
    }
    for wanted, other in (
        ("Lantern Film Festival", "Georgian Film Week"),
        ("Georgian Film Week", "Lantern Film Festival"),
    ):
        weights = {name: {} for name in CHOICES} | {MAIN: dict.fromkeys(features[wanted] - features[other], 1)}
        people = cast(annotation, sentences=sentences, wording=WORDING, model=model(weights))
        assert people.things[people.main_event].names[0] == wanted


def test_the_event_is_none_that_only_a_verb_tells(annotated):
    annotation = annotated("Ana Duarte received Karin Holm. The Georgian Film Week opened. The event is long.")
    sentences = index_sentences(annotation.article)
    things, _ = gather(annotation, wording=WORDING)
    events, setting = events_of(things), setting_of(annotation, sentences)
    features = {thing.type: set(own) for thing, own in main_features(events, naming_features(events, setting), setting)}
    weights = {name: {} for name in CHOICES}
    weights[MAIN] = dict.fromkeys(features["Meeting"] - features["FilmDays"], 1)
    people = cast(annotation, sentences=sentences, wording=WORDING, model=model(weights))
    assert people.things[people.main_event].type == "Meeting"
    (week,) = [thing for thing in people.things if thing.type == "FilmDays"]
    assert [annotation.mentions[number].name for number in week.mentions] == ["Georgian Film Week", "event"]


def test_the_event_is_the_main_one_and_the_festival_the_festival(who):
    text = (
        "The Georgian Film Week opened at the Lantern Film Festival.\n\nThe Georgian Film Week is free. "
        "The event is long. The festival is small."
    )
    assert clusters(who, text, "FilmDays") == [["Georgian Film Week", "Georgian Film Week", "event"]]
    assert clusters(who, text, "FilmFestival") == [["Lantern Film Festival", "festival"]]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Lantern Film Festival", "the LANTERN Cinema Festival"),
        ("Week of Georgian Films", "Georgian Film Week"),
        ("Cultural Centre", "cultural center"),
        ("Cinémathèque of Chile", "Chile's Cinematheque"),
        ("Union of Filmmakers", "Union of Film-makers"),
    ],
)
def test_names_that_differ_in_form_only(one, other):
    assert content_words(one, WORDING) == content_words(other, WORDING)


@pytest.mark.parametrize(("one", "other"), [("Film Week", "Film Festival"), ("5th Festival", "6th Festival")])
def test_names_that_differ(one, other):
    assert content_words(one, WORDING) != content_words(other, WORDING)


def test_what_explains_an_event_is_the_event(who):
    _, people = who("The Lantern Film Festival, a small forum for debuts, opened in Riga.")
    assert [(thing.names, len(thing.mentions)) for thing in people.things if thing.type in EVENT_TYPES] == [
        (["Lantern Film Festival"], 2)
    ]


def test_an_event_has_the_name_in_brackets_before_its_acronym(who):
    annotation, people = who("The Carthage Film Festival (Journées cinématographiques de Carthage, JCC) opened.")
    named = [[annotation.mentions[number].name for number in thing.mentions] for thing in people.things]
    assert ["Carthage Film Festival", "Journées cinématographiques de Carthage"] in [names[:2] for names in named]


def test_another_edition_is_an_event_of_its_own_and_does_not_date_the_one_spoken_of(extracted):
    extraction = extracted(
        "Lantern Film Festival ends\n\n16 December 2024\n\nThe Lantern Film Festival was held in Riga from 4 to 9 "
        "December 2024.\n\nThe next edition of the festival will be held in Oslo in December 2026."
    )
    stated = {
        (extraction.nodes[fact.subject].label, fact.property, getattr(fact.object, "lexical", None))
        for fact in extraction.facts
        if fact.property in ("startDate", "endDate")
    }
    assert ("Lantern Film Festival", "startDate", "2024-12-04") in stated
    assert ("Lantern Film Festival", "endDate", "2024-12-09") in stated
    assert ("festival", "startDate", "2026-12") in stated
    assert {label for label, _, value in stated if value == "2026-12"} == {"festival"}
    edition = next(node for node in extraction.nodes if "next edition" in node.aliases)
    assert (edition.type, edition.named) == ("FilmFestival", False)
    told = {extraction.nodes[f.subject].label: f.object.name for f in extraction.facts if f.property == "status"}
    assert told == {"Lantern Film Festival": "happened", "festival": "planned"}
    places = {
        extraction.nodes[f.subject].label: extraction.nodes[f.object].label
        for f in extraction.facts
        if f.property == "place" and extraction.nodes[f.object].type == "City"
    }
    assert places == {"Lantern Film Festival": "Riga", "festival": "Oslo"}


def test_what_is_said_of_a_past_edition_is_stated_of_none(extracted):
    extraction = extracted(
        "Lantern Film Festival ends\n\n16 December 2024\n\nThe Lantern Film Festival was held in Riga from 4 to 9 "
        "December 2024.\n\nThe previous edition was held in Oslo in December 2022."
    )
    assert not [fact for fact in extraction.facts if getattr(fact.object, "lexical", "") == "2022-12"]
    assert "Oslo" not in {
        extraction.nodes[f.object].label
        for f in extraction.facts
        if f.property == "place" and f.subject != f.object and extraction.nodes[f.subject].type != "City"
    }


def test_the_next_edition_goes_by_the_name_of_the_festival_without_count(extracted):
    extraction = extracted(
        "The 12th Lantern Film Festival was held in Riga on 4 May 2024.\n\nThe next edition will be held in Oslo in "
        "2026."
    )
    edition = next(node for node in extraction.nodes if "next edition" in node.aliases)
    assert (edition.label, edition.aliases, edition.named) == (
        "festival",
        ("Lantern Film Festival", "next edition"),
        False,
    )


@pytest.mark.parametrize(
    ("text", "name", "type_"),
    [
        ("A pact was signed as the Red Coast International Film Festival got underway.", "Red Coast", "FilmFestival"),
        ("Sámi films stand in the Festival of Northern Films in Oslo.", "Festival of Northern", "FilmFestival"),
        ("It was discussed at the Lantern Producers Forum in Riga.", "Lantern Producers Forum", "Event"),
    ],
)
def test_the_head_of_a_name_says_the_class_of_an_event(who, text, name, type_):
    _, people = who(text)
    assert [thing.type for thing in people.things if thing.names and thing.names[0].startswith(name)] == [type_]


@pytest.mark.parametrize(
    ("text", "word", "type_"),
    [
        ("The Kapok Film Fund will hold a retrospective in Riga in May.", "retrospective", "FilmDays"),
        ("The panel discussion was followed by a reception at the embassy in Riga.", "reception", "Event"),
    ],
)
def test_the_word_for_an_event_without_a_name_says_its_class(who, text, word, type_):
    _, people = who(text)
    assert [thing.type for thing in people.things if word in thing.names] == [type_]
