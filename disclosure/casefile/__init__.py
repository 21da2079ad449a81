"""Reads case files: the portable form of an incident, in TOML or JSON."""
