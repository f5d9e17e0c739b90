"""A season's sources: who gives and on what terms, what was promised and has come, what is lent, set aside, given beside money, and left at the end."""
