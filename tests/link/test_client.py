"""The client against a server that fails in all the ways in which one does."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from filmkg.errors import EndpointError, UsageError
from filmkg.link.client import Client, Service

QUESTION = {"action": "wbsearchentities", "search": "Red Garden", "language": "en"}
MAXLAG = (
    b'{"error":{"code":"maxlag","info":"Waiting for 10.64.48.35: 6.2 seconds lagged","host":"10.64.48.35","lag":6.2}}'
)


@pytest.fixture
def service(wikibase, tmp_path):
    def make(**settings):
        settings = {"timeout_s": 0.3, "interval_s": 0.0, "first_wait_s": 0.01} | settings
        return Service(wikibase.url, "me@example.org", tmp_path / "cache", **settings)

    return make


def test_it_says_who_asks_and_that_it_can_wait(wikibase, service):
    answer = Client(service()).get(QUESTION)
    assert [hit["id"] for hit in answer["search"]] == ["Q900002", "Q900003"]
    assert wikibase.requests == [QUESTION | {"format": "json", "maxlag": "5"}]
    (agent,) = wikibase.agents
    assert agent.startswith("filmkg/")
    assert "(me@example.org)" in agent


def test_what_was_answered_is_not_asked_again(wikibase, service):
    first = Client(service()).get(QUESTION)
    assert Client(service()).get(dict(reversed(QUESTION.items()))) == first
    assert len(wikibase.requests) == 1
    Client(service()).get(QUESTION | {"search": "Red"})
    assert len(wikibase.requests) == 2


def test_a_damaged_answer_in_the_cache_is_asked_for_again(wikibase, service):
    Client(service()).get(QUESTION)
    (file,) = service().cache.iterdir()
    file.write_bytes(file.read_bytes()[:20])
    Client(service()).get(QUESTION)
    assert len(wikibase.requests) == 2


@pytest.mark.parametrize(
    "fault",
    [
        {"status": 429},
        {"status": 503},
        {"body": MAXLAG},
        {"body": b'{"error":{"code":"ratelimited","info":"slow down"}}'},
        {"body": b"<html>502 Bad Gateway"},
        {"body": b'{"search": [{"id": "Q1"'},
        {"body": b"[]"},
        {"silence_s": 1.0},
        {"body": b"{}", "Content_Length": "100"},
    ],
)
def test_what_passes_is_waited_for(wikibase, service, fault):
    wikibase.fail(**fault)
    assert Client(service()).get(QUESTION)["search"]
    assert len(wikibase.requests) == 2


def test_waits_double_up_to_a_cap(wikibase, service):
    for _ in range(5):
        wikibase.fail(503)
    Client(service(first_wait_s=0.1, max_wait_s=0.25)).get(QUESTION)
    waits_s = [later - earlier for earlier, later in itertools.pairwise(wikibase.times_s)]
    assert [round(wait_s, 1) >= least_s for wait_s, least_s in zip(waits_s, (0.1, 0.2, 0.2, 0.2, 0.2), strict=True)]
    assert waits_s[0] >= 0.1
    assert waits_s[1] >= 0.2
    assert all(0.25 <= wait_s < 0.8 for wait_s in waits_s[2:])


def test_retry_after_is_honoured(wikibase, service):
    wikibase.fail(429, Retry_After="1")
    wikibase.fail(body=MAXLAG, Retry_After="1")
    wikibase.fail(503, Retry_After=format_datetime(datetime.now(UTC) + timedelta(seconds=4), usegmt=True))
    Client(service()).get(QUESTION)
    waits_s = [later - earlier for earlier, later in itertools.pairwise(wikibase.times_s)]
    assert waits_s[0] >= 1
    assert waits_s[1] >= 1
    assert waits_s[2] >= 0.5  # the date is about two seconds away by then, in whole seconds


def test_a_server_that_wants_too_much_patience_is_left_alone(wikibase, service):
    wikibase.fail(429, Retry_After="3600")
    with pytest.raises(EndpointError, match="wants 3600 s of patience") as error:
        Client(service()).get(QUESTION)
    assert str(service().cache) in error.value.remedy
    assert len(wikibase.requests) == 1


def test_it_gives_up_after_some_attempts_and_keeps_nothing_of_them(wikibase, service):
    for _ in range(3):
        wikibase.fail(500)
    with pytest.raises(EndpointError, match="status 500"):
        Client(service(attempts=3)).get(QUESTION)
    assert len(wikibase.requests) == 3
    assert Client(service()).get(QUESTION)["search"]


@pytest.mark.parametrize(
    ("fault", "problem"),
    [
        ({"status": 404}, "status 404"),
        ({"status": 403}, "status 403"),
        (
            {"body": b'{"error":{"code":"badvalue","info":"Unrecognized value for parameter \\"action\\"."}}'},
            "badvalue",
        ),
    ],
)
def test_what_does_not_pass_is_an_error_at_once(wikibase, service, fault, problem):
    wikibase.fail(**fault)
    with pytest.raises(EndpointError, match=problem) as error:
        Client(service()).get(QUESTION)
    assert wikibase.url in str(error.value)
    assert len(wikibase.requests) == 1


def test_requests_keep_their_distance(wikibase, service):
    client = Client(service(interval_s=0.2))
    for word in ("Red", "Blue", "Green"):
        client.get(QUESTION | {"search": word})
    assert all(later - earlier >= 0.2 for earlier, later in itertools.pairwise(wikibase.times_s))


def test_a_closed_door_is_told(tmp_path):
    service = Service("http://127.0.0.1:9/w/api.php", "me@example.org", tmp_path, attempts=2, first_wait_s=0.01)
    with pytest.raises(EndpointError, match="no answer"):
        Client(service).get(QUESTION)


@pytest.mark.parametrize("contact", ["", "me", "me@example.org\r\nX: y"])
def test_nobody_asks_without_a_contact(tmp_path, contact):
    with pytest.raises(UsageError, match="contact") as error:
        Service("https://example.org/w/api.php", contact, tmp_path)
    assert "FILMKG_CONTACT" in error.value.remedy


@pytest.mark.parametrize("endpoint", ["file:///etc/passwd", "example.org", ""])
def test_only_the_web_is_asked(tmp_path, endpoint):
    with pytest.raises(UsageError, match="no web address"):
        Service(endpoint, "me@example.org", tmp_path)
