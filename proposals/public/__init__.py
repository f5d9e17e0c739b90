"""Public room: what anyone may see – home, ideas, notices, receipts, open data, help."""
