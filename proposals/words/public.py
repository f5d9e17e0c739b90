"""Refusals of the public room: it moves nothing, so it refuses nothing."""
REFUSALS: dict[str, object] = {}
