"""Calls for implementers: a package that names no organisation is opened to offers, compared, chosen with reasons, and published."""
