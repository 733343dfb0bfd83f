"""In the place of Python's ssl: names that libraries ask for, though nothing is sent anywhere."""


class SSLError(OSError):
    """What never happens where there are no lines."""


SSLEOFError = SSLSyscallError = SSLZeroReturnError = SSLError
SSLWantReadError = SSLWantWriteError = SSLCertVerificationError = CertificateError = SSLError
OP_IGNORE_UNEXPECTED_EOF = CERT_NONE = CERT_REQUIRED = 0


class SSLContext:
    """How lines would be sealed."""

    post_handshake_auth = None

    def set_alpn_protocols(self, names: list[str]) -> None:
        """Nothing: there are no lines."""


SSLObject = SSLSocket = MemoryBIO = Purpose = SSLContext


def create_default_context(*_: object, **__: object) -> SSLContext:
    """How lines would be sealed."""
    return SSLContext()


_create_default_https_context = create_default_context
