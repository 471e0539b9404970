"""What calls of general-purpose libraries give back, by access path: data for values.py. No word of tokens here."""

from __future__ import annotations

import re

FIRST_ARGUMENT = "first-argument"  # hands back its first argument (or a wrapped form of it)
SECOND_ARGUMENT = "second-argument"
RESULT_OF_FIRST = "result-of-first"  # calls its first argument and hands back what that gives
REF = "ref"  # an object whose `current` starts as the first argument
CONTEXT = "context"
USE_CONTEXT = "use-context"  # the value that a provider of the context was given
STORE = "store"  # zustand: a hook over the object that the first argument returns
CONTEXT_HOOK = "context-hook"  # [Provider, hook]; the hook gives what the first argument returns
MUTATION = "mutation"  # an object whose mutate calls the mutationFn of the first argument
THUNK = "thunk"

_HOOKS = {
    "useCallback": FIRST_ARGUMENT,
    "useEffectEvent": FIRST_ARGUMENT,
    "memo": FIRST_ARGUMENT,
    "forwardRef": FIRST_ARGUMENT,
    "useMemo": RESULT_OF_FIRST,
    "useRef": REF,
    "createRef": REF,
    "createContext": CONTEXT,
    "useContext": USE_CONTEXT,
    "use": USE_CONTEXT,
}

BEHAVIOURS: dict[str, str] = {
    **{f"react.{name}": behaviour for name, behaviour in _HOOKS.items()},
    **{f"react.default.{name}": behaviour for name, behaviour in _HOOKS.items()},
    **{f"react.*.{name}": behaviour for name, behaviour in _HOOKS.items()},
    "zustand.create": STORE,
    "zustand.default": STORE,
    "zustand.createStore": STORE,
    "zustand/vanilla.createStore": STORE,
    "zustand/vanilla.default": STORE,
    "zustand/react.create": STORE,
    "zustand/traditional.createWithEqualityFn": STORE,
    "zustand/middleware.persist": FIRST_ARGUMENT,
    "zustand/middleware.devtools": FIRST_ARGUMENT,
    "zustand/middleware.subscribeWithSelector": FIRST_ARGUMENT,
    "zustand/middleware.combine": SECOND_ARGUMENT,
    "zustand/middleware/immer.immer": FIRST_ARGUMENT,
    "@nkzw/create-context-hook.default": CONTEXT_HOOK,
    "@tanstack/react-query.useMutation": MUTATION,
    "react-query.useMutation": MUTATION,
    "@reduxjs/toolkit.createAsyncThunk": THUNK,
    "lodash.debounce": FIRST_ARGUMENT,
    "lodash.throttle": FIRST_ARGUMENT,
    "lodash/debounce.default": FIRST_ARGUMENT,
    "lodash/throttle.default": FIRST_ARGUMENT,
    "Object.freeze": FIRST_ARGUMENT,
    "Object.seal": FIRST_ARGUMENT,
    "Object.assign": FIRST_ARGUMENT,
    "Promise.resolve": FIRST_ARGUMENT,
    "structuredClone": FIRST_ARGUMENT,
    "expo-task-manager.defineTask": SECOND_ARGUMENT,
}

KEEPING_DECORATORS = re.compile(
    r"@(?:action|computed|observable|override|bound|autobind|bound[Mm]ethod|flow|log\w*|trace\w*|deprecated|Input|Output|Inject\w*"
    r"|HostListener|memo|debug|measure)\b",
    re.I,
)
"""Decorators that leave a method what it is, or bind it; what others make of it is not known."""
