"""The papers of the collection: the receipt of an idea, the form to fill in by hand, the poster that leads to it."""
from .receipt import receipt

__all__ = ["receipt"]
