"""Every state, move and refusal has words in both languages; the English catalogue is complete and compiled."""
import ast
import io

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from proposals import words
from tests import catalogue
from tests.house.source import python_files

ENGINE_CODES = {"move-not-from-here", "move-not-yours", "needs-second-person", "someone-was-faster", "field-required", "reason-required", "key-used-otherwise"}


def codes_raised():
    for file in python_files("workflow", "proposals"):
        for node in ast.walk(ast.parse(file.read_text())):
            name = getattr(node, "func", None)
            called = getattr(name, "id", getattr(name, "attr", ""))
            if isinstance(node, ast.Call) and called in ("Refusal", "of", "Problem") and node.args and isinstance(node.args[0], ast.Constant) and isinstance(node.args[0].value, str):
                yield node.args[0].value


def test_every_refusal_has_a_sentence():
    assert sorted((ENGINE_CODES | set(codes_raised())) - set(words.REFUSALS)) == []


def test_no_sentence_is_without_a_refusal():
    assert sorted(set(words.REFUSALS) - ENGINE_CODES - set(codes_raised())) == []


def test_the_english_catalogue_says_everything():
    english = read_po(catalogue.PO.open("rb"))
    said = {message.id for message in english if message.id and message.string and not message.fuzzy}
    assert sorted(str(message.id) for message in catalogue.extract() if message.id and message.id not in said) == []


def test_english_keeps_the_placeholders():
    english = read_po(catalogue.PO.open("rb"))
    assert [message.id for message in english if message.id and isinstance(message.id, str) and catalogue.placeholders(message.id) != catalogue.placeholders(message.string)] == []


def test_the_compiled_catalogue_is_the_written_one():
    out = io.BytesIO()
    write_mo(out, read_po(catalogue.PO.open("rb")))
    assert catalogue.MO.read_bytes() == out.getvalue()
