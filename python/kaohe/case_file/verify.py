"""Whether a case file is as it was made, whether its figures follow, and what that proves."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .. import _core
from ..refusals import refusal
from .content import CASE, Content
from .manifest import (
    MANIFEST,
    PAGE,
    SIGNATURE,
    SIGNER,
    STAMP,
    STAMP_REQUEST,
    UNLISTED,
    head_of,
    is_signed_by,
    public_key_in,
    public_pem,
    stamp_request,
)
from .page import page_of
from .recompute import Recomputation
from .sentences import sentence

STAMP_COMMAND = f"openssl ts -verify -data {MANIFEST} -in {STAMP} -CAfile AUTHORITY.pem"
Told = tuple[str, dict[str, Any]]


@dataclass
class Verification:
    """What was found in a case file. Printed it says so in English; `text` in either language."""

    folder: Path
    head: str
    disagreements: list[tuple[str, Told]] = field(default_factory=list)
    """Each a file, and what is wrong with it."""
    proofs: list[Told] = field(default_factory=list)
    limits: list[Told] = field(default_factory=list)

    @property
    def agrees(self) -> bool:
        return not self.disagreements

    def text(self, language: str) -> str:
        def say(key: str, filled: dict[str, Any]) -> str:
            return sentence(key, language, **filled)

        if self.disagreements:
            wrong = [f"  - {name}: {say(*told)}" for name, told in self.disagreements]
            return "\n".join([say("disagrees", {"folder": self.folder}), *wrong])
        lines = [say("agrees", {"folder": self.folder}), say("proves", {})]
        lines += [f"  - {say(*told)}" for told in self.proofs]
        lines.append(say("proves not", {}))
        return "\n".join([*lines, *(f"  - {say(*told)}" for told in self.limits)])

    def __str__(self) -> str:
        return self.text("en")


def verify(folder: Path, key: Path | None = None) -> Verification:
    """Checks a case file by itself. `key`: the public key (PEM) that must have signed it.

    Raises `KaoheError` where the folder is no case file (K-E435), or the key cannot be used.
    """
    if not (folder / MANIFEST).is_file():
        problem = _core.Problem(
            code="K-E435",
            message="this is no case file",
            expected=f"a folder with {MANIFEST}",
            file=str(folder),
        )
        raise refusal([problem], _core.KaoheError)
    manifest = (folder / MANIFEST).read_bytes()
    found = Verification(folder, head_of(manifest))
    check_files(found, manifest)
    check_content(found)
    check_signature(found, manifest, key)
    request = folder / STAMP_REQUEST
    if request.exists() and request.read_bytes() != stamp_request(manifest):
        found.disagreements.append((STAMP_REQUEST, ("request", {})))
    stamped = (folder / STAMP).exists()
    found.limits += [("not true", {}), ("not lawful", {}), ("not selected", {})]
    found.limits.append(
        ("not stamped", {"command": STAMP_COMMAND}) if stamped else ("not when", {})
    )
    return found


def check_files(found: Verification, manifest: bytes) -> None:
    """Each file against the manifest, and none besides."""
    try:
        listed = {each["path"]: each for each in json.loads(manifest)["files"]}
    except (ValueError, KeyError, TypeError) as error:
        found.disagreements.append((MANIFEST, ("manifest", {"reason": error})))
        return
    there = {each.name for each in found.folder.iterdir()} - set(UNLISTED)
    for name in sorted({*listed, *there}):
        if name not in there:
            found.disagreements.append((name, ("missing", {})))
        elif name not in listed:
            found.disagreements.append((name, ("added", {})))
        elif not is_file_of(found.folder / name, listed[name]):
            found.disagreements.append((name, ("changed", {})))
    found.proofs.append(("unchanged", {"n": len(listed), "head": found.head}))


def is_file_of(path: Path, listed: dict[str, Any]) -> bool:
    if not path.is_file():
        return False
    content = path.read_bytes()
    digest = hashlib.sha256(content).hexdigest()
    return (len(content), digest) == (listed.get("bytes"), listed.get("sha256"))


def check_content(found: Verification) -> None:
    """That the figures follow from each other, and that the page says what the files say."""
    try:
        content = Content(found.folder)
        for version in content.case["versions"]:
            text = (found.folder / version["file"]).read_bytes()
            if hashlib.sha256(text).hexdigest() != version["sha256"]:
                found.disagreements.append((version["file"], ("policy hash", {})))
        for name, key, filled in Recomputation(content).disagreements():
            found.disagreements.append((name, (key, filled)))
        check_page(found, content)
    except (ValueError, KeyError, TypeError, AttributeError, OSError) as error:
        reason = f"{type(error).__name__}: {error}"
        found.disagreements.append((CASE, ("unreadable", {"reason": reason})))
        return
    tables = {"verdicts": "verdicts", "periods": "assessments", "items": "items"}
    told = {name: len(content[table]) for name, table in tables.items()}
    found.proofs.append(("follows", told))


def check_page(found: Verification, content: Content) -> None:
    """Byte for byte; of a page that another version of kaohe made, that it has the head."""
    path = found.folder / PAGE
    page = path.read_bytes() if path.exists() else b""
    made = content.case["kaohe"]
    if not page:
        found.disagreements.append((PAGE, ("missing", {})))
    elif made != _core.__version__:
        if found.head.encode() not in page:
            found.disagreements.append((PAGE, ("page head", {})))
        found.proofs.append(("older page", {"made": made, "here": _core.__version__}))
    elif page != page_of(content, found.head):
        found.disagreements.append((PAGE, ("page", {})))
    else:
        found.proofs.append(("same page", {}))


def check_signature(found: Verification, manifest: bytes, key: Path | None) -> None:
    asked = None if key is None else public_key_in(key)
    signature, signer = found.folder / SIGNATURE, found.folder / SIGNER
    if not signature.exists():
        if asked is not None:
            found.disagreements.append((SIGNATURE, ("no signature", {})))
        found.limits.append(("unsigned", {}))
        return
    try:
        named = public_key_in(signer) if asked is None or signer.exists() else asked
    except _core.KaoheError:
        found.disagreements.append((SIGNER, ("no signer", {})))
        return
    if asked is not None and public_pem(named) != public_pem(asked):
        found.disagreements.append((SIGNER, ("other signer", {})))
    if not is_signed_by(named if asked is None else asked, manifest, signature.read_bytes()):
        found.disagreements.append((SIGNATURE, ("signature", {})))
    fingerprint = hashlib.sha256(public_pem(named)).hexdigest()
    found.proofs.append(("signed", {"key": fingerprint}))
    if asked is None:
        found.proofs.append(("signed whose", {}))
