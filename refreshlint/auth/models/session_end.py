"""What ends a session (idioms catalogue 1.12 and V7): names of functions, events, states and screens, as data."""

from __future__ import annotations

import re

_ABOUT = r"(?:auth\w*|session\w*|tokens?|credentials?|user\w*|login\w*|jwt|account|identity|access_?token|refresh_?token)"

SURE_NAME = re.compile(
    rf"^_*(?:on|handle|do|perform|force|trigger|emit|global|auto|app|user|silent|local|safe|run|execute|call|request)?_*(?:log|sign)_?(?:me_?|user_?)?out"
    r"(?:_?(?:user|locally|local|session|and\w*|request|action|everywhere|thunk|async|success|start|now|silently|callback|handler|flow"
    r"|all|due\w*|auth|saga|mutation|from\w*|current\w*|expired|account))?$"
    rf"|^_*(?:do|perform|handle|force|safe)?_*(?:clear|remove|delete|destroy|wipe|purge|reset|erase|flush|drop|end|expire|invalidate|terminate|kill|empty|discard|forget)_*"
    rf"(?:all|the|my|local|stored|saved|secure|persisted|cached|current|expired|invalid|stale|old|app|client)?_*{_ABOUT}_*"
    rf"(?:tokens?|data|state|session|storage|cookies?|info|credentials?|and\w*|async|local|store|cache|from\w*|details|local\w*|in\w*|sync|pair|auth|key)?s?$"
    r"|^(?:resetGenericPassword|resetInternetCredentials|deauthenticate|unauthenticate|removeLocalSession|clearEverything|resetToLogin)$",
    re.IGNORECASE,
)
"""Functions that end a session by their name alone."""

SIGNAL_NAME = re.compile(
    r"^_*(?:on|handle|emit|notify|fire|trigger|dispatch|call|process|force|publish|set)?_*(?:un_?auth\w*|forced?_?log_?out\w*"
    r"|session_?(?:expired|expir\w*|invalid\w*|lost|end\w*|time_?out|terminated)\w*|auth_?(?:fail\w*|lost|error|expired|invalid\w*|required)"
    r"|token_?(?:expired|invalid\w*)|expired_?(?:session|token|refresh_?token)|log_?out|signed_?out|refresh_?(?:token_?)?(?:expired|expiration|invalid)"
    r"|invalid_?(?:session|token))_*(?:callback|handler|cb|fn|event|listener|user|state|error)?$"
    r"|^_*(?:clear|reset|wipe|delete|remove)_*(?:all|stored|local|user|app|secure|my)?_*(?:data|storage|store|everything|all)$"
    r"|^_*(?:redirect|go|navigate|move|send|kick|return|back|jump|bounce)_*(?:user_?)?(?:out|to_?(?:the_?)?(?:log_?in|sign_?in|auth|home|welcome|landing|start)\w*)$"
    r"|^_*(?:force|require|request)_*(?:log_?in|sign_?in|re_?(?:log_?in|auth\w*))$|^kickOut\w*$|^loggedOut$",
    re.IGNORECASE,
)
"""Functions that say so: they count where they cannot be followed, or where what they do ends the session."""

NOT_AN_END = re.compile(
    r"timer|timeout|interval|cache(?!d)|queue|error(?!$)|message|push|fcm|listener|promise|callback$|subscri|flag|modal|toast|alert|notif|schedul"
    r"|header|track|analytic|^log_|is_?logged|can_?log|should|cancel|prevent|debounce|abort|attempt|count|lock|mutex|flight|csrf|captcha"
    r"|device|verif|reset_?password|otp|^is|^has|^get|^fetch|^load|^save|form|input|field|filter|search|preview|draft|avatar|progress|loading",
    re.IGNORECASE,
)
"""Words that make another thing of such a name: `clearRefreshTimer`, `removeTokenListener`."""

SIGNALS = frozenset(
    {
        "dispatch",
        "put",
        "putResolve",
        "emit",
        "publish",
        "notify",
        "fire",
        "trigger",
        "send",
        "broadcast",
        "next",
        "dispatchEvent",
        "commit",
    }
)
"""Callees that hand a message on."""

SIGNAL_TEXT = re.compile(
    r"log[-_ ]?out|sign(?:ed)?[-_ ]?out|session[-_ ./:]?(?:expired|invalid|ended|lost|timeout|terminated)"
    r"|auth\w*[-_ ./:]?(?:fail\w*|expired|lost|error|invalid)"
    r"|^un_?authori[sz]ed$|token[-_ ./:]?(?:expired|invalid|refresh[-_ ]?fail\w*)"
    r"|refresh[-_ ]?(?:token)?[-_ ./:]?(?:fail\w*|expired)|reset[-_ ]?auth"
    r"|clear[-_ ]?(?:auth|session|token|user)"
    r"|deauth|unauth|user[-_ ]?(?:unauthorized|session[-_ ]?expired)",
    re.IGNORECASE,
)
"""Events and action types that end a session."""

REMOVES = re.compile(
    r"^(?:async_?)?(?:remove|delete|del|clear|unset|erase|destroy|multi_?remove|purge)(?!.*(?:listener|header|child|class"
    r"|event|interceptor))\w*$",
    re.IGNORECASE,
)
"""Methods that take something out of a store; what it is, the key says."""

WRITES = re.compile(r"^_*(?:set|save|store|persist|update|put|write|change)_*", re.IGNORECASE)

STATE_SETTER = re.compile(
    r"^_*(?:set|update|save|store|persist|change)_*(?:is_?)?(?:auth_?)?(?:the_?|global_?|stored_?|current_?|logged_?in_?)?(?:user(?:_?(?:data|info|token|state|session))?"
    r"|tokens?|access_?tokens?|refresh_?tokens?|auth_?tokens?|id_?token|jwt|session|auth|auth_?(?:state|data|user|status|info)|credentials?|authenticated"
    r"|logged_?in|signed_?in|log_?in_?(?:state|status)|login|logged|user_?logged_?in|is_?authenticated|bearer_?token|api_?token|session_?token|account)$",
    re.IGNORECASE,
)
"""Setters by which an app says that nobody is signed in, where they are given null, false or "" ."""

STATE_FIELD = re.compile(
    r"^(?:is_?)?(?:user|tokens?|access_?token|refresh_?token|auth_?tokens?|id_?token|jwt|session|authenticated|logged_?in|signed_?in|current_?user|credentials"
    r"|auth_?state|is_?login|session_?token|user_?token|is_?auth)$",
    re.IGNORECASE,
)
"""Fields of a state that say the same."""

MERGES_STATE = re.compile(
    r"^(?:set|setState|patch|update|merge|setAuthState|setAuth|setStore|setSession|patchState|updateState|set_?auth\w*"
    r"|setSession\w*|setUser\w*)$",
    re.IGNORECASE,
)
"""Callees that take a part of a state."""

SIGNED_OUT_TEXT = re.compile(r"signed?[-_ ]?out|logged?[-_ ]?out|un_?auth\w*|not[-_ ]?logged[-_ ]?in|anonymous|guest", re.IGNORECASE)
"""Values of a state that say the same."""

STORED = re.compile(r"(?:^|[/:@._-])(?:auth|session|credentials)$|authData|auth_?(?:state|response|storage)", re.IGNORECASE)
"""Keys of an object that holds the tokens, where they do not say token."""

REDUX = frozenset({"dispatch", "put", "putResolve", "commit"})
STATE_MARK = re.compile(r"refresh|fail|error", re.IGNORECASE)
"""Action types that put a failure into the state; what a reducer makes of them is not followed."""

NAVIGATES = frozenset(
    {
        "replace",
        "push",
        "navigate",
        "reset",
        "redirect",
        "assign",
        "dismissAll",
        "navigateTo",
        "dismissTo",
        "goto",
        "redirectTo",
        "reLaunch",
        "navigation",
        "navigateAndReset",
        "resetRoot",
        "resetTo",
        "nav",
        "go",
    }
)
"""Callees that change the screen."""

SIGN_IN_SCREEN = re.compile(
    r"(?:^|[/(._-])(?:log-?_?in|sign-?_?in|auth|logout|sign-?_?out|session-?expired|welcome|landing|login-?screen|sign-?in-?screen|auth-?(?:stack|screen|navigator))(?:$|[/)?#._-])"
    r"|^(?:log_?in|sign_?in|auth|welcome|landing|login_?\w*|sign_?in\w*|auth_?(?:stack|screen|navigator|loading|home)?)$",
    re.IGNORECASE,
)
"""Screens on which one signs in, by address or name."""

CLEARABLE_STORES = re.compile(
    r"[Ss]torage|^storage|secure|Secure|keychain|Keychain|cookies?|Cookies?|mmkv|MMKV|[Tt]oken|[Cc]redential|vault|Vault"
    r"|[Ss]ession",
)
"""Objects whose `clear()` takes the tokens away."""
