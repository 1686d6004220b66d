"""The records and what must hold between them. Knows nothing of files, Jinja or caches."""
