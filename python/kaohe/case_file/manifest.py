"""What a case file consists of, hashed: the manifest, its head, a signature, a place for a stamp."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from .. import _core
from ..refusals import one_line, refusal

MANIFEST = "manifest.json"
PAGE = "case.html"
SIGNATURE = "signature.ed25519"
SIGNER = "signer.pem"
STAMP = "timestamp.tsr"
STAMP_REQUEST = "timestamp.tsq"
UNLISTED = (MANIFEST, PAGE, SIGNATURE, SIGNER, STAMP, STAMP_REQUEST)
"""The files that the manifest does not list: they are made from it, or of it."""

REQUEST = bytes.fromhex("30390201013031300d060960864801650304020105000420")
REQUEST_END = bytes.fromhex("0101ff")
"""Before and after the hash in a time-stamp request (RFC 3161): version 1, SHA-256, and the wish
for the certificate of the authority."""


def manifest_of(folder: Path) -> bytes:
    """The canonical manifest: JSON without spaces, files by path, each with bytes and SHA-256."""
    files = [
        {
            "bytes": path.stat().st_size,
            "path": path.name,
            "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
        }
        for path in sorted(folder.iterdir())
        if path.name not in UNLISTED
    ]
    content: dict[str, Any] = {"case_file": 1, "files": files}
    return json.dumps(content, separators=(",", ":"), sort_keys=True).encode() + b"\n"


def head_of(manifest: bytes) -> str:
    """SHA-256 over the manifest, in hexadecimal: the hash that stands for the whole case file."""
    return hashlib.sha256(manifest).hexdigest()


def stamp_request(manifest: bytes) -> bytes:
    """What a time-stamp authority is sent (RFC 3161, section 2.4.1)."""
    return REQUEST + hashlib.sha256(manifest).digest() + REQUEST_END


def sign(folder: Path, manifest: bytes, key_file: Path) -> None:
    """Writes the detached Ed25519 signature over the manifest, 64 bytes, and the public key.

    Raises `KaoheError` (K-E434) where the file is not an Ed25519 private key in PEM without a
    password, or where the library `cryptography` is not installed.
    """
    serialization, ed25519 = library()
    key = key_from(key_file, lambda text: serialization.load_pem_private_key(text, None))
    if not isinstance(key, ed25519.Ed25519PrivateKey):
        raise bad_key(key_file, "this is no Ed25519 private key")
    (folder / SIGNATURE).write_bytes(key.sign(manifest))
    (folder / SIGNER).write_bytes(public_pem(key.public_key()))


def public_key_in(key_file: Path) -> Any:
    """The Ed25519 public key of a PEM file. Raises as `sign`."""
    serialization, ed25519 = library()
    key = key_from(key_file, serialization.load_pem_public_key)
    if not isinstance(key, ed25519.Ed25519PublicKey):
        raise bad_key(key_file, "this is no Ed25519 public key")
    return key


def is_signed_by(key: Any, manifest: bytes, signature: bytes) -> bool:
    from cryptography.exceptions import InvalidSignature

    try:
        key.verify(signature, manifest)
    except InvalidSignature:
        return False
    return True


def public_pem(key: Any) -> bytes:
    serialization, _ = library()
    pem: bytes = key.public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return pem


def library() -> tuple[Any, Any]:
    try:
        from cryptography.hazmat.primitives import serialization
        from cryptography.hazmat.primitives.asymmetric import ed25519
    except ImportError as error:
        problem = _core.Problem(
            code="K-E434",
            message="signatures need a library that is not installed",
            expected='pip install "kaohe[sign]"',
        )
        raise refusal([problem], _core.KaoheError) from error
    return serialization, ed25519


def key_from(key_file: Path, load: Any) -> Any:
    try:
        return load(key_file.read_bytes())
    except (OSError, TypeError, ValueError) as error:
        raise bad_key(key_file, f"the key cannot be read: {one_line(str(error))}") from error
    except Exception as error:
        if type(error).__module__.startswith("cryptography."):
            raise bad_key(key_file, f"the key cannot be read: {one_line(str(error))}") from error
        raise


def bad_key(key_file: Path, message: str) -> Exception:
    problem = _core.Problem(
        code="K-E434",
        message=message,
        expected="an Ed25519 key in PEM without a password",
        file=str(key_file),
    )
    return refusal([problem], _core.KaoheError)
