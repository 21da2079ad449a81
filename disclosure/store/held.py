"""What was recorded of incidents, held in this process for as long as nothing is added to it."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from threading import Lock
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from uuid import UUID

    from disclosure.store.models import Base

MOST = 32
"""Of how many incidents, those looked at last."""

Parts = Mapping["type[Base]", Any]
"""What was read of each table, by the class of its rows."""


class Held:
    """Gives what was read before, where the trail of the incident is still the same.

    Whoever asks names the digest of the last entry, read in their own transaction: nothing is
    recorded of an incident without an entry, in whichever process, so that what was read upon the
    same entry is the same. Who may see it is decided before, every time.
    """

    def __init__(self) -> None:
        """Hold nothing yet."""
        self._of: OrderedDict[UUID, tuple[str, Parts]] = OrderedDict()
        self._lock = Lock()

    def get(self, incident_id: UUID, digest: str) -> Parts:
        """Give what was read upon an entry; nothing where it is not held."""
        with self._lock:
            last, parts = self._of.get(incident_id, ("", {}))
            if not digest or last != digest:
                return {}
            self._of.move_to_end(incident_id)
            return parts

    def put(self, incident_id: UUID, digest: str, parts: Parts) -> None:
        """Hold what was read upon an entry, in place of what was read before."""
        with self._lock:
            self._of[incident_id] = digest, parts
            self._of.move_to_end(incident_id)
            while len(self._of) > MOST:
                self._of.popitem(last=False)
