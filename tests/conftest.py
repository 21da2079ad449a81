"""What every test stands on: no network, and examples that repeat in CI."""

import os
import socket
from collections.abc import Callable, Iterator

import pytest
from hypothesis import settings

settings.register_profile("local", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "local")


def refusing(real: Callable[..., object]) -> Callable[..., object]:
    """Wrap a method of sockets so that it reaches this machine's own sockets only."""

    def connect(self: socket.socket, address: object) -> object:
        if self.family != socket.AF_UNIX:
            message = f"A test tried to connect to {address}. Tests use no network."
            raise RuntimeError(message)
        return real(self, address)

    return connect


@pytest.fixture(autouse=True, scope="session")
def _no_network() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        for name in ("connect", "connect_ex"):
            patch.setattr(socket.socket, name, refusing(getattr(socket.socket, name)))
        yield
