"""How to fetch."""

from __future__ import annotations

from dataclasses import dataclass

from filmkg import __version__
from filmkg.errors import UsageError
from filmkg.sources.bounds import MAX_PAGE_BYTES

ROBOT = "filmkg"  # the name by which robots.txt speaks of us


@dataclass(frozen=True, slots=True)
class Settings:
    """How to fetch.

    Attributes:
        contact: Mail or web address of whoever runs this, sent with each request.
        private_hosts: Hosts that may have private or loopback addresses; none by default.
        interval_s: Least time between two requests to one host; robots.txt can ask for more.
        timeout_s: How long to wait for a server to go on.
        deadline_s: How long one answer may take in all.
        attempts: How often to try what failed in passing.
        first_wait_s: Wait after the first failure; each further one doubles it.
        max_wait_s: Longest wait; where the server wants more, the page is left for another run.
        max_redirects: How many redirects to follow; each is held against the same rules.
        max_bytes: Largest answer.
    """

    contact: str
    private_hosts: frozenset[str] = frozenset()
    interval_s: float = 1.0
    timeout_s: float = 20.0
    deadline_s: float = 60.0
    attempts: int = 3
    first_wait_s: float = 1.0
    max_wait_s: float = 60.0
    max_redirects: int = 5
    max_bytes: int = MAX_PAGE_BYTES

    def __post_init__(self) -> None:
        """Raise UsageError where the contact is none."""
        usable = self.contact.isascii() and self.contact.isprintable()
        if not usable or not ("@" in self.contact or "://" in self.contact):
            raise UsageError(
                "fetching needs a contact, so that the operators of sites can reach you",
                remedy="give your mail address with --contact or in the environment variable FILMKG_CONTACT",
            )

    @property
    def user_agent(self) -> str:
        """What requests say of who asks."""
        return f"{ROBOT}/{__version__} ({self.contact})"
