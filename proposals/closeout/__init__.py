"""Closeout room: final report, settlement, evaluation, outcome notice, closing."""
