"""A mail server: where it is, who logs in, and how the line to it is kept secret."""

from __future__ import annotations

import ssl
from dataclasses import dataclass
from pathlib import Path

#: How long a server may be silent before it is given up, in seconds.
PATIENCE = 60.0


class CertificateFileError(OSError):
    """The file with an authority's certificates cannot be read, or holds none."""


@dataclass(frozen=True, slots=True)
class Server:
    """One of an office's mail servers.

    Attributes:
        host, port: where it listens.
        starttls: whether the line is opened plainly and made secret then; else it is secret from the first byte.
        user: who logs in.
        ca_file: certificates of an office's own authority (PEM), None where the system's are enough.
        patience: how long it may be silent, in seconds.
    """

    host: str
    port: int
    user: str
    starttls: bool = False
    ca_file: Path | None = None
    patience: float = PATIENCE

    def context(self) -> ssl.SSLContext:
        """Return how the line is made secret: the certificate and the name on it are always verified.

        Raises:
            CertificateFileError: the file with certificates cannot be read, or holds none.
        """
        context = ssl.create_default_context()
        if self.ca_file is not None:
            try:
                context.load_verify_locations(self.ca_file)
            except OSError as error:
                raise CertificateFileError from error
        return context
