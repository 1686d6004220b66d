"""Files, Markdown, templates, caches and publishing. Knows nothing of therapy."""
