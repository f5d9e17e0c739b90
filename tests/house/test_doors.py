"""Every route says who may enter, and the gate keeps to it."""
from werkzeug.routing import AnyConverter, IntegerConverter

from proposals import create_app, gate


def fitting(converter):
    if isinstance(converter, IntegerConverter):
        return converter.max or 999_999_999
    return min(converter.items) if isinstance(converter, AnyConverter) else "x"


def fill(rule):
    return {name: fitting(converter) for name, converter in rule._converters.items()}


def test_every_route_declares_who_may_enter(app):
    assert sorted(set(app.view_functions) - set(gate.doors(app))) == []


def test_an_undeclared_route_is_refused_loudly(seeded_url, caplog):
    app = create_app({"DATABASE_URL": seeded_url, "CLOCK": False, "SECRET_KEY": "a secret of the tests"})
    app.add_url_rule("/undeclared", "undeclared", lambda: "open")
    assert app.test_client().get("/undeclared").status_code == 500
    assert "does not say who may enter" in caplog.text


def test_nobody_enters_a_closed_door_without_signing_in(app):
    client = app.test_client()
    wrong = []
    with app.test_request_context():
        for rule in app.url_map.iter_rules():
            if gate.PUBLIC not in gate.doors(app)[rule.endpoint]:
                answer = client.open(rule.build(fill(rule))[1], method="GET" if "GET" in rule.methods else "POST")
                wrong += [rule.rule] if answer.status_code not in (302, 400, 401) or answer.status_code == 302 and "/sign-in" not in answer.location else []
    assert wrong == []
