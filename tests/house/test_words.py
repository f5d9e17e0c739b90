"""Every state, move and refusal has words in both languages; the English catalogue is complete and compiled."""
import ast
import io

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from proposals import words
from proposals.seasons.models import PHASES
from tests import catalogue
from tests.house.source import nodes

ENGINE_CODES = {"move-not-from-here", "move-not-yours", "needs-second-person", "someone-was-faster", "field-required", "reason-required",
                "key-used-otherwise"}
MAKERS = ("Refusal", "Problem.of", "because")


def is_text(node):
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def codes_raised():
    """Codes written out where a refusal or a problem is made."""
    told = (node for _file, node in nodes("workflow", "proposals") if isinstance(node, ast.Call) and node.args and is_text(node.args[0]))
    return {node.args[0].value for node in told if ast.unparse(node.func).endswith(MAKERS)}


def codes_written():
    """Every text in the code, outside the sentences themselves: a code may be chosen first and raised later."""
    written = {node.value for file, node in nodes("workflow", "proposals") if is_text(node) and "words" not in file.parts}
    return written | {f"{phase}-not-open" for phase in PHASES}


def test_every_refusal_has_a_sentence():
    assert sorted((ENGINE_CODES | codes_raised() | {f"{phase}-not-open" for phase in PHASES}) - set(words.REFUSALS)) == []


def test_no_sentence_is_without_a_refusal():
    assert sorted(set(words.REFUSALS) - codes_written()) == []


def test_the_english_catalogue_says_everything():
    english = read_po(io.BytesIO(catalogue.PO.read_bytes()))
    said = {message.id for message in english if message.id and message.string and not message.fuzzy}
    assert sorted(str(message.id) for message in catalogue.extract() if message.id and message.id not in said) == []


def test_english_keeps_the_placeholders():
    english = read_po(io.BytesIO(catalogue.PO.read_bytes()))
    plain = (message for message in english if message.id and isinstance(message.id, str))
    assert [message.id for message in plain if catalogue.placeholders(message.id) != catalogue.placeholders(message.string)] == []


def test_the_compiled_catalogue_is_the_written_one():
    out = io.BytesIO()
    write_mo(out, read_po(io.BytesIO(catalogue.PO.read_bytes())))
    assert catalogue.MO.read_bytes() == out.getvalue()
