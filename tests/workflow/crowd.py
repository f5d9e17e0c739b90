"""Several real processes at the same moment, each with its own connection."""
import multiprocessing
import time
from collections import Counter

from sqlalchemy.orm import sessionmaker

from tests.workflow.machines import CASE, connect, engine_for

context = multiprocessing.get_context("forkserver")
context.set_forkserver_preload(["tests.workflow.machines"])


def crowd(number, work, *given):
    """Run ``work(place, meet, tell, *given)`` in so many processes and return what each told, by place; all must end well."""
    meet, told = context.Barrier(number), context.SimpleQueue()
    people = [context.Process(target=work, args=(place, meet, told.put, *given)) for place in range(number)]
    for person in people:
        person.start()
    answers = []
    while len(answers) < number:
        assert all(person.exitcode in (None, 0) for person in people), [person.exitcode for person in people]
        if told.empty():
            time.sleep(0.01)
        else:
            answers.append(told.get())
    for person in people:
        person.join()
    assert [person.exitcode for person in people] == [0] * number
    return answers


def alone(work, *given):
    """Run ``work(*given)`` in a process of its own and return how it ended."""
    person = context.Process(target=work, args=given)
    person.start()
    person.join()
    return person.exitcode


def ground(url, registry=None):
    """A new engine, and a function that gives a new write transaction, in whatever process this is."""
    database = connect(url)
    return engine_for(CASE, registry), sessionmaker(database).begin, database


def total(answers):
    """The sum of several counts."""
    return sum((Counter(answer) for answer in answers), Counter())
