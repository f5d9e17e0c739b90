"""API room: the same ideas and moves for programs, as JSON version 1."""
