"""What holds for all tests, so that a busy machine and the shell that started them make no difference."""

import signal

from hypothesis import HealthCheck, settings

# How long an example takes says more about the machine than about the code.
settings.register_profile(
    "filmkg", settings(), deadline=None, suppress_health_check=[*settings().suppress_health_check, HealthCheck.too_slow]
)
settings.load_profile("filmkg")

# A shell starts what it runs in the background with Ctrl-C ignored, which would pass on to the processes of the tests.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)
