from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filmkg.annotate.dates import annotate_dates
from filmkg.model import Article, Header, Part, Sentence, Span


def make_article(text: str, issued: str | None = "2025-05-16", period: str | None = None) -> Article:
    """One sentence, unless a line holds "|" between sentences."""
    sentences, start = [], 0
    for line in text.split("|"):
        sentences.append(Sentence(Span(start, start + len(line)), 0, Part.BODY))
        start += len(line) + 1
    return Article("key", "origin", text, Header(issued=issued, period=period), tuple(sentences))


# 16 May 2025 is a Friday.
READINGS = [
    # days
    ("held on 16 May 2025 in Baku", "16 May 2025", "2025-05-16/2025-05-16"),
    ("held on May 16, 2025, in Baku", "May 16, 2025", "2025-05-16/2025-05-16"),
    ("held on May 16 in Baku", "May 16", "2025-05-16/2025-05-16"),
    ("held on the 26th of October", "the 26th of October", "2025-10-26/2025-10-26"),
    ("held on 26th October 2019", "26th October 2019", "2019-10-26/2019-10-26"),
    ("held on September 29", "September 29", "2025-09-29/2025-09-29"),
    ("held on December 3 at the Centre", "December 3", "2024-12-03/2024-12-03"),
    ("held on November 2", "November 2", "2025-11-02/2025-11-02"),
    # a day far away looks where the words look ahead
    ("the festival begins on December 26", "December 26", "2025-12-26/2025-12-26"),
    ("IFFI, slated for December 20 to 28,", "December 20 to 28", "2025-12-20/2025-12-28"),
    ("the festival closed on December 26", "December 26", "2024-12-26/2024-12-26"),
    ("a forum due in Oslo on 14-16 June next year", "14-16 June", "2026-06-14/2026-06-16"),
    ("it is scheduled to be held in November in Riga", "November", "2025-11/2025-11"),
    ("an agreement signed in November of last year", "November of last year", "2024-11/2024-11"),
    ("a week held in March this year", "March this year", "2025-03/2025-03"),
    ("a festival in early March next year", "early March next year", "2026-03/2026-03"),
    ("opens in May, this year's festival", "May", "2025-05/2025-05"),
    ("NEW DELHI, Sept. 18 (PTI)", "Sept. 18", "2025-09-18/2025-09-18"),
    ("on Sept 18, 2014", "Sept 18, 2014", "2014-09-18/2014-09-18"),
    ("BAKU, MAY 12 (AGENCY)", "MAY 12", "2025-05-12/2025-05-12"),
    ("on Monday, 12 May, guests came", "Monday, 12 May", "2025-05-12/2025-05-12"),
    ("on Friday May 9 guests came", "Friday May 9", "2025-05-09/2025-05-09"),
    ("on 01.10.2019 they met", "01.10.2019", "2019-10-01/2019-10-01"),
    ("date 2021-06-28 in the head", "2021-06-28", "2021-06-28/2021-06-28"),
    ("on 28\nJune 2021 they met", "28\nJune 2021", "2021-06-28/2021-06-28"),
    ("shown in 1895. On August 2, 1898, the", "August 2, 1898", "1898-08-02/1898-08-02"),
    ("on 9 April 1972 it", "9 April 1972", "1972-04-09/1972-04-09"),
    ("on 29 February 2024 it", "29 February 2024", "2024-02-29/2024-02-29"),
    # ranges
    ("on April 28-30 in Baku", "April 28-30", "2025-04-28/2025-04-30"),
    ("on 28–30 April 2025 in Baku", "28–30 April 2025", "2025-04-28/2025-04-30"),
    ("from 23 September to 2 October, the", "23 September to 2 October", "2025-09-23/2025-10-02"),
    ("From April 28 through 30, the", "April 28 through 30", "2025-04-28/2025-04-30"),
    ("between 19 and 23 June in Rome", "19 and 23 June", "2025-06-19/2025-06-23"),
    ("between June 19 and June 23", "June 19 and June 23", "2025-06-19/2025-06-23"),
    ("on 16-18.10.2024 in Rome", "16-18.10.2024", "2024-10-16/2024-10-18"),
    ("8-17 Nov in Cairo", "8-17 Nov", "2025-11-08/2025-11-17"),
    ("on November 2-3 will pass", "November 2-3", "2025-11-02/2025-11-03"),
    ("runs December 5 until December 11", "December 5 until December 11", "2025-12-05/2025-12-11"),
    ("from December 12 to 14, 15 projects", "December 12 to 14", "2024-12-12/2024-12-14"),
    ("from August 26 to September 2; its", "August 26 to September 2", "2025-08-26/2025-09-02"),
    ("28 December 2024 – 3 January 2025", "28 December 2024 – 3 January 2025", "2024-12-28/2025-01-03"),
    ("28 December – 3 January 2025", "28 December – 3 January 2025", "2024-12-28/2025-01-03"),
    ("from 28 December 2024 to 3 January", "28 December 2024 to 3 January", "2024-12-28/2025-01-03"),
    ("the 2024-2028 programme", "2024-2028", "2024/2028"),
    ("the 2024-25 season", "2024-25", "2024/2025"),
    ("from 2019 to 2021 he led", "2019 to 2021", "2019/2021"),
    ("from June to August 2025", "June to August 2025", "2025-06/2025-08"),
    ("in April-May 2025 it", "April-May 2025", "2025-04/2025-05"),
    ("open from Tuesday to Thursday", "Tuesday to Thursday", "2025-05-13/2025-05-15"),
    ("from Friday through June 6. South", "Friday through June 6", "2025-05-16/2025-06-06"),
    ("on 2 and 3 November", "2 and 3 November", "2025-11-02/2025-11-03"),
    ("on May 15 and 22, respectively", "May 15", "2025-05-15/2025-05-15"),
    ("on 15 and 22 May, respectively", "22 May", "2025-05-22/2025-05-22"),
    ("four Academy Awards the following year", "following year", ""),
    # open ends
    ("from 23 September it moves", "23 September", "2025-09-23/"),
    ("since 23 September 2019, he", "23 September 2019", "2019-09-23/"),
    ("since 2006 the Fund", "2006", "2006/"),
    ("since early May the Fund", "early May", "2025-05/"),
    ("Running until 24 November 2024, it", "24 November 2024", "/2024-11-24"),
    ("the Days last through November 24", "November 24", "/2025-11-24"),
    ("It will last until 11 February", "11 February", "/2025-02-11"),
    ("from the States through June 6", "June 6", "/2025-06-06"),
    ("runs in town through Sunday, has", "Sunday", "/2025-05-18"),
    ("for five days from 8 November, guests", "8 November", "2025-11-08/"),
    ("starting today, viewers", "today", "2025-05-16/"),
    ("beginning on Monday it will be free", "Monday", "2025-05-19/"),
    ("until the end of this week", "the end of this week", "/2025-05-18"),
    ("by the end of 2026", "the end of 2026", "/2026"),
    # months, years and their parts
    ("in November 2021 it", "November 2021", "2021-11/2021-11"),
    ("in Nov. 2021 it", "Nov. 2021", "2021-11/2021-11"),
    ("in 2021, Russia", "2021", "2021/2021"),
    ("In 1955, the studio", "1955", "1955/1955"),
    ("Our Dear Doctor (1957) and", "1957", "1957/1957"),
    ("the 1945 comedy by Rza", "1945", "1945/1945"),
    ("Baku Creative Week - 2025, believes", "2025", "2025/2025"),
    ("(2023, 106 min)", "2023", "2023/2023"),
    ("a drama from 2018 by", "2018", "2018/2018"),
    ("in the first half of 2026", "the first half of 2026", "2026/2026"),
    ("in the course of 2025, and", "the course of 2025", "2025/2025"),
    ("in spring 2023 it", "spring 2023", "2023/2023"),
    ("in the summer of 2023 it", "summer of 2023", "2023/2023"),
    ("in early 2026 it", "early 2026", "2026/2026"),
    ("in late October 2024 it", "late October 2024", "2024-10/2024-10"),
    ("in mid-October 2024 it", "mid-October 2024", "2024-10/2024-10"),
    ("in mid-2024 it", "mid-2024", "2024/2024"),
    ("the fund met in February", "February", "2025-02/2025-02"),
    ("the fund had voted in June to", "June", "2024-06/2024-06"),
    ("the evening is planned for October, in", "October", "2025-10/2025-10"),
    ("the show will open in February", "February", "2026-02/2026-02"),
    ("at the April deadline, on", "April", "2025-04/2025-04"),
    ("met last December in", "last December", "2024-12/2024-12"),
    ("met last May in", "last May", "2024-05/2024-05"),
    ("comes next March in", "next March", "2026-03/2026-03"),
    ("comes this October in", "this October", "2025-10/2025-10"),
    # counted from the article
    ("began in Istanbul this month, and", "this month", "2025-05/2025-05"),
    ("who last month became the", "last month", "2025-04/2025-04"),
    ("I want it next year, not", "next year", "2026/2026"),
    ("made last year by Kamola", "last year", "2024/2024"),
    ("at this year's Oscars, will", "this year", "2025/2025"),
    ("earlier this year it", "earlier this year", "2025/2025"),
    ("until the end of the year", "the end of the year", "/2025"),
    ("awaited in Samarkand next spring.", "next spring", "2026/2026"),
    ("began last summer in", "last summer", "2024/2024"),
    ("Turkish filmmakers this week. It", "this week", "2025-05/2025-05"),
    ("two years ago it", "two years ago", "2023/2023"),
    ("a year ago it", "a year ago", "2024/2024"),
    ("three months ago it", "three months ago", "2025-02/2025-02"),
    ("10 days ago it", "10 days ago", "2025-05-06/2025-05-06"),
    ("Tashkent today became the", "today", "2025-05-16/2025-05-16"),
    ("held in Tbilisi yesterday. It", "yesterday", "2025-05-15/2025-05-15"),
    ("kicks off tomorrow at the", "tomorrow", "2025-05-17/2025-05-17"),
    ("opens tonight at the", "tonight", "2025-05-16/2025-05-16"),
    ("the day before yesterday it", "the day before yesterday", "2025-05-14/2025-05-14"),
    # days of the week
    ("On Monday, Days of Uzbek Cinema opened", "Monday", "2025-05-12/2025-05-12"),
    ("was signed Monday at Hyderabad House", "Monday", "2025-05-12/2025-05-12"),
    ("decision was taken last Friday and", "last Friday", "2025-05-09/2025-05-09"),
    ("it will open on Monday", "Monday", "2025-05-19/2025-05-19"),
    ("leaves for Mumbai on Tuesday", "Tuesday", "2025-05-20/2025-05-20"),
    ("opens its 57th edition Wednesday with", "Wednesday", "2025-05-21/2025-05-21"),
    ("comes next Friday to", "next Friday", "2025-05-23/2025-05-23"),
    ("comes this Friday to", "this Friday", "2025-05-16/2025-05-16"),
    ("Oslo will host next year's edition from Nov. 21 to 30.", "Nov. 21 to 30", "2026-11-21/2026-11-30"),
    ("Next year's edition runs from 28 December to 3 January.", "28 December to 3 January", "2026-12-28/2027-01-03"),
    ('It showed films up to last year\'s "Alma Viva", and runs until 9 June.', "9 June", "/2025-06-09"),
    ("Next year's festival opens on 4 April.", "4 April", "2026-04-04/2026-04-04"),
    ("Last year's edition opened on 4 July.", "4 July", "2024-07-04/2024-07-04"),
    ("The award was given on Thursday evening.", "Thursday evening", "2025-05-15/2025-05-15"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "name", "value"), READINGS)
def test_reads(text: str, name: str, value: str) -> None:
    found = {mention.name: mention.value for mention in annotate_dates(make_article(text))}
    assert found.get(name) == value, found


@pytest.mark.parametrize(
    "text",
    [
        "10 000 units", "more than 2000 guests", "(2000 Songs of Farida)", "about 2000", "the 1950s",
        "within five days", "a three-day festival", "a week later", "It may 16 times fail", "You may see",
        "31 April 2025", "COVID-19 march", "Mar del Plata",
        "the 28th Mar del Plata festival", "priced at $2000", "May the Force",
        "at 20:15", "June Squibb and April Ross", "2024.5",
        "12,000 and 1,955 people",
    ],
)  # fmt: skip
def test_leaves_alone_what_is_no_day_or_year(text: str) -> None:
    assert annotate_dates(make_article(text)) == ()


def test_keeps_two_days_apart() -> None:
    found = annotate_dates(make_article("will be screened tomorrow and on Sunday, when"))
    assert [mention.value for mention in found] == ["2025-05-17/2025-05-17", "2025-05-18/2025-05-18"]


def test_verb_before_the_day_decides_over_the_verb_after_it() -> None:
    found = annotate_dates(make_article("Xi, who arrived in Bangalore on Thursday, leaves for Mumbai on Tuesday"))
    assert [mention.value for mention in found] == ["2025-05-15/2025-05-15", "2025-05-20/2025-05-20"]


def test_verb_of_another_sentence_does_not_count() -> None:
    found = annotate_dates(make_article("It will be seen.|Opening day: Monday."))
    assert [mention.value for mention in found] == ["2025-05-12/2025-05-12"]


@pytest.mark.parametrize("text", ["on May 16", "today", "last year", "on Monday", "in February", "from May 5 to May 7"])
def test_without_the_articles_date_nothing_is_guessed(text: str) -> None:
    assert [mention.value for mention in annotate_dates(make_article(text, None))] == [""]


@pytest.mark.parametrize(
    ("text", "issued"),
    [
        ("opened on 29 February.", "2026-05-16"),
        ("ran from Feb. 29 to Monday", "2000-01-01"),
        ("ran from 27 Feb 2023 to 29 Feb", "2023-05-01"),
    ],
)
def test_a_day_that_the_year_does_not_have_is_not_stated(text: str, issued: str) -> None:
    assert [mention.value for mention in annotate_dates(make_article(text, issued))] == [""]


@pytest.mark.parametrize(("text", "value"), [("in 2018", "2018/2018"), ("16 May 2025", "2025-05-16/2025-05-16")])
def test_full_dates_need_no_articles_date(text: str, value: str) -> None:
    assert [mention.value for mention in annotate_dates(make_article(text, None))] == [value]


def test_paragraphs_are_not_joined() -> None:
    found = annotate_dates(make_article("on 16 May 2025\n\n- 18 May 2025"))
    assert len(found) == 2


DATE_WORDS = st.lists(
    st.sampled_from(
        [
            "May",
            "16",
            "31",
            "30",
            "2025",
            ",",
            "-",
            "–",
            "to",
            "from",
            "until",
            "of",
            "the first half",
            "the end of",
            "\n",
            "Monday",
            "last",
            "next",
            "this",
            "year",
            "today",
            "01.10.2019",
            "ago",
            "two",
            "and",
            "between",
            "Feb. 29",
        ]
    ),
    max_size=30,
)


@given(DATE_WORDS.map(" ".join), st.dates(date(1900, 1, 1), date(2100, 1, 1)).map(str) | st.none())
def test_spans_are_sorted_apart_and_quote_the_text(text: str, issued: str | None) -> None:
    article = make_article(text, issued)
    last_char = 0
    for mention in annotate_dates(article):
        assert last_char <= mention.span.start_char < mention.span.end_char
        assert mention.name == article.quote(mention.span)
        last_char = mention.span.end_char
        start, _, end = mention.value.partition("/")
        assert not (start and end) or start <= end or start.startswith(end)


@pytest.mark.parametrize(
    ("period", "text", "value"),
    [
        ("2016-11", "from 16 to 20 November", "2016-11-16/2016-11-20"),
        ("2016-11", "from 28 December to 3 January", "2016-12-28/2017-01-03"),
        ("2016-11", "from 28 November to 3 January 2017", "2016-11-28/2017-01-03"),
        ("2016-11", "in January the season goes on", "2017-01/2017-01"),
        ("2016-11", "on 4 May", ""),
        ("2016-11", "it opened in June", ""),
        ("2016-11", "last month", "2016-10/2016-10"),
        ("2016-11", "next year", "2017/2017"),
        ("2016-11", "two years ago", "2014/2014"),
        ("2016", "on 4 May", "2016-05-04/2016-05-04"),
        ("2016", "on 4 January", ""),
        ("2016", "on 24 December", ""),
        ("2016", "last month", ""),
        ("2016", "last year", "2015/2015"),
        ("2016", "on Friday", ""),
        ("2016-11", "on Friday", ""),
        ("2016-11", "yesterday", ""),
        ("2016-11", "last week", ""),
        ("2016-11", "on 30 February", None),
        ("2015-02", "on 29 February", ""),
        ("1995-09", "1989. In Havana, from 4 to 15 December", "1989-12-04/1989-12-15"),
        ("1995-09", "1989: on 4 December", "1989-12-04/1989-12-04"),
    ],
)
def test_a_month_or_year_of_issue_gives_years_where_that_is_sure(period: str, text: str, value: str | None) -> None:
    values = [mention.value for mention in annotate_dates(make_article(text, None, period))]
    assert values[-1:] == ([] if value is None else [value])


@given(st.dates(date(1990, 1, 1), date(2089, 12, 31)), st.integers(-120, 120))
def test_a_month_of_issue_gives_no_year_that_the_day_would_not(issued: date, away: int) -> None:
    day = date.fromordinal(issued.toordinal() + away)
    text = f"{day.day} {day:%B}"
    by_month = annotate_dates(make_article(text, None, f"{issued:%Y-%m}"))[0].value
    assert by_month in ("", annotate_dates(make_article(text, issued.isoformat()))[0].value)
