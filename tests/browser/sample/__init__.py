"""A living sample of the design system: every part with realistic Chinese and English content. For tests only, not part of the program."""
