"""Reads `forms/` and `templates/notices/` into what law and words compute with."""
