"""What tests of pages stand on: applications, people at browsers, and notices to decide on."""

from uuid import UUID

import pytest
from asked import Sent, a_view
from desks import Setting
from flask import Flask
from jinja2 import FileSystemBytecodeCache
from noticed import Table
from visitors import Visitor, signed_in
from werkzeug.datastructures import MultiDict

from builders import the_catalogue
from disclosure.signoff.people import Person, Role
from disclosure.web.app import create_app
from disclosure.web.questions import Questions, compile_questions, field_name


@pytest.fixture(scope="session")
def compiled(tmp_path_factory) -> FileSystemBytecodeCache:
    """Keep each template compiled for every test."""
    return FileSystemBytecodeCache(str(tmp_path_factory.mktemp("templates")))


@pytest.fixture
def app(desk, compiled) -> Flask:
    made = create_app(desk)
    made.jinja_env.bytecode_cache = compiled
    return made


@pytest.fixture
def visitor(app: Flask) -> Visitor:
    """Give a browser of nobody yet."""
    return Visitor(app)


# ---- An owner, and somebody who is none ---------------------------------------------------------


@pytest.fixture
def owner(setting: Setting) -> Person:
    return setting.person("Olive Owner", Role.OWNER)


@pytest.fixture
def dana(setting: Setting) -> Person:
    return setting.person("Dana Drafter", Role.DRAFTER)


@pytest.fixture
def inside(app: Flask, owner: Person) -> Visitor:
    """Give the browser of the owner."""
    return signed_in(app, owner)


@pytest.fixture
def reader(app: Flask, owner: Person, dana: Person) -> Visitor:
    """Give the browser of Dana, who owns nothing here."""
    return signed_in(app, dana)


# ---- An incident of two -------------------------------------------------------------------------


@pytest.fixture
def people(setting: Setting) -> tuple[Person, Person]:
    return setting.person("Ann Lee"), setting.person("Bob Hay")


@pytest.fixture
def incident(setting: Setting, people: tuple[Person, Person]) -> UUID:
    return setting.incident(people[0], "Tills down", people[1])


@pytest.fixture
def ann(app: Flask, people: tuple[Person, Person], incident: UUID) -> Visitor:
    return signed_in(app, people[0])


@pytest.fixture
def bob(app: Flask, people: tuple[Person, Person], incident: UUID) -> Visitor:
    return signed_in(app, people[1])


# ---- An incident with notices -------------------------------------------------------------------


@pytest.fixture
def base(table: Table) -> str:
    """Give the address of the notices of the incident."""
    return f"/incidents/{table.incident}/notices"


@pytest.fixture
def ada(app: Flask, table: Table) -> Visitor:
    """Give the browser of the drafter."""
    return signed_in(app, table.drafter)


@pytest.fixture
def gita(app: Flask, table: Table) -> Visitor:
    """Give the browser of the counsel."""
    return signed_in(app, table.counsel)


# ---- Questions ----------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def questions() -> Questions:
    return compile_questions(the_catalogue())


@pytest.fixture
def send(questions: Questions):
    """Send the fields of one question; gives the versions and what is said beside the fields."""

    def send(key, *history, still="", top=None, **fields) -> Sent:
        view = a_view(key, *history)
        name = field_name(key)
        seen = fields.pop("seen", history[-1].number if history else 0)
        sent = {f"{name}-{part.replace('__', '-')}": value for part, value in fields.items()}
        sent |= {f"{name}-seen": str(seen)} | (top or {})
        form = questions.page_form(view, MultiDict(sent))
        made = form.read(view, still)
        errors = form.errors.get(name, {})
        flat = {k: v for k, v in errors.items() if k != "given"} | errors.get("given", {})
        flat |= {k: v for k, v in form.errors.items() if k != name}
        return made, {name: " ".join(words) for name, words in flat.items()}

    return send
