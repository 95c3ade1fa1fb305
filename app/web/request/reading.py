"""What is answered to an upload, by the process that reads it."""

from base64 import b64decode

from pydantic import ValidationError

from ...runs.config.problems import input_error
from ...runs.errors import InputError
from ...runs.training.own_data import keep, preview
from ...tasks.own.choices import Choices
from ...tasks.own.limits import MAX_BYTES
from ...tasks.own.uploads import Upload
from ..dataset_wire import DatasetPreview, DatasetReport, DatasetRequest
from ..reply.errors import ApiError, cannot_keep, of_input, problem_json
from .json_body import checked_json
from .upload import Answer


def answer(content_type: str, body: bytes, is_kept: bool) -> Answer:
    """The answer to an upload, which is kept or only shown."""
    try:
        return _read(_asked(content_type, body), is_kept)
    except InputError as error:
        problem = of_input(error)
    except ApiError as error:
        problem = error
    except OSError:
        problem = cannot_keep()
    return Answer(problem.status, problem_json(problem))


def _read(asked: DatasetRequest, is_kept: bool) -> Answer:
    upload = _upload(asked)
    try:
        return _kept(upload) if is_kept else _shown(upload)
    except InputError as error:
        if error.field == "choices.targets" and asked.column is not None:
            raise InputError("column", error.code, **error.params) from None
        raise


def _shown(upload: Upload) -> Answer:
    found = DatasetPreview.model_validate(preview(upload), from_attributes=True)
    return Answer(200, found.model_dump_json().encode())


def _kept(upload: Upload) -> Answer:
    found = keep(upload)
    shown = DatasetPreview.model_validate(found.preview, from_attributes=True)
    report = DatasetReport(**dict(shown), id=found.id, config=found.config)
    return Answer(201, report.model_dump_json().encode())


def _asked(content_type: str, body: bytes) -> DatasetRequest:
    value = checked_json(content_type, body) if body else None
    if not isinstance(value, dict):
        raise ApiError(422, "invalid_input", expected="json_object")
    try:
        return DatasetRequest.model_validate(value)
    except ValidationError as error:
        first = dict(error.errors(include_url=False)[0])
        raise input_error(DatasetRequest.model_json_schema(), first) from None


def _upload(asked: DatasetRequest) -> Upload:
    """What is to be read. Raises ApiError if there is not one thing, or too much of it."""
    if asked.text is not None and asked.file is None:
        return _held("text", asked, asked.text, len(asked.text.encode()))
    if asked.file is not None and asked.text is None:
        data = _bytes(asked.file)
        return _held("file", asked, data, len(data))
    raise ApiError(422, "text_or_file", "text")


def _held(field: str, asked: DatasetRequest, data: str | bytes, size: int) -> Upload:
    if size > MAX_BYTES:
        raise ApiError(413, "text_too_large", field, high=MAX_BYTES, count=size)
    return Upload(asked.kind, data, _choices(asked))


def _bytes(file: str) -> bytes:
    try:
        return b64decode(file, validate=True)
    except ValueError:
        raise ApiError(422, "invalid_input", "file", expected="base64") from None


def _choices(asked: DatasetRequest) -> Choices:
    if asked.column is None:
        return asked.choices
    if asked.choices.targets is not None:
        raise ApiError(422, "column_is_targets", "column")
    return asked.choices.model_copy(update={"targets": [asked.column]})
