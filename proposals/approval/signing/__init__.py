"""Agreements on their way through five hands: the paper, the pages signed by hand, the workbench, the season's template."""
