"""A resident's own view: the ideas that are theirs or that they follow, and what is kept of them there."""
