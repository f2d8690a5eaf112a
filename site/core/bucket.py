"""Uploaded files in an S3-compatible bucket. They go out through the product's own views, which ask whose they are."""

import datetime as dt
from typing import Any
from urllib.parse import quote, urljoin

from botocore.config import Config
from botocore.exceptions import ClientError
from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation, SuspiciousOperation
from storages.backends.s3 import S3Storage
from storages.utils import clean_name

from .media_files import GoesWithItsRow

CONNECT_SECONDS, READ_SECONDS, ATTEMPTS = 3, 15, 2


class BucketStorage(S3Storage):
    """A bucket whose objects nobody reaches by an address of the bucket's own."""

    def get_default_settings(self) -> dict[str, Any]:
        """Give short patience, names that are never overwritten, and checksums only where the protocol asks for them."""
        return {
            **super().get_default_settings(),
            "file_overwrite": False,
            "default_acl": None,
            "client_config": Config(
                connect_timeout=CONNECT_SECONDS,
                read_timeout=READ_SECONDS,
                retries={"total_max_attempts": ATTEMPTS, "mode": "standard"},
                request_checksum_calculation="when_required",
                response_checksum_validation="when_required",
                s3={"addressing_style": "path"},
            ),
        }

    def url(self, name: str, *args: Any, **kwargs: Any) -> str:
        """Give the address at the village's own host."""
        return urljoin(settings.MEDIA_URL, quote(name))

    def stream(self, name: str) -> "BucketFile":
        """Open a file for reading from any place in it, without taking in all of it.

        Raises:
            FileNotFoundError: it is not there.
            SuspiciousFileOperation: the name leads out of the folder.
        """
        try:
            key = self._normalize_name(clean_name(name))
        except SuspiciousOperation as error:
            raise SuspiciousFileOperation(name) from error
        try:
            head = self.bucket.Object(key).meta.client.head_object(Bucket=self.bucket_name, Key=key)
        except ClientError as error:
            if error.response["ResponseMetadata"]["HTTPStatusCode"] == 404:
                raise FileNotFoundError(name) from error
            raise
        return BucketFile(self, key, head["ContentLength"], head["LastModified"])


class MediaBucket(GoesWithItsRow, BucketStorage):
    """Uploads in a bucket."""


class BucketFile:
    """An object that is read from where the reader wants; one request for each jump."""

    def __init__(self, storage: BucketStorage, key: str, size: int, modified: dt.datetime) -> None:
        self.size, self.modified = size, modified
        self._storage, self._key, self._at = storage, key, 0
        self._body: Any = None

    def seek(self, position: int) -> None:
        """Go to a byte, from 0."""
        self.close()
        self._at = position

    def read(self, size: int) -> bytes:
        """Give the next bytes, none at the end."""
        if self._at >= self.size:
            return b""
        if self._body is None:
            found = self._storage.bucket.Object(self._key).get(Range=f"bytes={self._at}-")
            self._body = found["Body"]
        part: bytes = self._body.read(size)
        self._at += len(part)
        return part

    def close(self) -> None:
        """End the request, if one is under way."""
        body, self._body = self._body, None
        if body is not None:
            body.close()
