"""Disclosure: from facts, typed once, to duties, deadlines and notices."""

__version__ = "0.1.0"
