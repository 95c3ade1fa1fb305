"""One error shape on every route: {"error": {"code", "params", "message", "field"?}}."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any

from fastapi import FastAPI, Request, Response
from fastapi.dependencies.models import Dependant
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from pydantic import BaseModel, TypeAdapter
from starlette.exceptions import HTTPException

from ...runs.config.problems import Schema, input_error
from ...runs.errors import (
    InputError,
    ReaderBusyError,
    TookTooLongError,
    UnknownRunError,
    WorkerDiedError,
)
from ...runs.workers.reader import MOST_WAITING
from ...tasks.kinds.errors import Param, cut
from ..wire import ProblemDetail, problem_detail


class Problem(BaseModel):
    """The answer to a request that cannot be served."""

    error: ProblemDetail


class ApiError(Exception):
    """An answer with this status and problem."""

    def __init__(self, status: int, code: str, field: str | None = None, **params: Param) -> None:
        super().__init__(status, code)
        self.status = status
        self.problem = Problem(error=problem_detail(code, cut(params), field))


def unknown_run(run_id: str) -> ApiError:
    """404: no run of this id is kept here; one whose config is posted is made."""
    return ApiError(404, "unknown_run", "run_id", run=run_id)


def has_forks(run_id: str, forks: Sequence[str]) -> ApiError:
    """409: a run that others begin with."""
    return ApiError(409, "has_forks", "run_id", run=run_id, forks=forks)


def foreign_origin() -> ApiError:
    """403: sent by another site's page."""
    return ApiError(403, "foreign_origin")


def too_large(limit: int) -> ApiError:
    """413: a body of more than `limit` bytes."""
    return ApiError(413, "body_too_large", high=limit)


def cannot_keep() -> ApiError:
    """503: the disk is full, or may not be written to."""
    return ApiError(503, "storage", "text")


def reader_busy() -> ApiError:
    """503: too many uploads wait to be read."""
    return ApiError(503, "reader_busy", high=MOST_WAITING)


def internal() -> ApiError:
    """500: a fault of the server's own."""
    return ApiError(500, "internal")


class RunMovedError(Exception):
    """The id is one of another format: what browsers keep of it is no longer so."""

    def __init__(self, old: str, present: str) -> None:
        super().__init__(old, present)
        self.old, self.present = old, present


def worker_died(error: WorkerDiedError) -> ApiError:
    """500: two processes have died at the same work, or one was too long at it."""
    if isinstance(error, TookTooLongError):
        return ApiError(500, "took_too_long", seconds=round(error.seconds))
    return ApiError(500, "worker_died")


def problem_json(error: ApiError) -> bytes:
    """The error shape as JSON."""
    return error.problem.model_dump_json(exclude_none=True).encode()


def install(app: FastAPI, headers: Mapping[str, str]) -> None:
    """Answer every failure in the one shape.

    The unexpected is answered outside of all middlewares: with `headers`, which they set.
    """

    @app.exception_handler(ApiError)
    async def api_error(_: Request, error: ApiError) -> Response:
        return problem_response(error)

    @app.exception_handler(UnknownRunError)
    async def unknown(_: Request, error: UnknownRunError) -> Response:
        return problem_response(unknown_run(str(error)))

    @app.exception_handler(RunMovedError)
    async def moved(request: Request, error: RunMovedError) -> Response:
        path = request.url.path.replace(error.old, error.present)
        query = f"?{request.url.query}" if request.url.query else ""
        return Response(status_code=307, headers={"Location": path + query})

    @app.exception_handler(WorkerDiedError)
    async def died(_: Request, error: WorkerDiedError) -> Response:
        return problem_response(worker_died(error))

    @app.exception_handler(ReaderBusyError)
    async def busy(_: Request, __: ReaderBusyError) -> Response:
        return problem_response(reader_busy())

    @app.exception_handler(InputError)
    async def invalid_input(_: Request, error: InputError) -> Response:
        return problem_response(of_input(error))

    @app.exception_handler(RequestValidationError)
    async def invalid(request: Request, error: RequestValidationError) -> Response:
        return problem_response(_of_validation(request, error))

    @app.exception_handler(HTTPException)
    async def http(request: Request, error: HTTPException) -> Response:
        path = request.url.path
        match error.status_code:
            case 400:  # JSON nested too deeply, or of numbers without end
                problem = ApiError(422, "invalid_json")
            case 404:
                problem = ApiError(404, "not_found", path=path)
            case 405:
                problem = ApiError(405, "method_not_allowed", method=request.method, path=path)
            case status:
                problem = ApiError(status, "http", number=status)
        return problem_response(problem, error.headers)

    @app.exception_handler(Exception)
    async def unexpected(_: Request, __: Exception) -> Response:
        return problem_response(internal(), headers)


def of_input(error: InputError) -> ApiError:
    """422: what was sent cannot be."""
    return ApiError(422, error.code, error.field or None, **error.params)


def _of_validation(request: Request, error: RequestValidationError) -> ApiError:
    first: dict[str, Any] = dict(error.errors()[0])
    where, *path = first["loc"]
    if first["type"] == "json_invalid":
        return ApiError(422, "invalid_json")
    if where == "body" and not path:
        return ApiError(422, "invalid_input", expected="json_object")
    route = request.scope["route"]
    schema = _of_body(route) if where == "body" else _of_parameters(route.dependant)
    return of_input(input_error(schema, first | {"loc": path}))


def _of_body(route: APIRoute) -> Schema:
    """What a route wants of a body, as a JSON schema."""
    model: Any = route.body_field.field_info.annotation if route.body_field else None
    return TypeAdapter[Any](model).json_schema()


def _of_parameters(dependant: Dependant) -> Schema:
    """What a route wants of its path, query and headers, as a JSON schema."""
    found: dict[str, Any] = {}
    for inner in dependant.dependencies:
        found |= _of_parameters(inner)["properties"]
    for one in (*dependant.path_params, *dependant.query_params, *dependant.header_params):
        kind: Any = one.field_info.annotation
        type_: Any = Annotated[kind, one.field_info]
        found[one.alias] = TypeAdapter(type_).json_schema()
    return {"properties": found}


def problem_response(error: ApiError, headers: Mapping[str, str] | None = None) -> Response:
    """An answer in the one shape."""
    return Response(problem_json(error), error.status, headers, "application/json")
