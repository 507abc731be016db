"""Python's collector of cycles, stopped where it only costs time."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Stop the collector while millions of objects are made; what is in cycles waits for `collect_new`, or for the end."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            # What is left counts as old, or the collector would soon look at all of it three times.
            gc.freeze()
            gc.unfreeze()
            gc.enable()


def collect_new() -> None:
    """Free what is in cycles and was made since the last time."""
    gc.collect(0)
