"""The phone of a cast member, as a test reads it: set up when first asked for, then the next code it shows."""
from __future__ import annotations

from proposals import clock
from proposals.accounts.confirming import acts, totp
from tests.cast import BY_NAME
from tests.seeds import person_id


def code_of(name: str) -> str:
    """A code that was not used yet."""
    person, step = person_id(BY_NAME[name].login), totp.step_of(clock.now())
    if acts.secret_in_use(person) is None:
        acts.finish(person, code=totp.code_at(acts.begin(person), step=step - 1), sign_in_id=None, at=clock.now())
    used = acts.state_of(person).last_step
    return totp.code_at(acts.secret_in_use(person), step=max(step, used + 1))
