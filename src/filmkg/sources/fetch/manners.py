"""What a site asks of robots: robots.txt (RFC 9309), and the TDM Reservation Protocol of the W3C community group."""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from fnmatch import fnmatchcase
from types import ModuleType
from typing import Any
from urllib.parse import SplitResult

from filmkg.errors import DocumentError, UsageError
from filmkg.sources.fetch.request import Response
from filmkg.sources.fetch.settings import ROBOT

_MAX_ROBOTS_BYTES = 500 * 1024  # RFC 9309, 2.5
_MAX_DELAY_S = 30.0
_META = re.compile(rb"""<meta[^>]{0,200}name\s*=\s*["']?tdm-reservation["']?[^>]{0,200}>""", re.IGNORECASE)
_RESERVED = re.compile(rb"""content\s*=\s*["']?\s*1""", re.IGNORECASE)
_HEAD_BYTES = 64 * 1024


@dataclass(frozen=True, slots=True)
class Manners:
    """What one site asks of robots.

    Attributes:
        rules: Its robots.txt as Protego has it.
        reservations: Pattern of a path -> whether mining its text is reserved; the first that fits counts.
        is_closed: Whether its robots.txt could not be had, so that nothing may be asked now.
    """

    rules: Any
    reservations: tuple[tuple[str, bool], ...]
    is_closed: bool

    @property
    def delay_s(self) -> float:
        """How long it wants robots to wait between two requests."""
        return min(_MAX_DELAY_S, float(self.rules.crawl_delay(ROBOT) or 0))


def read_manners(parts: SplitResult, *, ask: Callable[[str], Response | None]) -> Manners:
    """Ask a site what it asks of robots.

    Args:
        parts: Address of one of its pages.
        ask: Asks for a page, and returns None where the site does not answer or fails.
    """
    protego = _protego()
    site = f"{parts.scheme}://{parts.netloc}"
    robots = ask(f"{site}/robots.txt")
    is_closed = robots is None or robots.status >= 500
    text = robots.body[:_MAX_ROBOTS_BYTES].decode(errors="replace") if robots and robots.status == 200 else ""
    reserved = None if is_closed else ask(f"{site}/.well-known/tdmrep.json")
    found = _reservations(reserved.body) if reserved and reserved.status == 200 else ()
    return Manners(protego.Protego.parse(text), found, is_closed)


def check_manners(parts: SplitResult, manners: Manners) -> None:
    """Refuse a page that its site does not want robots to have.

    Raises:
        DocumentError: It does not.
    """
    url = parts.geturl()
    if manners.is_closed:
        raise DocumentError(
            url, "is of a site whose robots.txt cannot be had now", remedy="try it again later", reason="robots.txt"
        )
    if not manners.rules.can_fetch(url, ROBOT):
        raise DocumentError(
            url, "may not be asked for by robots (robots.txt)", remedy="ask the publisher", reason="robots.txt"
        )
    path = parts.path or "/"
    if next((reserved for pattern, reserved in manners.reservations if _fits(path, pattern)), False):
        raise _reserved(url)


def check_reservation(response: Response) -> None:
    """Refuse a page that says itself that mining it is reserved.

    Raises:
        DocumentError: It does.
    """
    meta = _META.search(response.body[:_HEAD_BYTES])
    if response.header("tdm-reservation").strip() == "1" or (meta and _RESERVED.search(meta.group())):
        raise _reserved(response.url)


def _reserved(url: str) -> DocumentError:
    return DocumentError(
        url,
        "is reserved from text and data mining (TDM reservation)",
        remedy="ask the publisher for a licence",
        reason="TDM reservation",
    )


def _reservations(data: bytes) -> tuple[tuple[str, bool], ...]:
    try:
        rules = json.loads(data)
    except (ValueError, RecursionError):
        return ()
    return tuple(
        (rule["location"], rule.get("tdm-reservation") in {1, "1"})
        for rule in (rules if isinstance(rules, list) else [])
        if isinstance(rule, dict) and isinstance(rule.get("location"), str) and len(rule["location"]) <= 2000
    )


def _fits(path: str, pattern: str) -> bool:
    """Tell whether a path fits a location: "*" stands for anything, "$" at the end for the end of the path."""
    literal = pattern.replace("[", "[[]").replace("?", "[?]")
    return fnmatchcase(path, literal[:-1] if literal.endswith("$") else literal.rstrip("*") + "*")


def _protego() -> ModuleType:
    with contextlib.suppress(ImportError):
        import protego

        return protego
    raise UsageError("robots.txt is read with protego, which is not installed", remedy="pip install 'filmkg[web]'")
