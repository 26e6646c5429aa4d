"""Who carries plans out: in a thread, and in a task."""

from __future__ import annotations

import asyncio
import contextvars
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from uptimekit._runtime import AsyncPager, Pager
from uptimekit._runtime.clock import Clock
from uptimekit_clients.statuspage.client import AsyncClient, Client

from ._bulk import Bulk
from ._plans import Call, Listing, Plan, Step, Together

__all__ = ["AsyncRunner", "Runner"]

T = TypeVar("T")


class Runner:
    """Carries plans out in a thread, and those that go together in a few more.

    Attributes:
        api: the generated client that sends.
    """

    api: Client
    _clock: Clock

    def perform(self, plan: Plan[T]) -> T:
        """Carry out a plan of a service, and return what it comes to."""
        try:
            step = next(plan)
            while True:
                try:
                    outcome = self._carry_out(step)
                except Exception as error:
                    step = plan.throw(error)
                else:
                    step = plan.send(outcome)
        except StopIteration as end:
            result: T = end.value
            return result

    def pager(self, step: Listing[T]) -> Pager[T]:
        """Return the lazy pager of a listing."""
        return self.api.paginate(
            step.request,
            start_at=step.start_at,
            prefetch=step.prefetch,
            max_pages=step.max_pages,
        )

    def _carry_out(self, step: Step) -> Any:
        if isinstance(step, Call):
            api = self.api.with_options(**step.options) if step.options else self.api
            return api.call(step.request.reading(step.read))
        return list(self.pager(step)) if isinstance(step, Listing) else self._together(step)

    def _together(self, step: Together[Any]) -> list[Any]:
        bulk = Bulk(step, self._clock, self.api.forecast)
        with ThreadPoolExecutor(max(1, bulk.workers), thread_name_prefix="uptimekit-bulk") as threads:
            copies = [contextvars.copy_context() for _ in range(bulk.workers)]
            try:
                for each in [threads.submit(copy.run, self._work, bulk) for copy in copies]:
                    each.result()
            finally:
                bulk.stop()
        return bulk.results

    def _work(self, bulk: Bulk) -> None:
        while (taken := bulk.take()) is not None:
            number, plan = taken
            try:
                bulk.finish(number, self.perform(plan))
            except BaseException:
                bulk.stop()
                raise


class AsyncRunner:
    """Carries plans out in a task, and those that go together in a few more.

    Attributes:
        api: the generated client that sends.
    """

    api: AsyncClient
    _clock: Clock

    async def perform(self, plan: Plan[T]) -> T:
        """Carry out a plan of a service, and return what it comes to."""
        try:
            step = next(plan)
            while True:
                try:
                    outcome = await self._carry_out(step)
                except Exception as error:
                    step = plan.throw(error)
                else:
                    step = plan.send(outcome)
        except StopIteration as end:
            result: T = end.value
            return result

    def pager(self, step: Listing[T]) -> AsyncPager[T]:
        """Return the lazy pager of a listing."""
        return self.api.paginate(
            step.request,
            start_at=step.start_at,
            prefetch=step.prefetch,
            max_pages=step.max_pages,
        )

    async def _carry_out(self, step: Step) -> Any:
        if isinstance(step, Call):
            api = self.api.with_options(**step.options) if step.options else self.api
            return await api.call(step.request.reading(step.read))
        if isinstance(step, Listing):
            return [item async for item in self.pager(step)]
        return await self._together(step)

    async def _together(self, step: Together[Any]) -> list[Any]:
        bulk = Bulk(step, self._clock, self.api.forecast)
        ended = await asyncio.gather(*(self._work(bulk) for _ in range(bulk.workers)), return_exceptions=True)
        for failure in ended:
            if failure is not None:
                raise failure
        return bulk.results

    async def _work(self, bulk: Bulk) -> None:
        while (taken := bulk.take()) is not None:
            number, plan = taken
            try:
                bulk.finish(number, await self.perform(plan))
            except BaseException:
                bulk.stop()
                raise
