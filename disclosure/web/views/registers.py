"""Papers and files: the page that lists them, and each of them as a download."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING
from uuid import UUID

from flask import Blueprint, render_template, send_file

from disclosure.services.registers import TAKERS
from disclosure.web.current import current_person, desk
from disclosure.web.guard import Scope, access
from disclosure.web.shown_files import marked, register_lines, shown_notices

if TYPE_CHECKING:
    from flask import Response
    from flask.typing import ResponseReturnValue

    from disclosure.services.registers import Handed

registers = Blueprint("registers", __name__)
HERE = "/incidents/<uuid:incident_id>"


@registers.get(f"{HERE}/files")
@access(Scope.INCIDENT)
def index(incident_id: UUID) -> ResponseReturnValue:
    """List every file one can have of an incident."""
    page = desk().registers.index(current_person(), incident_id)
    return render_template(
        "registers/index.html",
        page=page,
        notices=shown_notices(page, incident_id),
        marked=marked(page),
        registers=register_lines(incident_id),
        subnav_here="files",
    )


@registers.get(f"{HERE}/notices/<name>/files/<ref>/<format_id>")
@access(Scope.INCIDENT)
def notice(incident_id: UUID, name: str, ref: str, format_id: str) -> ResponseReturnValue:
    """Hand out a text of a notice as a file."""
    notice = desk().registers.notice
    return _handed(notice(current_person(), incident_id, name, ref, format_id=format_id))


@registers.get(f"{HERE}/registers/<register>/<format_id>")
@access(Scope.INCIDENT, *TAKERS)
def register(incident_id: UUID, register: str, format_id: str) -> ResponseReturnValue:
    """Hand out a register as a file."""
    return _handed(desk().registers.register(current_person(), incident_id, register, format_id))


def _handed(file: Handed) -> Response:
    """Hand out a file under its name; a browser keeps it and never shows it as a page of ours."""
    sent = send_file(BytesIO(file.body), as_attachment=True, download_name=file.name)
    sent.headers["Content-Type"] = file.media_type
    return sent
