"""Settings: from the environment, all problems at once, safe defaults."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Self
from urllib.parse import urlsplit

from disclosure.problems import InvalidInputError, Problem, nearest, one_of, shown

if TYPE_CHECKING:
    from collections.abc import Mapping

PREFIX = "DISCLOSURE_"
LOCAL_CATALOGUE = "DISCLOSURE_LOCAL_CATALOGUE"
DATA = "DISCLOSURE_DATA"
DATABASE_URL = "DISCLOSURE_DATABASE_URL"
BASE_URL = "DISCLOSURE_BASE_URL"
LISTEN = "DISCLOSURE_LISTEN"
PROXIES = "DISCLOSURE_PROXIES"
COOKIE_KEY = "DISCLOSURE_COOKIE_KEY"
SMTP_HOST = "DISCLOSURE_SMTP_HOST"
SMTP_PORT = "DISCLOSURE_SMTP_PORT"
SMTP_USER = "DISCLOSURE_SMTP_USER"
SMTP_PASSWORD = "DISCLOSURE_SMTP_PASSWORD"  # noqa: S105 - the name of a setting
SMTP_SECURITY = "DISCLOSURE_SMTP_SECURITY"
MAIL_FROM = "DISCLOSURE_MAIL_FROM"
KNOWN = (
    LOCAL_CATALOGUE,
    DATA,
    DATABASE_URL,
    BASE_URL,
    LISTEN,
    PROXIES,
    COOKIE_KEY,
    SMTP_HOST,
    SMTP_PORT,
    SMTP_USER,
    SMTP_PASSWORD,
    SMTP_SECURITY,
    MAIL_FROM,
)
SECURITIES = ("starttls", "tls", "none")
DEFAULT_LISTEN = ("127.0.0.1", 8000)
HIGHEST_PORT = 65_535
SHORTEST_KEY = 32


@dataclass(frozen=True, slots=True)
class Secret:
    """A value that never shows itself in a log or a traceback."""

    value: str = field(repr=False)

    def __str__(self) -> str:
        """Give nothing away."""
        return "(secret)"


@dataclass(frozen=True, slots=True)
class MailSettings:
    """How mail leaves; without a host none does.

    Attributes:
        security: starttls · tls · none.
        sender: The address it comes from.
    """

    host: str
    port: int
    security: str
    sender: str
    user: str = ""
    password: Secret = Secret("")


@dataclass(frozen=True, slots=True)
class Settings:
    """What may be set from outside.

    Attributes:
        local_catalogue: A folder with the same layout as `forms/` that adds regimes, or None.
        data: The folder for the embedded database and the key of the cookies.
        database_url: The database; the embedded one in `data` when empty.
        base_url: The address people reach the product at, without a slash at the end.
        listen: Host and port to listen on.
        proxies: How many proxies stand in front and set X-Forwarded-For.
        mail: How mail leaves, or None.
        cookie_key: What signs the cookies, the same on every node; kept in `data` when empty.
        is_example: The incidents are made up; every page and file says so. Not set from outside.
    """

    local_catalogue: Path | None = None
    data: Path = Path("disclosure-data")
    database_url: Secret = Secret("")
    base_url: str = ""
    listen: tuple[str, int] = DEFAULT_LISTEN
    proxies: int = 0
    mail: MailSettings | None = None
    cookie_key: Secret = Secret("")
    is_example: bool = False

    @classmethod
    def from_environ(cls, environ: Mapping[str, str]) -> Self:
        """Read the settings from a mapping such as `os.environ`.

        Raises:
            InvalidInputError: A name with our prefix is unknown, or a value is wrong; lists all.
        """
        reader = _Reader(environ)
        made = cls(
            local_catalogue=reader.local_catalogue(),
            data=Path(environ.get(DATA) or "disclosure-data"),
            database_url=Secret(reader.database_url()),
            base_url=reader.base_url(),
            listen=reader.listen(),
            proxies=reader.number(PROXIES, 0, 0, 10),
            mail=reader.mail(),
            cookie_key=Secret(reader.cookie_key()),
        )
        if reader.problems:
            raise InvalidInputError(reader.problems)
        return made

    @property
    def database(self) -> str:
        """Give the address of the database."""
        return self.database_url.value or f"sqlite:///{self.data / 'disclosure.db'}"

    @property
    def address(self) -> str:
        """Give the address people reach the product at."""
        return self.base_url or f"http://{self.listen[0]}:{self.listen[1]}"


class _Reader:
    """Reads each setting, and collects what is wrong."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self.environ = environ
        self.problems = [
            Problem("environment", shown(name), "There is no such setting.", nearest(name, KNOWN))
            for name in environ
            if name.startswith(PREFIX) and name not in KNOWN
        ]

    def wrong(self, name: str, wrong: str, allowed: str) -> None:
        self.problems.append(Problem("environment", name, wrong, allowed))

    def local_catalogue(self) -> Path | None:
        local = self.environ.get(LOCAL_CATALOGUE, "")
        if local and not Path(local).is_dir():
            allowed = "Name a folder that holds regimes/, or leave the setting out."
            self.wrong(LOCAL_CATALOGUE, f"There is no folder '{shown(local)}'.", allowed)
        return Path(local) if local else None

    def database_url(self) -> str:
        url = self.environ.get(DATABASE_URL, "")
        if url and not url.startswith(("sqlite:///", "postgresql+psycopg://")):
            # The value is not repeated: it may hold a password.
            allowed = "Write postgresql+psycopg://user:password@host/name or sqlite:///path."
            self.wrong(DATABASE_URL, "This is no address of a database we know.", allowed)
        return url

    def cookie_key(self) -> str:
        key = self.environ.get(COOKIE_KEY, "")
        if key and len(key) < SHORTEST_KEY:
            allowed = f"Write at least {SHORTEST_KEY} random characters."
            self.wrong(COOKIE_KEY, "The key is too short.", allowed)
        return key

    def base_url(self) -> str:
        url = self.environ.get(BASE_URL, "").rstrip("/")
        parts = urlsplit(url)
        if url and (parts.scheme not in ("http", "https") or not parts.netloc):
            allowed = "Write https://disclosure.example.org, without a slash at the end."
            self.wrong(BASE_URL, f"'{shown(url)}' is no address of a site.", allowed)
        return url

    def listen(self) -> tuple[str, int]:
        text = self.environ.get(LISTEN, "")
        if not text:
            return DEFAULT_LISTEN
        host, _, port = text.rpartition(":")
        if not host or not port.isdecimal() or not 0 <= int(port) <= HIGHEST_PORT:
            self.wrong(LISTEN, f"'{shown(text)}' is no host and port.", "Write 127.0.0.1:8000.")
            return DEFAULT_LISTEN
        return host.strip("[]"), int(port)

    def number(self, name: str, default: int, low: int, high: int) -> int:
        text = self.environ.get(name, "")
        if not text:
            return default
        if not text.isdecimal() or not low <= int(text[:9]) <= high:
            allowed = f"Write a whole number from {low} to {high}."
            self.wrong(name, f"'{shown(text)}' does not belong here.", allowed)
            return default
        return int(text)

    def mail(self) -> MailSettings | None:
        host, sender = self.environ.get(SMTP_HOST, ""), self.environ.get(MAIL_FROM, "")
        security = self.environ.get(SMTP_SECURITY, "") or SECURITIES[0]
        if security not in SECURITIES:
            self.wrong(SMTP_SECURITY, f"'{shown(security)}' is no option.", one_of(SECURITIES))
        port = self.number(SMTP_PORT, 465 if security == "tls" else 587, 1, HIGHEST_PORT)
        if not host:
            return None
        if "@" not in sender or any(char.isspace() for char in sender):
            allowed = "Name the address mail comes from: disclosure@example.org."
            self.wrong(MAIL_FROM, "Mail is switched on and nobody sends it.", allowed)
        user, password = self.environ.get(SMTP_USER, ""), self.environ.get(SMTP_PASSWORD, "")
        return MailSettings(host, port, security, sender, user, Secret(password))
