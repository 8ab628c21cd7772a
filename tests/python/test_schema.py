"""The JSON Schema of the policy format says what the reader says, as far as a schema can."""

import json
import re
from pathlib import Path

import jsonschema
import kaohe
import pytest
import yaml

from tests.python.schema_cases import BAD, GOOD, HEAD, READER_ONLY, RULES, with_rule

ROOT = Path(__file__).resolve().parents[2]
SCHEMA = json.loads((ROOT / "schema/policy.schema.json").read_text(encoding="utf-8"))
POLICIES = [
    *sorted((ROOT / "policies").glob("*.yaml")),
    *sorted((ROOT / "examples").rglob("policy.yaml")),
]


class Editor(yaml.SafeLoader):
    """Reads YAML 1.2 as an editor does: dates are text, and yes is no truth."""


Editor.yaml_implicit_resolvers = {}
for kind, form in {
    "null": r"~|null|Null|NULL|",
    "bool": r"true|True|TRUE|false|False|FALSE",
    "int": r"[-+]?[0-9]+",
    "float": r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?",
}.items():
    Editor.add_implicit_resolver(f"tag:yaml.org,2002:{kind}", re.compile(f"^({form})$"), None)


def document(text):
    """The policy as JSON would hold it: keys are texts."""

    def with_text_keys(value):
        if isinstance(value, dict):
            return {str(key): with_text_keys(entry) for key, entry in value.items()}
        return [with_text_keys(entry) for entry in value] if isinstance(value, list) else value

    return with_text_keys(yaml.load(text, Editor))


def complaints(text):
    found = jsonschema.Draft7Validator(SCHEMA).iter_errors(document(text))
    return [f"{error.json_path}: {error.message}" for error in found]


def codes(text):
    try:
        kaohe.Policy.from_yaml(text)
    except kaohe.PolicyError as error:
        return [problem.code for problem in error.problems]
    return []


def keys_of_reader(text):
    """The keys at the place where `text` has the key zzzzzzzz, as the refusal lists them."""
    with pytest.raises(kaohe.PolicyError) as refused:
        kaohe.Policy.from_yaml(text)
    (listed,) = [each.expected for each in refused.value.problems if each.found == "zzzzzzzz"]
    return set(listed.removeprefix("one of ").split(", "))


def entries(schema):
    """Every key that a mapping of the format takes, by its name."""
    if isinstance(schema, dict):
        if schema.get("additionalProperties") is False:
            yield from schema["properties"].items()
        for entry in schema.values():
            yield from entries(entry)
    elif isinstance(schema, list):
        for entry in schema:
            yield from entries(entry)


def test_the_schema_is_one_of_draft_7():
    jsonschema.Draft7Validator.check_schema(SCHEMA)
    assert SCHEMA["$schema"] == "http://json-schema.org/draft-07/schema#"


@pytest.mark.parametrize("text", GOOD)
def test_both_accept(text):
    assert complaints(text) == []
    assert codes(text) == []


@pytest.mark.parametrize("text", BAD)
def test_both_refuse(text):
    assert complaints(text) != []
    assert codes(text) != []


@pytest.mark.parametrize(("code", "text"), READER_ONLY)
def test_only_the_reader_sees(code, text):
    assert complaints(text) == []
    assert codes(text) == [code]


@pytest.mark.parametrize("path", POLICIES, ids=lambda path: str(path.relative_to(ROOT)))
def test_the_schema_accepts_the_policies_of_the_project(path):
    assert complaints(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("text", "schema"),
    [
        (HEAD + "zzzzzzzz: 1\n", SCHEMA),
        (with_rule("zzzzzzzz: 1"), SCHEMA["definitions"]["rule"]),
        (HEAD + "actions: {a: {zzzzzzzz: 1}}\n", SCHEMA["definitions"]["action"]),
        (HEAD + "assessments: {a: {zzzzzzzz: 1}}\n", SCHEMA["definitions"]["assessment"]),
        (HEAD + RULES + "ladders: {a: {zzzzzzzz: 1}}\n", SCHEMA["definitions"]["ladder"]),
        (
            HEAD + RULES + "ladders: {a: {counts: {zzzzzzzz: 1}}}\n",
            SCHEMA["definitions"]["ladder"]["properties"]["counts"],
        ),
        (HEAD + RULES + "rankings: {a: {zzzzzzzz: 1}}\n", SCHEMA["definitions"]["ranking"]),
        (HEAD + "calendar: {zzzzzzzz: 1}\n", SCHEMA["definitions"]["calendar"]),
        (HEAD + "workflows: {a: {zzzzzzzz: 1}}\n", SCHEMA["definitions"]["workflow"]),
    ],
)
def test_both_know_the_same_keys(text, schema):
    assert keys_of_reader(text) == set(schema["properties"])


def test_every_key_is_explained():
    title = {"$ref": "#/definitions/title"}
    assert len(list(entries(SCHEMA))) >= 90
    assert [
        name for name, entry in entries(SCHEMA) if "description" not in entry and entry != title
    ] == []


def test_the_schema_comes_with_the_package():
    installed = Path(kaohe.__file__).with_name("policy.schema.json")
    assert json.loads(installed.read_text(encoding="utf-8")) == SCHEMA
