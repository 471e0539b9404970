"""Libraries that make overlapping callers share one run, or wait for each other."""

from __future__ import annotations

SHARING_WRAPPERS = frozenset({
    "p-memoize.default", "p-debounce.promise", "p-once.default", "axios-auth-refresh.default", "axios-auth-refresh.createAuthRefresh",
    "axios-auth-refresh.createAuthRefreshInterceptor", "axios-auth-refresh", "@urql/exchange-auth.authExchange",
    "apollo-link-token-refresh.TokenRefreshLink new", "apollo-link-token-refresh.TokenRefreshLink", "lodash.once", "lodash/once.default",
    "promise-single-flight.default", "promise-memoize.default", "memoizee.default", "moize.default", "mem.default", "pify-once.default",
})
"""Calls whose callback (or an option of theirs) is run once for all who overlap."""

LOCK_CALLS = frozenset({
    "async-mutex.Mutex new.runExclusive", "async-mutex.Semaphore new.runExclusive", "async-mutex.withTimeout().runExclusive",
    "await-lock.default new.acquireAsync", "async-lock.default new.acquire", "p-limit.default()", "p-queue.default new.add",
    "browser-tabs-lock.default new.acquireLock",
})
"""Calls that run their callback under a lock: callers wait for each other."""

LOCK_METHODS = frozenset({"acquire", "waitForUnlock", "isLocked", "runExclusive", "acquireAsync", "acquireLock", "lock", "tryAcquire"})
"""Methods of lock objects, whatever made them."""
