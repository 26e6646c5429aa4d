"""The output of a job: on its way to where it would have gone, and its end kept."""

from __future__ import annotations

import fcntl
import math
import os
import select
import struct
import termios
import threading
from collections.abc import Collection, Iterator, Mapping
from typing import Final

from uptimekit._runtime.time_limit import GRACE

from .limited_wait import LimitedWait
from .tail import Tail
from .whole_write import write_all

__all__ = ["Output", "fill_closed_descriptors"]

_PIECE: Final = 65_536  # bytes that a pipe holds on Linux


def fill_closed_descriptors() -> frozenset[int]:
    """Open what is closed of standard input, output and error, and return which of these this process has not inherited.

    Else the next file or connection that this process opens would be one of them.  The job finds them closed.
    """
    closed = frozenset(n for n in range(3) if not _is_inherited(n))
    while (lowest := os.open(os.devnull, os.O_RDWR)) < 3:
        pass
    os.close(lowest)
    return closed


def _is_inherited(descriptor: int) -> bool:
    try:
        return os.get_inheritable(descriptor)  # what this process has opened itself is closed in the job
    except OSError:
        return False


class Output:
    """The pipes that a job writes to, and the threads that copy from them, in order and byte for byte.

    If standard output and standard error lead to the same place, one pipe stands for both, and what the job writes to
    the two keeps its order.  The reader's pace is the job's: a slow one makes it wait.  Once there is no reader, the pipe
    is closed, and the job gets SIGPIPE, as it would from the reader.  What cannot be written for another reason, such as
    a full disk or a terminal that is gone, is dropped, and the job goes on.

    Attributes:
        pipes: descriptors of the job with the pipe that each is to be.
    """

    def __init__(self, descriptors: Collection[int], tail: Tail, *, show: bool) -> None:
        """Make the pipes.

        Args:
            descriptors: those of 1 and 2, standard output and standard error, to copy from.
            tail: gets a copy of all output.
            show: whether to pass the output on.
        """
        self._tail = tail
        self._show = show
        self._job_over, self._announce = os.pipe()
        one = len(descriptors) == 2 and os.path.sameopenfile(1, 2)
        ends = {n: os.pipe() for n in ({1} if one else descriptors)}
        self.pipes: Mapping[int, int] = {n: ends[1 if one else n][1] for n in descriptors}
        self._copied = LimitedWait()
        self._copying = len(ends)
        self._lock = threading.Lock()
        self._threads = [
            threading.Thread(target=self._copy, args=(source, target), name="uptimekit-output", daemon=True)
            for target, (source, _) in ends.items()
        ]

    def start(self) -> None:
        """Start the threads; raise RuntimeError if the system has none to give."""
        for thread in self._threads:
            thread.start()

    def job_started(self) -> None:
        """Close this process's ends of the pipes, so that they end with the job."""
        pipes, self.pipes = set(self.pipes.values()), {}
        for pipe in pipes:
            os.close(pipe)

    def job_ended(self, *, hurry: bool) -> None:
        """Wait until all that the job has written is copied, but for no other process that has its pipes open.

        A reader that does not read is waited for as the job would have been; not for long if this process has been
        asked to end: *hurry*, or :meth:`stop`.
        """
        self.job_started()
        os.close(self._announce)
        if not self._threads:
            self._copied.finish()
        if self._copied.wait(GRACE if hurry else math.inf):
            os.close(self._job_over)

    def stop(self) -> None:
        """Wait little longer for a reader once the job is over; asked again, no longer."""
        self._copied.stop()

    def _copy(self, source: int, target: int) -> None:
        try:
            for piece in _pieces(source, self._job_over):
                self._tail.add(piece)
                if self._show:
                    _pass_on(piece, target)
        except OSError:  # the reader is gone
            pass
        finally:
            os.close(source)
            self._one_copied()

    def _one_copied(self) -> None:
        with self._lock:
            self._copying -= 1
            if not self._copying:
                self._copied.finish()


def _pass_on(piece: bytes, target: int) -> None:
    try:
        write_all(target, piece)
    except ConnectionError:  # there is no reader any more
        raise
    except OSError:  # such as a full disk, which may have room for the next piece
        pass


def _pieces(source: int, job_over: int) -> Iterator[bytes]:
    """Yield what comes from *source* until its end; after the job's end only what is in the pipe then."""
    poll = select.poll()
    for descriptor in (source, job_over):
        poll.register(descriptor, select.POLLIN)
    while all(descriptor != job_over for descriptor, _ in poll.poll()):
        if not (piece := os.read(source, _PIECE)):
            return
        yield piece
    left = _waiting(source)
    while left > 0 and (piece := os.read(source, min(left, _PIECE))):
        left -= len(piece)
        yield piece


def _waiting(pipe: int) -> int:
    """Return how many bytes are in *pipe*."""
    return int(struct.unpack("i", fcntl.ioctl(pipe, termios.FIONREAD, bytes(4)))[0])
