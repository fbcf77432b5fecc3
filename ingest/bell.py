"""A bell that rings when something changes in a folder, so that a watcher need not look all the time.

Only a bell: what is there is found by looking, which goes on at intervals, since network shares tell of nothing.
"""

from __future__ import annotations

import threading
import time
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

_AGAIN: Final = 60.0  # seconds until a native watcher that failed is tried again


class Bell:
    """Rung by the system's own watcher (package watchfiles) where there is one, and by `ring`. A context manager."""

    def __init__(self, folder: Path, *, native: bool = True) -> None:
        self._folder, self._native = folder, native
        self._rung, self._stop = threading.Event(), threading.Event()
        self._thread: threading.Thread | None = None
        self._tried = float("-inf")

    def __enter__(self) -> Self:
        self.mend()
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._stop.set()
        if self._thread is not None:
            self._thread.join(timeout=5)

    @property
    def is_native(self) -> bool:
        """Whether the system tells of changes; otherwise there is looking at intervals only."""
        return self._thread is not None and self._thread.is_alive()

    def mend(self) -> None:
        """Start the system's watcher where it does not run (again): the folder was away, or it failed."""
        now = time.monotonic()
        if not self._native or self.is_native or now - self._tried < _AGAIN:
            return
        self._tried = now
        try:
            import watchfiles
        except ImportError:
            self._native = False
            return
        self._thread = threading.Thread(target=self._listen, args=(watchfiles,), name="congvan-bell", daemon=True)
        self._thread.start()

    def ring(self, *_: object) -> None:
        """Ring."""
        self._rung.set()

    def wait(self, seconds: float) -> bool:
        """Wait until it rings, at most so long; tells whether it rang."""
        rung = self._rung.wait(max(0.0, seconds))
        self._rung.clear()
        return rung

    def _listen(self, watchfiles: Any) -> None:  # noqa: ANN401  the module
        try:
            for _ in watchfiles.watch(self._folder, stop_event=self._stop, watch_filter=None, raise_interrupt=False):
                self._rung.set()
        except Exception:  # whatever the system's watcher has against this folder, looking at intervals goes on
            return
