"""What holds for all tests, so that a busy machine and the shell that started them make no difference."""

import signal
from collections import Counter

import pytest
from hypothesis import HealthCheck, settings

# How long an example takes says more about the machine than about the code.
settings.register_profile(
    "filmkg", settings(), deadline=None, suppress_health_check=[*settings().suppress_health_check, HealthCheck.too_slow]
)
settings.load_profile("filmkg")

# A shell starts what it runs in the background with Ctrl-C ignored, which would pass on to the processes of the tests.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files that have few tests: these take longest, and one that came last would keep all waiting."""
    tests = Counter(item.path for item in items)
    items.sort(key=lambda item: tests[item.path])
