"""Collection room: the proposal itself, submitting it, screening it, and its lineage."""
