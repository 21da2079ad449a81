"""How readers are told that an answer has changed, as the vocabulary gives it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from disclosure.files import FileModel


class TellingFormat(FileModel):
    """What a question says of the words in which a change of its answer is told.

    Attributes:
        clause: Of a question of yes or no, what each answer says behind "that"; under `any`, what
            yes says where it is open or denied.
        plain_no: Its no may be told without how it is known.
        told_as: The words around the value; `{}` is its place.
        untold: It only files or frames what is said.
        dated: It may change by the hour.
    """

    clause: dict[Literal["yes", "no", "any"], Annotated[str, Field(min_length=1)]] = Field(
        default={}
    )
    plain_no: bool = False
    told_as: str = ""
    untold: bool = False
    dated: bool = False
