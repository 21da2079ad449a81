"""Documents: each as a file, and a page that says how far it is while it is not made."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING
from uuid import UUID

from flask import Blueprint, Response, redirect, render_template, request, send_file, url_for

from disclosure.services.documents import DocumentKind
from disclosure.web.current import current_incident, current_person, desk
from disclosure.web.guard import Scope, access
from disclosure.web.shown_documents import Shown, link_to_text, shown

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from disclosure.services.documents import Handed, Line, WholePage

documents = Blueprint("documents", __name__)
HERE = "/incidents/<uuid:incident_id>"
OF_TEXT = f"{HERE}/notices/<name>/pdf/<ref>/<kind>"
OF_ALL = f"{HERE}/papers/<kind>"


@documents.get(OF_TEXT)
@access(Scope.INCIDENT)
def show(incident_id: UUID, name: str, ref: str, kind: str) -> ResponseReturnValue:
    """Say how far the document of a text is: ready, being made, or why it failed."""
    line = desk().documents.one(current_person(), incident_id, name, ref=ref, kind=kind)
    return _page(line)


@documents.post(OF_TEXT)
@access(Scope.INCIDENT)
def ask(incident_id: UUID, name: str, ref: str, kind: str) -> ResponseReturnValue:
    """Have the document of a text made, or tried again."""
    desk().documents.ask(current_person(), incident_id, name, ref=ref, kind=kind)
    return redirect(
        url_for("documents.show", incident_id=incident_id, name=name, ref=ref, kind=kind)
    )


@documents.get(f"{OF_TEXT}/file")
@access(Scope.INCIDENT)
def file(incident_id: UUID, name: str, ref: str, kind: str) -> ResponseReturnValue:
    """Hand out the document of a text; one that is not made yet has a page that says so."""
    line = desk().documents.one(current_person(), incident_id, name, ref=ref, kind=kind)
    return _handed(line)


@documents.get(OF_ALL)
@access(Scope.INCIDENT)
def show_whole(incident_id: UUID, kind: str) -> ResponseReturnValue:
    """Say how far the pack or the board page of an incident is."""
    return _page(desk().documents.whole(current_person(), incident_id, kind))


@documents.post(OF_ALL)
@access(Scope.INCIDENT)
def ask_whole(incident_id: UUID, kind: str) -> ResponseReturnValue:
    """Have the pack or the board page made, or tried again."""
    desk().documents.ask_whole(current_person(), incident_id, kind)
    return redirect(url_for("documents.show_whole", incident_id=incident_id, kind=kind))


@documents.get(f"{OF_ALL}/file")
@access(Scope.INCIDENT)
def file_whole(incident_id: UUID, kind: str) -> ResponseReturnValue:
    """Hand out the pack or the board page."""
    if kind == DocumentKind.PACK:
        known = request.if_none_match.as_set()
        pack = desk().documents.pack(current_person(), incident_id, known)
        if pack is not None:
            return _answer(pack)
    return _handed(desk().documents.whole(current_person(), incident_id, kind))


# ---- For the pages of others -----------------------------------------------------------------


@documents.app_template_global("documents_of_notice")
def of_notice(name: str, ref: str = "") -> list[Shown]:
    """Give the documents of a notice, or of one version of it."""
    lines = desk().documents.of_notice(current_person(), current_incident().id, name)
    return [_shown(line) for line in lines if not ref or (line.text and line.text.ref == ref)]


@documents.app_template_global("documents_of_incident")
def of_incident() -> dict[str, object]:
    """Give the documents of an incident: of each text, and of all together."""
    page: WholePage = desk().documents.of_incident(current_person(), current_incident().id)
    return {
        "texts": [_shown(line) for line in page.texts],
        "whole": [_shown(line) for line in (page.pack, page.board) if line],
        "why_off": page.why_off,
    }


# ---- Steps -----------------------------------------------------------------------------------


def _shown(line: Line) -> Shown:
    return shown(line, current_incident(), desk().documents.why_off)


def _page(line: Line) -> ResponseReturnValue:
    return render_template(
        "documents/show.html",
        line=line,
        shown=_shown(line),
        as_text=link_to_text(line, current_incident()),
        subnav_here="notices" if line.text else "files",
    )


def _handed(line: Line) -> ResponseReturnValue:
    """Hand out a document as it was made, under the name a lawyer files it by."""
    if line.state != "ready":
        return redirect(_shown(line).page)
    return _answer(desk().documents.handed(current_person(), current_incident().id, line))


def _answer(handed: Handed) -> ResponseReturnValue:
    """Send a document, or say that the browser has it already."""
    if handed.body is None:
        unchanged = Response(status=304)
        unchanged.set_etag(handed.sha256)
        return unchanged
    answer = send_file(
        BytesIO(handed.body),
        mimetype=handed.media_type,
        download_name=handed.name,
        as_attachment=handed.media_type != "application/pdf",
        etag=False,
    )
    answer.set_etag(handed.sha256)
    return answer.make_conditional(request)
