"""A refusal: what stops a build and is no fault of the content, told in a sentence. What was there still is.

It stands apart from those who refuse, so that nobody loads them to catch it.
"""

from __future__ import annotations


class Refusal(Exception):
    """The message says why, and what to do."""
