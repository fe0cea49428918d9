"""Which agreements, memberships and posts are one, and which are told apart."""

import pytest

ALI = ("person/ali-veli", "Person", "Ali Veli", {})
AGENCY = ("organization/azerbaijan-film-agency", "Organization", "Azerbaijan Film Agency", {})
GUILD = ("organization/producers-guild", "Organization", "Azerbaijan Producers Guild", {})
FARABI = ("organization/farabi", "Organization", "Farabi Cinema Foundation", {})
FUND = ("organization/eurimages", "Organization", "Eurimages", {})
COUNTRIES = (("country/india", "Country", "India", {}), ("country/china", "Country", "China", {}))


@pytest.fixture
def count(build, article_of):
    """Count the ties of a class in the merged view: each tie is (facts, things of its article, day of the article)."""

    def number(class_name, *ties):
        articles = []
        for key, (facts, things, issued) in enumerate(ties):
            tie = (f"@tie/{key}", class_name, f"{class_name} of {key}", facts)
            articles.append(article_of(f"article-{key}", tie, *things, issued=issued))
        return len(build(*articles).names(class_name))

    return number


def post(title, *things, **facts):
    return {"holder": "person/ali-veli", "positionTitle": title, **facts}, (ALI, *things), "2025-05-16"


@pytest.mark.parametrize(
    ("one", "other", "posts"),
    [
        (post("Minister of Culture"), post("Culture Minister"), 1),
        (post("Culture Minister"), post("Deputy Culture Minister"), 2),
        (post("chairman", GUILD, organization=GUILD[0]), post("chair", GUILD, organization=GUILD[0]), 1),
        (post("head", GUILD, organization=GUILD[0]), post("head", AGENCY, organization=AGENCY[0]), 2),
        (post("head", GUILD, organization=GUILD[0]), post("head", GUILD), 1),  # it names the body elsewhere
        (post("head", GUILD, organization=GUILD[0]), post("head"), 2),
        (post("director"), post("director"), 2),  # of what?
    ],
)
def test_a_post_is_told_by_person_title_and_body(count, one, other, posts):
    assert count("Position", one, other) == posts


def test_posts_of_namesakes_are_two(build, article_of):
    def official(key, employer):
        facts = {"holder": "person/ali-veli", "positionTitle": "minister", "organization": f"organization/{key}"}
        return article_of(
            key, ALI, (f"organization/{key}", "Organization", employer, {}), ("@position/p", "Position", "Post", facts)
        )

    store = build(official("a", "Turkish Ministry of Culture"), official("b", "Georgian Ministry of Culture"))
    assert len(store.names("Position")) == 2


def member(kind="", since="", **facts):
    facts = {"member": GUILD[0], "body": FUND[0], **facts}
    facts |= {"membershipKind": kind} if kind else {}
    facts |= {"effectiveFrom": since} if since else {}
    return facts, (GUILD, FUND, AGENCY), "2025-05-16"


@pytest.mark.parametrize(
    ("one", "other", "memberships"),
    [
        (member("full"), member("full"), 1),
        (member("full"), member(), 1),
        (member("full"), member("observer"), 2),
        (member(), member(member=AGENCY[0]), 2),
        (member(since="2024"), member(since="2025"), 1),  # they contradict each other about one membership
    ],
)
def test_a_membership_is_told_by_member_body_and_kind(count, one, other, memberships):
    assert count("Membership", one, other) == memberships


def signed(kind, on="", *, parties=(AGENCY, FARABI), status="happened", issued="2025-05-16", **facts):
    facts = {"agreementType": kind, "party": [party[0] for party in parties], "status": status, **facts}
    return facts | ({"signedOn": on} if on else {}), parties, issued


@pytest.mark.parametrize(
    ("one", "other", "agreements"),
    [
        (signed("memorandum", "2025-05-10"), signed("agreement", "2025-05-10"), 1),
        (signed("memorandum", "2025-05-10"), signed("memorandum", "2025-05"), 1),
        (signed("memorandum", "2025-05-10"), signed("memorandum", "2025-05-11"), 2),
        (signed("memorandum", "2025-05-10"), signed("protocol", "2025-05-10"), 2),
        (signed("memorandum", "2025-05-10"), signed("memorandum", "2025-05-10", parties=(AGENCY, GUILD)), 2),
        (signed("treaty", status="planned", issued="2025-03-01"), signed("treaty", "2025-05-10"), 1),
        (signed("treaty", status="planned", issued="2025-06-01"), signed("treaty", "2025-05-10"), 2),
        (signed("memorandum"), signed("memorandum", "2019"), 2),  # of any year
        (signed("treaty", "2025", parties=COUNTRIES), signed("treaty", "2025", parties=COUNTRIES), 1),
        # What two countries sign is not what their bodies sign beside it.
        (
            signed("treaty", "2025", parties=COUNTRIES),
            signed("treaty", "2025", parties=(*COUNTRIES, AGENCY, FARABI)),
            2,
        ),
    ],
)
def test_an_agreement_is_told_by_parties_kind_and_date(count, one, other, agreements):
    assert count("Agreement", one, other) == agreements


def test_a_second_signal_stands_for_the_date(count):
    def with_signatory(on):
        facts, things, issued = signed("memorandum", on, signatory=ALI[0])
        return facts, (*things, ALI), issued

    assert count("Agreement", with_signatory("2019-01-05"), with_signatory("")) == 1


def test_parties_of_two_spellings_are_the_same_parties(build, article_of):
    def memorandum(key, agency):
        body = (f"organization/{key}", "Organization", agency, {})
        facts = {"agreementType": "memorandum", "party": [body[0], FARABI[0]], "signedOn": "2025-05-10"}
        return article_of(key, body, FARABI, ("@agreement/a", "Agreement", f"memorandum of {key}", facts))

    store = build(memorandum("a", "Azerbaijan Film Agency"), memorandum("b", "Film Agency of Azerbaijan"))
    assert store.names("Agreement") == [["memorandum of a", "memorandum of b"]]
    (decision,) = (one for one in store.merges.decisions if "/agreement/" in one.iri)
    assert decision.reason == "same parties and kind and day (memorandum 2025-05-10)"


def test_what_articles_contradict_each_other_in_stays(build, article_of):
    told = [member(since="2024"), member(since="2025")]
    store = build(
        *(
            article_of(f"article-{key}", ("@membership/m", "Membership", f"member {key}", facts), *things)
            for key, (facts, things, _) in enumerate(told)
        )
    )
    assert sorted(store.rows("SELECT ?since { ?m a cdo:Membership ; cdo:effectiveFrom ?since }")) == [
        ("2024",),
        ("2025",),
    ]
