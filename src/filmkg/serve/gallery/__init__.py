"""Answers to the questions that come with filmkg, also where a store is too large for the limits of a query."""

from filmkg.serve.gallery.answers import Answers

__all__ = ["Answers"]
