"""A body as JSON that says each thing once."""

import json
import re
from collections import Counter
from typing import Any

from ..reply.errors import ApiError

JSON = re.compile(r"application/([\w.-]+\+)?json")


def checked_json(content_type: str, body: bytes) -> Any:
    """What a body says.

    Raises ApiError unless it is JSON, with each key of an object once, and text in its texts.
    """
    if not JSON.fullmatch(content_type.partition(";")[0].strip().lower()):
        raise ApiError(422, "invalid_input", expected="json_type")
    try:
        text = body.decode()
    except UnicodeDecodeError:
        raise ApiError(422, "invalid_json", expected="utf_8") from None
    try:
        value = json.loads(text, object_pairs_hook=_each_key_once)
        if "\\ud" in text.lower():  # half of a pair may stand alone in JSON, but in no text
            json.dumps(value, ensure_ascii=False).encode()
        return value
    except UnicodeEncodeError:
        raise ApiError(422, "invalid_json", expected="no_surrogates") from None
    except RecursionError:
        raise ApiError(422, "invalid_json", expected="less_nesting") from None
    except json.JSONDecodeError as error:
        line, column = error.lineno, error.colno
        raise ApiError(422, "invalid_json", expected="json_at", line=line, column=column) from None
    except ValueError:  # a number of thousands of digits
        raise ApiError(422, "invalid_json") from None


def _each_key_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = Counter(key for key, _ in pairs)
        twice = keys.most_common(1)[0][0]
        raise ApiError(422, "duplicate_key", key=twice)
    return found
