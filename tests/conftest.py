"""What all tests share: no test of properties is timed, since speed is measured in `scripts/bench`."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("untimed", deadline=None, derandomize=True)
settings.load_profile("untimed")
