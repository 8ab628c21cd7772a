"""Pseudonyms: keyed hashes in the place of ids."""

from __future__ import annotations

import hashlib
import hmac
import secrets

KEY_BYTES = 32
DIGITS = 16
PREFIX = "p-"


class Pseudonyms:
    """Gives each id its pseudonym: the same for the same id and key, whatever the id is of.

    `key`: whoever has it can tell whose pseudonym it is by trying ids, and nobody else can. None:
    a random one, so that nobody ever can.
    """

    def __init__(self, key: bytes | None = None) -> None:
        if key is not None and len(key) < 16:
            raise ValueError("the key of pseudonyms: expected 16 bytes or more")
        self._key = key or secrets.token_bytes(KEY_BYTES)

    def __call__(self, id: str) -> str:
        """``p-`` and 16 hexadecimal digits of HMAC-SHA-256 over the id in UTF-8."""
        return PREFIX + hmac.new(self._key, id.encode(), hashlib.sha256).hexdigest()[:DIGITS]
