"""Titles in prose before what they are, and titles made whole."""

import pytest

HEADLINE = "The news of the week in film\n\nRIGA, 12 March 2021\n\nIt has been a good week.\n\n"


def films(named, text):
    return [name for kind, name in named(HEADLINE + text) if kind == "film"]


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("On that day Harbour Library, a drama by Anton Popescu, was shown.", ["Harbour Library"]),
        ("Despite the censor, Salt Museum, the new comedy by Anton Popescu, was shown.", ["Salt Museum"]),
        ("From the Deep, a thriller directed by Iva Petrova, was shown.", ["From the Deep"]),
        ("They liked Harbour Orchestra, a Polish-Czech war drama helmed by Iva Petrova.", ["Harbour Orchestra"]),
        ("They liked Harbour Academy, a black-and-white documentary series from Chile.", ["Harbour Academy"]),
        ("They liked Harbour Institute, a comedy starring Ana Duarte.", ["Harbour Institute"]),
        ("They liked Harbour Theatre, Paz Rubio's 1969 comedy by night.", ["Harbour Theatre"]),
        ("They liked Harbour Theatre, Paz Rubio's 1969 comedy, and left.", ["Harbour Theatre"]),
        ("Harbour Cinema, Paz Rubio-Sy's coffee drama, was selected.", ["Harbour Cinema"]),
        (
            "They liked Ninety Seconds over Harbour, a science fiction film by Paz Rubio.",
            ["Ninety Seconds over Harbour"],
        ),
        ("They liked Who Owns the Harbour?, a documentary by Paz Rubio.", ["Who Owns the Harbour?"]),
        ("Harbour Hall, a thriller shot on Lake Engel by Paz Rubio, was shown.", ["Harbour Hall"]),
        ("They liked Harbour Hall (1964), a documentary by Paz Rubio.", ["Harbour Hall"]),
        ("They liked Harbour Hall (Chile, 1964) by Paz Rubio.", ["Harbour Hall"]),
        ("Wednesday: Harbour Library, documentary, 2020, directed by Paz Rubio.", ["Harbour Library"]),
        ("Inside was Mister Dara's Wedding, a 1939 musical comedy by Paz Rubio.", ["Mister Dara's Wedding"]),
        ("The days closed at Kino Engel with Harbour Hall, a drama by Paz Rubio.", ["Harbour Hall"]),
        ("The embassy screened Harbour Moon at Kino Engel.", ["Harbour Moon"]),
        ("They came to a screening of Paz Rubio's Harbour Moon in the park.", ["Harbour Moon"]),
        ("First comes Paz Rubio's The Harbour of Moss, a crime comedy from 2018.", ["The Harbour of Moss"]),
        ("They came to the premiere of On the Harbour Road in Varna.", ["On the Harbour Road"]),
        ("They saw the only copy of Harbour Hall, a drama by Paz Rubio.", ["Harbour Hall"]),
        ("The cast of Harbour No. 3, a drama about the sea, was there.", ["Harbour No. 3"]),
    ],
)
def test_what_a_film_is_stands_behind_its_title(named, text, titles):
    assert films(named, text) == titles


@pytest.mark.parametrize(
    "text",
    [
        "They met at the Harbour Library, a venue by the river.",
        "They met at the Harbour Library, a documentary centre by the river.",
        "They thanked Harbour Film School, a school of documentary by tradition.",
        "The evening was led by Ana Duarte, a comedy star from Riga.",
        "The evening was led by director Ana Duarte, a drama about the sea in her hand.",
        "It opened at Kino Engel, a black comedy by tradition.",
        "They thanked Lantern Film Festival, a documentary festival by the sea.",
        "The embassy screened Danish Film Days at Kino Engel.",
        "They met at the Harbour Library, Paz Rubio's film school by the river.",
        "They read about the Harbour Library (1964), a documentary centre by the river.",
    ],
)
def test_no_title_without_a_film_behind_it(named, text):
    assert films(named, text) == []


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("His last picture, On Foot to Varna (1987), was shown.", ["On Foot to Varna"]),
        ("They saw Bread and Clover (1987) and Salt Ferry (1990).", ["Bread and Clover", "Salt Ferry"]),
        ("It closed with the Golden Lens for The Archivist, a thriller by Paz Rubio.", ["The Archivist"]),
        ("They saw The Pigeon, the Postman and Marta (2021) there.", ["Marta"]),
        ("Filming of Harbour Hall, a drama by Paz Rubio, began.", ["Harbour Hall"]),
        ("It opens at Kino Engel with The Thaw, a 2012 musical by Paz Rubio.", ["The Thaw"]),
        ("They saw La flor salvaje de Jalisco, a thriller by Paz Rubio.", ["La flor salvaje de Jalisco"]),
        ("They saw Bread. They also saw Bread and Clover (1987).", ["Bread", "Bread", "Clover"]),
    ],
)
def test_titles_are_whole(named, text, titles):
    assert films(named, text) == titles
