"""Whose fault it is that a run of `muxscope load` is not valid."""

import json
import os

OF_THE_SERVER = "errorReplies", "connectFailures", "connectionsClosed", "malformedReplies"


def read(path, said):
    """The JSON of a run. Without it, as where all connections were lost, a run that failed by what the load said last."""
    if os.path.exists(path):
        with open(path, encoding="utf-8") as result:
            return json.load(result)
    why = (said.strip().splitlines() or ["the server has ended"])[-1]
    return {"verdict": "INVALID", "generatorWasLimit": False, "errors": {}, "reasons": [why]}


def is_valid(run):
    return run["verdict"] == "VALID"


def is_failure(run):
    """Whether the server spoiled a run, and not the load alone."""
    if is_valid(run):
        return False
    return not run["generatorWasLimit"] or any(run["errors"].get(kind, 0) for kind in OF_THE_SERVER)
