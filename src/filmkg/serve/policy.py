"""What a browser may do with a page: nothing but with what comes from here (Content Security Policy 3)."""

from __future__ import annotations

from filmkg.serve.reconciliation.router import PREVIEW_PATH, PREVIEW_POLICY

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self';"
    " form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_POLICIES = {PREVIEW_PATH: PREVIEW_POLICY}


def policy_for(path: str) -> str:
    """Return the Content-Security-Policy of what stands at a path."""
    return _POLICIES.get(path, POLICY)
