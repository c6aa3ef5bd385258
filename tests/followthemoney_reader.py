"""Reads entities (JSON Lines) from standard input with the library `followthemoney`, in whose environment it runs.

Writes how many there are of each schema and what the library finds wrong, as JSON.
"""

from __future__ import annotations

import json
import sys
from collections import Counter

from followthemoney import model
from followthemoney.exc import InvalidData


def complaints(entities: list[dict[str, object]]) -> list[str]:
    """What the library refuses, changes when it cleans a value, or cannot follow."""
    schemas = {str(entity["id"]): model.get(str(entity["schema"])) for entity in entities}
    found = [] if len(schemas) == len(entities) else ["an id is used twice"]
    for entity in entities:
        schema = schemas[str(entity["id"])]
        if schema is None or schema.abstract:
            found.append(f"{entity['id']}: no such schema")
            continue
        try:
            schema.validate(entity)
        except InvalidData as error:
            found.append(f"{entity['id']}: {error} {error.errors}")
        if model.get_proxy(entity).to_dict()["properties"] != entity["properties"]:
            found.append(f"{entity['id']}: another after cleaning")
        for name, values in dict(entity["properties"]).items():
            prop = schema.get(name)
            for value in values:
                cleaned = prop.type.clean(value)
                if cleaned != value:
                    found.append(f"{entity['id']}: {name} {value!r} becomes {cleaned!r}")
                if prop.range and not (schemas.get(value) and schemas[value].is_a(prop.range)):
                    found.append(f"{entity['id']}: {name} leads to no {prop.range.name}")
    return found


if __name__ == "__main__":
    given = [json.loads(line) for line in sys.stdin.buffer]
    counts = Counter(entity["schema"] for entity in given)
    json.dump({"counts": counts, "complaints": complaints(given)}, sys.stdout)
