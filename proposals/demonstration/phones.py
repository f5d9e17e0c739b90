"""The phones of people who sign in a play: programs that show the right code at the right time."""
from __future__ import annotations

from workflow import Actor

from ..accounts.confirming import acts, totp
from ..gate import person_id
from ..storage import db


def confirmed(actor: Actor, *, at: int) -> None:
    """Let somebody show their phone's code, unless they did within the last five minutes; whose phone has none to show gets a new one."""
    person = person_id(actor)
    if person is None or acts.is_confirmed(db.session(), person_id=person, at=at):
        return
    factor, secret, step = acts.state_of(person), acts.secret_in_use(person), totp.step_of(at)
    if factor is not None and secret is not None and factor.last_step < step:
        acts.confirm(person, code=totp.code_at(secret, step=step), sign_in_id=None, at=at)
        return
    acts.finish(person, code=totp.code_at(acts.begin(person), step=step), sign_in_id=None, at=at)
