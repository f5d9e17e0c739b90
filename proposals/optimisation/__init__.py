"""Optimisation room: research, selection, the plan and its budget, merging and splitting."""
