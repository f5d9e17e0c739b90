"""Refusals of the API: the same rules as on the pages, so none of its own."""
REFUSALS: dict[str, object] = {}
