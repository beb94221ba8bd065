"""Takes in an uploaded file, never more of it than may be imported, and hardly any in memory."""

from tempfile import SpooledTemporaryFile
from typing import Any

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest, UnreadablePostError
from django.http.multipartparser import MultiPartParserError

from capframe.spreadsheets.limits import MEGABYTE, MOST_BYTES, SPLIT

# What a form may need beside its file.
MOST_BESIDE = MEGABYTE
# A browser shows the answer only when it could send all; beyond this it is cut off.
MOST_DRAINED = 100 * MEGABYTE
# A larger file stands in a temporary one, which goes with the request.
MOST_IN_MEMORY = MEGABYTE
CHUNK = 64 * 1024

TOO_LARGE = f"The file has more than {MOST_BYTES // MEGABYTE} MB. {SPLIT}"
CUT_SHORT = "The upload did not arrive whole. Send it again."

BROKEN = (
    MultiPartParserError,
    UnreadablePostError,
    RequestDataTooBig,
    TooManyFieldsSent,
    TooManyFilesSent,
)


class LimitedUploadHandler(FileUploadHandler):
    """Keeps files of ``MOST_BYTES`` in all, and passes over what is beyond."""

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self.received = 0
        self.too_large = False

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.file = _open_temporary()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.received += len(raw_data)
        if self.received > MOST_BYTES:
            self.too_large = True
            self.file.truncate(0)
        else:
            self.file.write(raw_data)

    def file_complete(self, file_size: int) -> UploadedFile:
        """The file; what was too large, without its content."""
        size = 0 if self.too_large else self.file.tell()
        self.file.seek(0)
        return UploadedFile(
            file=self.file,
            name=self.file_name or "file",
            content_type=self.content_type,
            size=size,
            charset=self.charset,
            content_type_extra=self.content_type_extra,
        )

    def discard(self) -> None:
        """Let go of a file that did not come to its end; Django closes only those that did."""
        if hasattr(self, "file"):
            self.file.close()


def _open_temporary() -> Any:
    return SpooledTemporaryFile(max_size=MOST_IN_MEMORY)


def find_upload_problem(request: HttpRequest) -> str:
    """Read the form that was sent; what is wrong with it as an upload, empty if nothing is.

    Call it before anything else reads the form, as the check against forgery does.

    Raises OSError where a temporary file cannot be written.
    """
    if _length(request) > MOST_BYTES + MOST_BESIDE:
        drain(request)
        return TOO_LARGE
    handler = LimitedUploadHandler(request)
    request.upload_handlers = [handler]
    try:
        request.POST  # noqa: B018 - reads the form
    except BROKEN:
        handler.discard()
        return CUT_SHORT
    except OSError:
        handler.discard()
        raise
    return TOO_LARGE if handler.too_large else ""


def _length(request: HttpRequest) -> int:
    said = request.META.get("CONTENT_LENGTH") or "0"
    return int(said) if said.isdigit() else 0


def drain(request: HttpRequest) -> None:
    """Read past what was sent, a piece at a time, so that the browser comes to see the answer."""
    left = min(_length(request), MOST_DRAINED)
    try:
        while left > 0 and (chunk := request.read(min(CHUNK, left))):
            left -= len(chunk)
    except UnreadablePostError:
        return
