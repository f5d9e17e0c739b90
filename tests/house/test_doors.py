"""Every route says who may enter, and the gate keeps to it."""
import pytest

from proposals import gate

CONVERTED = {"int": 999_999_999, "string": "x", "default": "x", "path": "x"}


def fill(rule):
    return {name: CONVERTED.get(type(c).__name__.removesuffix("Converter").removeprefix("Short").lower().replace("integer", "int").replace("unicode", "string"), "x")
            for name, c in rule._converters.items()}


def test_every_route_declares_who_may_enter(app):
    assert sorted(set(app.view_functions) - set(gate.doors(app))) == []


def test_an_undeclared_route_is_refused_loudly(app):
    app.add_url_rule("/undeclared", "undeclared", lambda: "open")
    with pytest.raises(RuntimeError, match="does not say who may enter"):
        app.test_client().get("/undeclared")


def test_nobody_enters_a_closed_door_without_signing_in(app):
    client = app.test_client()
    wrong = []
    with app.test_request_context():
        for rule in app.url_map.iter_rules():
            if gate.PUBLIC not in gate.doors(app)[rule.endpoint]:
                answer = client.open(rule.build(fill(rule))[1], method="GET" if "GET" in rule.methods else "POST")
                wrong += [rule.rule] if answer.status_code not in (302, 400, 401) or answer.status_code == 302 and "/sign-in" not in answer.location else []
    assert wrong == []
