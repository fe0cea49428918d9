"""How much of an article's text may be kept and shown, by where it is from."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from urllib.parse import urlsplit

from filmkg import resources
from filmkg.errors import UsageError
from filmkg.graph.slug import short_hash
from filmkg.model import Header


class Rights(StrEnum):
    """What of the text goes into the graph."""

    FULL = "full"  # all of it, beside the sentences
    QUOTES = "quotes"  # the sentences that state a fact
    OFFSETS = "offsets"  # where they stand, and a digest by which who has the text can check it


@dataclass(frozen=True, slots=True)
class Policy:
    """Which rights there are in which articles.

    Attributes:
        default: In those that nothing else is said of.
        hosts: In those at an address of this host, or of one below it ("news.example").
        publishers: In those of this publisher, in lower case; counts before the host.
    """

    default: Rights = Rights.QUOTES
    hosts: Mapping[str, Rights] = field(default_factory=dict)
    publishers: Mapping[str, Rights] = field(default_factory=dict)

    @property
    def digest(self) -> str:
        """A short text that differs between policies."""
        said = (self.default, sorted(self.hosts.items()), sorted(self.publishers.items()))
        return short_hash(repr(said), chars=8)

    def rights(self, header: Header) -> Rights:
        """Return the rights in an article."""
        publisher = (header.publisher or "").casefold()
        if publisher in self.publishers:
            return self.publishers[publisher]
        host = urlsplit(header.url).hostname if header.url else None
        while host:
            if host in self.hosts:
                return self.hosts[host]
            host = host.partition(".")[2]
        return self.default


def load_policy(path: Path | None = None) -> Policy:
    """Read a policy from a file such as `data/sources/rights.toml`, which is read where none is given.

    Raises:
        UsageError: It cannot be read, or says something else than it may.
    """
    path = path or resources.DATA / "sources" / "rights.toml"
    try:
        with path.open("rb") as file:
            table = tomllib.load(file)
        return Policy(
            default=Rights(table.pop("default", Rights.QUOTES)),
            hosts={name.lower(): Rights(value) for name, value in table.pop("hosts", {}).items()},
            publishers={name.casefold(): Rights(value) for name, value in table.pop("publishers", {}).items()},
        )
    except (OSError, ValueError, AttributeError) as error:
        raise UsageError(
            f"{path}: no policy of rights: {error}",
            remedy=f"write it as {resources.DATA / 'sources' / 'rights.toml'} is, with {', '.join(Rights)}",
        ) from None
