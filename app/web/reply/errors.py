"""One error shape on every route: {"error": {"code", "message", "field"?}}."""

from collections.abc import Mapping, Sequence
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from pydantic import BaseModel
from starlette.exceptions import HTTPException

from ...runs.config.problems import sentence
from ...runs.errors import (
    InputError,
    OutOfRangeError,
    TookTooLongError,
    UnknownRunError,
    WorkerDiedError,
)

NAMED = 10  # forks that a refusal tells


class ProblemDetail(BaseModel):
    """What is wrong, in one sentence, and which field it concerns."""

    code: str
    message: str
    field: str | None = None


class Problem(BaseModel):
    """The answer to a request that cannot be served."""

    error: ProblemDetail


class ApiError(Exception):
    """An answer with this status and problem."""

    def __init__(self, status: int, code: str, message: str, field: str | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.problem = Problem(error=ProblemDetail(code=code, message=message, field=field))


def out_of_range(field: str, allowed: str) -> ApiError:
    """422: a query or path value that is not among those allowed."""
    return ApiError(422, "out_of_range", f"{field} must be {allowed}.", field)


def unknown_run(run_id: str) -> ApiError:
    """404: no run of this id is kept here."""
    message = f"There is no run {run_id} here; POST its config to /api/runs to make it."
    return ApiError(404, "unknown_run", message, "run_id")


def has_forks(run_id: str, forks: Sequence[str]) -> ApiError:
    """409: a run that others begin with."""
    more = len(forks) - NAMED
    named = ", ".join(forks[:NAMED]) + (f" and {more} more" if more > 0 else "")
    return ApiError(409, "has_forks", f"Run {run_id} is held by its forks: {named}.", "run_id")


def foreign_origin() -> ApiError:
    """403: sent by another site's page."""
    return ApiError(403, "foreign_origin", "The page of another site cannot use this server.")


def too_large(limit: int) -> ApiError:
    """413: a body of more than `limit` bytes."""
    return ApiError(413, "too_large", f"The body must have at most {limit:,} bytes.")


def cannot_keep() -> ApiError:
    """503: the disk is full, or may not be written to."""
    message = "The data cannot be kept: the folder of the server's data cannot be written to."
    return ApiError(503, "storage", message, "text")


def internal() -> ApiError:
    """500: a fault of the server's own."""
    return ApiError(500, "internal", "The server made a mistake; its log says more.")


class RunMovedError(Exception):
    """The id is one of another format: what browsers keep of it is no longer so."""

    def __init__(self, old: str, present: str) -> None:
        super().__init__(old, present)
        self.old, self.present = old, present


def worker_died(error: WorkerDiedError) -> ApiError:
    """500: two processes have died at the same work, or one was too long at it."""
    if isinstance(error, TookTooLongError):
        message = f"This was given up, for it took {error.seconds:.0f} s; try a smaller network."
        return ApiError(500, "took_too_long", message)
    message = "The process that computed this died, and so did the next one; try a smaller network."
    return ApiError(500, "worker_died", message)


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

    @app.exception_handler(InputError)
    async def invalid_input(_: Request, error: InputError) -> Response:
        code = "out_of_range" if isinstance(error, OutOfRangeError) else "invalid_input"
        return problem_response(ApiError(422, code, str(error), error.field))

    @app.exception_handler(RequestValidationError)
    async def invalid(request: Request, error: RequestValidationError) -> Response:
        return problem_response(_of_validation(request, error))

    @app.exception_handler(HTTPException)
    async def http(request: Request, error: HTTPException) -> Response:
        messages = {
            404: f"There is nothing at {request.url.path}.",
            405: f"{request.method} is not allowed at {request.url.path}.",
        }
        message = messages.get(error.status_code, str(error.detail))
        if error.status_code == 400:  # JSON nested too deeply, or of numbers without end
            return problem_response(ApiError(422, "invalid_json", "The body must be valid JSON."))
        code = {404: "not_found", 405: "method_not_allowed"}.get(error.status_code, "http")
        return problem_response(ApiError(error.status_code, code, message), error.headers)

    @app.exception_handler(Exception)
    async def unexpected(_: Request, __: Exception) -> Response:
        return problem_response(internal(), headers)


def _of_validation(request: Request, error: RequestValidationError) -> ApiError:
    first: dict[str, Any] = dict(error.errors()[0])
    where, *path = first["loc"]
    if first["type"] == "json_invalid":
        return ApiError(422, "invalid_json", "The body must be valid JSON.")
    if where == "body" and not path:
        return ApiError(422, "invalid_input", "The body must be a JSON object.")
    first["loc"] = path
    field, message = sentence(_body_model(request) if where == "body" else None, first)
    code = "invalid_input" if where == "body" else "out_of_range"
    return ApiError(422, code, message, field)


def _body_model(request: Request) -> type[BaseModel] | None:
    route = request.scope.get("route")
    body = route.body_field if isinstance(route, APIRoute) else None
    annotation: object = body.field_info.annotation if body else None
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return None


def problem_response(error: ApiError, headers: Mapping[str, str] | None = None) -> Response:
    """An answer in the one shape."""
    return Response(problem_json(error), error.status, headers, "application/json")
