"""`kaohe verify`: whatever is changed in a case file is found, and so is who signed it."""

import csv
import hashlib
import io
import json
import shutil
import subprocess

import pytest

import kaohe as kh
from kaohe.case_file.manifest import head_of, manifest_of, stamp_request
from kaohe.case_file.sentences import SENTENCES
from kaohe.case_file.verify import verify
from tests.python import case_company
from tests.python.case_company import CALL, run, write_files
from tests.python.test_case_file import actions_of
from tests.python.test_explain import FILLED


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A signed case file of each source, by source, with the keys beside them."""
    base = tmp_path_factory.mktemp("cases")
    write_key(base / "key.pem")
    write_key(base / "other.pem")
    result = case_company.result()
    for row in actions_of(result):
        own = row["staff"] in (case_company.OWN, case_company.LEAD)
        if own and not (base / row["source"]).exists():
            result.case_file(row["action"], base / row["source"], sign_with=base / "key.pem")
    return base


@pytest.fixture
def folder(made, tmp_path):
    """A copy of one to spoil, made from records, verdicts and an assessment."""
    return shutil.copytree(made / "months", tmp_path / "case")


def write_key(path):
    from cryptography.hazmat.primitives import serialization as form
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    key = Ed25519PrivateKey.generate()
    secret = (form.Encoding.PEM, form.PrivateFormat.PKCS8, form.NoEncryption())
    path.write_bytes(key.private_bytes(*secret))
    public = (form.Encoding.PEM, form.PublicFormat.SubjectPublicKeyInfo)
    path.with_suffix(".pub").write_bytes(key.public_key().public_bytes(*public))


def disagreements(folder, **asked):
    return {name for name, _ in verify(folder, **asked).disagreements}


def seal(folder):
    """A new manifest over what is there, as somebody would make it who spoils a case file."""
    (folder / "manifest.json").write_bytes(manifest_of(folder))


def change(path, column, text, row=0):
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"), newline="")))
    assert rows[row][column] != text
    rows[row][column] = text
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def test_what_was_made_agrees(made):
    for source in ("months", "box", "leads", "complaints", "many", "last"):
        found = verify(made / source, made / "key.pub")
        assert found.agrees, str(found)


def test_a_change_of_any_file_is_found(made, tmp_path):
    for source in ("months", "box", "leads", "last"):
        for path in sorted((made / source).iterdir()):
            folder = shutil.copytree(made / source, tmp_path / f"{source}-{path.name}")
            content = path.read_bytes()
            (folder / path.name).write_bytes(content[:-2] + b"x" + content[-1:])
            assert disagreements(folder), path.name


def test_a_file_that_is_missing_or_added_is_found(folder):
    (folder / "days.csv").unlink()
    (folder / "more.csv").write_text("a\n")
    assert disagreements(folder) >= {"days.csv", "more.csv"}


def test_a_page_that_says_something_else_is_found(folder):
    page = folder / "case.html"
    page.write_bytes(page.read_bytes().replace(b"visits", b"calls", 1))
    assert disagreements(folder) == {"case.html"}


@pytest.mark.parametrize(
    ("table", "column", "text"),
    [
        ("verdicts", "observed", "7"), ("verdicts", "required", "5"), ("verdicts", "status", "met"),
        ("records", "counted", "false"), ("days", "to", "2026-03-31"),
        ("assessed_rules", "breached", "0"), ("assessed_rules", "judged", "9"),
        ("assessments", "status", "passed"), ("assessments", "failed_rules", "visits"),
        ("items", "counts", "false"), ("items", "status", "passed"), ("items", "period", ""),
    ],
)  # fmt: skip
def test_figures_that_do_not_follow_are_found_even_under_a_new_manifest(
    folder, table, column, text
):
    rows = {"records": first_counted(folder), "items": -1}
    change(folder / f"{table}.csv", column, text, rows.get(table, 0))
    seal(folder)
    found = {key for _, (key, _) in verify(folder).disagreements}
    assert found & {"verdict", "assessed rule", "period", "item", "count"}, found


def first_counted(folder):
    rows = list(csv.DictReader(io.StringIO((folder / "records.csv").read_text(encoding="utf-8"))))
    return next(i for i, row in enumerate(rows) if row["counted"] == "true")


def test_another_policy_is_found_even_under_a_new_manifest(folder):
    path = folder / "policy.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("at_least: 3", "at_least: 4"))
    seal(folder)
    assert disagreements(folder) >= {"policy.yaml", "verdicts.csv"}


def test_a_place_that_does_not_follow_is_found(made, tmp_path):
    folder = shutil.copytree(made / "last", tmp_path / "case")
    change(folder / "ranking.csv", "rank", "1", row=1)
    change(folder / "ranking.csv", "rank", "2", row=0)
    seal(folder)
    assert "case.json" in disagreements(folder)


def test_the_signature(made, folder, tmp_path):
    assert verify(folder, made / "key.pub").agrees
    assert disagreements(folder, key=made / "other.pub") == {"signer.pem", "signature.ed25519"}
    seal(folder)
    path = folder / "manifest.json"
    path.write_bytes(path.read_bytes() + b"\n")
    assert "signature.ed25519" in disagreements(folder)


def test_a_signature_that_was_asked_for_and_is_not_there(made, folder):
    (folder / "signature.ed25519").unlink()
    assert disagreements(folder, key=made / "key.pub") == {"signature.ed25519"}
    assert verify(folder).agrees
    assert "there is no signature" in str(verify(folder))


def test_the_key_of_a_signature_may_be_elsewhere(made, folder):
    (folder / "signer.pem").unlink()
    assert verify(folder, made / "key.pub").agrees
    assert disagreements(folder) == {"signer.pem"}


@pytest.mark.parametrize("text", ["", "no key", "-----BEGIN PRIVATE KEY-----\nAAAA\n"])
def test_a_key_that_is_none_is_refused(tmp_path, text):
    (tmp_path / "key.pem").write_text(text)
    result = case_company.result()
    (row, *_) = actions_of(result)
    with pytest.raises(kh.KaoheError, match="K-E434"):
        result.case_file(row["action"], tmp_path / "case", sign_with=tmp_path / "key.pem")
    assert not (tmp_path / "case").exists()


def test_the_hashes_are_what_the_page_about_case_files_says(folder):
    content = (folder / "manifest.json").read_bytes()
    assert verify(folder).head == hashlib.sha256(content).hexdigest() == head_of(content)
    for each in json.loads(content)["files"]:
        file = (folder / each["path"]).read_bytes()
        assert (each["bytes"], each["sha256"]) == (len(file), hashlib.sha256(file).hexdigest())


@pytest.mark.skipif(shutil.which("openssl") is None, reason="needs the command openssl")
def test_the_request_for_a_time_stamp_is_one(folder):
    told = subprocess.run(
        ["openssl", "ts", "-query", "-in", folder / "timestamp.tsq", "-text"],
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    assert "sha256" in told and "Certificate required: yes" in told
    assert verify(folder).head[:8] == "".join(told.split("0000 - ")[1].split()[:4])


def test_the_request_for_another_stamp_is_found(folder):
    (folder / "timestamp.tsq").write_bytes(stamp_request(b"something else"))
    assert disagreements(folder) == {"timestamp.tsq"}


def test_a_time_stamp_is_said_not_to_be_checked(folder):
    (folder / "timestamp.tsr").write_bytes(b"stamp")
    assert "openssl ts -verify -data manifest.json -in timestamp.tsr" in verify(folder).text("zh")


def test_a_page_of_another_version_of_kaohe_must_have_the_hash(folder):
    path = folder / "case.json"
    path.write_text(path.read_text(encoding="utf-8").replace(f'"{kh.__version__}"', '"0.0.1"', 1))
    seal(folder)
    assert "case.html" in disagreements(folder)


def test_no_case_file_is_refused(tmp_path):
    with pytest.raises(kh.KaoheError, match="K-E435"):
        verify(tmp_path)


def test_a_folder_of_nonsense_is_no_crash(folder):
    for path in folder.iterdir():
        path.write_text("{}" if path.suffix == ".json" else "a,b\n1,2\n")
    (folder / "signature.ed25519").unlink()
    assert {"case.json", "manifest.json"} <= disagreements(folder)


@pytest.mark.parametrize("key", SENTENCES)
def test_both_languages_fill_in_the_same(key):
    english, chinese = SENTENCES[key]
    assert set(FILLED.findall(english)) == set(FILLED.findall(chinese))


def test_the_commands(made, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write_files(tmp_path)
    (row, *_) = [each for each in actions_of(case_company.result()) if each["source"] == "box"]
    done = run("case", *CALL, "--action", row["action"], "--out", "out", "--sign", made / "key.pem")
    assert (done.exit_code, done.output) == (0, "The case file is in out; print out/case.html.\n")
    assert run("verify", "out", "--key", made / "key.pub").exit_code == 0
    assert run("verify", "out", "--lang", "zh").output.startswith("out：全部相符。")
    wrong = run("verify", "out", "--key", made / "other.pub")
    assert wrong.exit_code == 2 and "signer.pem: the key is not the one" in wrong.output
    refused = run("case", *CALL, "--action", row["action"] + "0")
    assert refused.exit_code == 2 and "K-E432" in refused.stderr
    assert not list(tmp_path.glob("case-*"))
