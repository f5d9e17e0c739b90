"""Line icons, drawn into the page: the symbols come from the installed flask-tabler-icons package (MIT), nothing is copied here.

The package's own macros point at a sprite of two megabytes; we read that sprite once and send only the symbols a page uses.
"""
import re
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from markupsafe import Markup

SPRITE = "tabler_icons/tabler-sprite-nostroke.svg"
SYMBOL = re.compile(r'<symbol id="tabler-([^"]+)"[^>]*>(.*?)</symbol>', re.DOTALL)
FRAME = re.compile(r'<path stroke="none" d="M0 0h24v24H0z" fill="none"\s*/>')


@lru_cache(maxsize=1)
def _symbols() -> dict[str, str]:
    """The inner drawing of every symbol by its name, read once in the life of a process (about 50 ms)."""
    package = find_spec("flask_tabler_icons")  # found, not imported: its code brings 80 modules along
    if package is None or package.origin is None:
        raise ModuleNotFoundError("flask-tabler-icons is not installed")
    text = Path(package.origin).with_name("static").joinpath(SPRITE).read_text("utf-8")
    return dict(SYMBOL.findall(text))


@lru_cache(maxsize=256)
def icon(name: str) -> Markup:
    """Draw the icon of that name, as decoration: readers of the screen hear the words beside it, never the icon.

    An unknown name is a mistake of ours and raises KeyError.
    """
    drawing = FRAME.sub("", _symbols()[name])
    return Markup('<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">{}</svg>').format(Markup(drawing))
