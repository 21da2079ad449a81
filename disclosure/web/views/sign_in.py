"""Signing in and out, one's own password, and forms that came with a session that had ended."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from flask import Blueprint, g, make_response, redirect, render_template, request, session, url_for
from wtforms import EmailField, HiddenField, PasswordField

from disclosure.facts.instants import LONDON, clock
from disclosure.problems import InvalidInputError, NotFoundError
from disclosure.services.people import is_local
from disclosure.services.sign_in import Locked, Refused
from disclosure.web.current import (
    clear_session,
    current_login,
    current_person,
    desk,
    set_session,
)
from disclosure.web.forms import ActionForm, cleaned, show_problems
from disclosure.web.guard import Scope, access
from disclosure.web.messages import say
from disclosure.web.readable import readable

if TYPE_CHECKING:
    from flask import Response
    from flask.typing import ResponseReturnValue

    from disclosure.services.people import ParkedForm

sign_in_pages = Blueprint("sign_in", __name__)


class SignInForm(ActionForm):
    """Who somebody says they are."""

    email = EmailField("Email address", filters=[cleaned])
    password = PasswordField("Password")
    next = HiddenField()


class PasswordForm(ActionForm):
    """One's own new password."""

    current = PasswordField("Your present password")
    password = PasswordField("New password")


@sign_in_pages.get("/sign-in")
@access(Scope.PUBLIC)
def show() -> ResponseReturnValue:
    """Ask for the address and the password."""
    if g.person is not None:
        return redirect(_onward(request.args.get("next", "")))
    if desk().example:
        return redirect(url_for("example.show"))
    form = SignInForm(None, data={"next": _own(request.args.get("next", ""))})
    return _page(form)


@sign_in_pages.post("/sign-in")
@access(Scope.PUBLIC)
def sign_in() -> ResponseReturnValue:
    """Sign somebody in."""
    form = SignInForm(request.form)
    outcome = desk().sign_ins.sign_in(
        form.email.data or "", form.password.data or "", place=request.remote_addr or ""
    )
    if isinstance(outcome, Locked):
        return _page(form, locked=outcome), 429, {"Retry-After": str(_seconds(outcome))}
    if isinstance(outcome, Refused):
        form.form_errors.append(outcome.message)
        return _page(form), 422
    g.person = outcome.person
    return begin(outcome.token, next_=form.next.data or "")


def begin(token: str, *, next_: str = "") -> Response:
    """Hand a session to the browser: a new one, and nothing of an earlier one goes on."""
    if g.get("login") is not None:
        desk().sign_ins.sign_out(g.login)
    session.clear()
    person = desk().people.person_of(token)
    waiting = desk().people.parked(person) if person else ()
    onward = url_for("sign_in.kept") if waiting else _onward(next_)
    response = make_response(redirect(onward, 303))
    set_session(response, token)
    return response


@sign_in_pages.post("/sign-out")
@access(Scope.OWN)
def sign_out() -> ResponseReturnValue:
    """End this session."""
    desk().sign_ins.sign_out(current_login())
    return _gone("You are signed out.")


@sign_in_pages.post("/sign-out/everywhere")
@access(Scope.OWN)
def sign_out_everywhere() -> ResponseReturnValue:
    """End every session of this person."""
    ended = desk().sign_ins.sign_out_everywhere(current_person())
    return _gone(f"You are signed out everywhere: {ended} session{'s' * (ended != 1)} ended.")


def _gone(words: str) -> Response:
    session.clear()
    say(words)
    response = make_response(redirect(url_for("sign_in.show"), 303))
    clear_session(response)
    return response


def _page(form: SignInForm, locked: Locked | None = None) -> str:
    return render_template(
        "sign_in/show.html",
        form=form,
        kept=request.args.get("kept", ""),
        until=clock(locked.until.astimezone(LONDON)) if locked else "",
        minutes=math.ceil(_seconds(locked) / 60) if locked else 0,
    )


def _seconds(locked: Locked) -> int:
    return max(1, math.ceil((locked.until - desk().now()).total_seconds()))


def _onward(path: str) -> str:
    """Give where to go: a path of ours, and never elsewhere."""
    return _own(path) or url_for("home.show")


def _own(path: str) -> str:
    """Give a path of ours, or nothing."""
    return path if is_local(path) and not path.startswith("/sign-in") else ""


# ---- One's own password ------------------------------------------------------------------


@sign_in_pages.get("/settings/password")
@access(Scope.OWN)
def password() -> ResponseReturnValue:
    """Ask for the present and the new password."""
    return render_template("sign_in/password.html", form=PasswordForm(None), here="settings")


@sign_in_pages.post("/settings/password")
@access(Scope.OWN)
def change_password() -> ResponseReturnValue:
    """Change one's own password."""
    form = PasswordForm(request.form)
    status = 422
    try:
        outcome = desk().sign_ins.change_password(
            current_login(),
            old=form.current.data or "",
            new=form.password.data or "",
            place=request.remote_addr or "",
        )
    except InvalidInputError as refused:
        show_problems(form, refused.problems)
    else:
        if outcome is None:
            say("Your password is changed. Every other session of yours has ended.")
            return redirect(url_for("settings.show"), 303)
        if isinstance(outcome, Locked):
            status = 429
            until = clock(outcome.until.astimezone(LONDON))
            form.form_errors.append(f"There were too many wrong tries. Try again at {until}.")
        else:
            form.current.errors = [outcome.message]
    page = render_template("sign_in/password.html", form=form, here="settings")
    return page, status


# ---- Forms that came too late ------------------------------------------------------------


@sign_in_pages.get("/kept")
@access(Scope.OWN)
def kept() -> ResponseReturnValue:
    """Show the newest form that came too late, ready to be sent."""
    waiting = desk().people.parked(current_person())
    if not waiting:
        return redirect(url_for("home.show"))
    form = waiting[0]
    typed = readable(form.fields, desk().library.catalogue.vocabulary)
    return render_template("sign_in/kept.html", kept=form, typed=typed, more=len(waiting) - 1)


@sign_in_pages.post("/kept/<form_id>/send")
@access(Scope.OWN)
def send_kept(form_id: str) -> ResponseReturnValue:
    """Send a kept form where it was meant to go; the browser repeats it there as it is."""
    form = _mine(form_id)
    desk().people.drop_parked(current_person(), form.id)
    return redirect(form.path, 307)


@sign_in_pages.post("/kept/<form_id>/drop")
@access(Scope.OWN)
def drop_kept(form_id: str) -> ResponseReturnValue:
    """Forget a kept form."""
    desk().people.drop_parked(current_person(), _mine(form_id).id)
    say("What you had typed is thrown away.")
    return redirect(url_for("home.show"), 303)


def _mine(form_id: str) -> ParkedForm:
    form = desk().people.unpark(current_person(), form_id)
    if form is None:
        raise NotFoundError("There is no such form, or it is not yours.")
    return form
