"""Views: small immutable values, one per page kind, from which templates render."""
