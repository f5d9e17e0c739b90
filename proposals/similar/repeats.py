"""The exact repeat: the same words sent twice are recognised by one short digest, whatever their width, case, blanks and punctuation."""
from __future__ import annotations

import hashlib
import unicodedata


def text_digest(*texts: str) -> str:
    """SHA-256 of the words alone: width, case, blanks and punctuation do not make a different idea."""
    folded = unicodedata.normalize("NFKC", "\n".join(texts)).casefold()
    words = "".join(filter(str.isalnum, folded))
    return hashlib.sha256(words.encode()).hexdigest()
