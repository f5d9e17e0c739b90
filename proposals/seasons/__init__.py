"""Seasons room: seasons and their phases, working days, rubric, categories, settings, plan of funds, call for ideas."""
