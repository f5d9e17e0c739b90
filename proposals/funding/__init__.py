"""Funding room: sources, commitments, tranches, payments and the ledger, in whole fen."""
