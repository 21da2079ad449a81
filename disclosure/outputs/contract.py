"""The base of everything that commands give as JSON."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

VERSION = 1


class Contract(BaseModel):
    """The base of every output: closed, so that the schema says all there is."""

    model_config = ConfigDict(extra="forbid", frozen=True)
