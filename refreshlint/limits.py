"""Every bound of the program, with one line of reason each. Nothing else sets one."""

from __future__ import annotations

MAX_FILE_BYTES = 1_000_000
"""A larger file is generated or bundled (the figure of other analyzers); it is skipped and named."""

PARSE_SECONDS = 2.0
"""Random bytes take the parser 5 s a megabyte; ordinary code 0.4 s."""

LOWER_SECONDS = 5.0
"""Turning one parsed file into instructions; a file of 1 MB takes 0.4 s. What there was no time for is unknown, and named."""

RULE_SECONDS = 30.0
"""A rule over a whole project; the slowest seen takes 5 s on a slow machine. Hitting it is named, and nothing of the rule is reported."""

FACTS_SECONDS = 120.0
"""Reading a project and linking its modules, before the first rule; the largest seen takes 10 s."""

MAX_FUNCTION_DEPTH = 200
"""Functions inside of each other; hand-written code reaches 15. What lies deeper becomes unknown and is named."""

MAX_FUNCTION_INSTRUCTIONS = 60_000
"""`finally` bodies are copied for each exit; hostile nesting must not multiply without end."""

MINIFIED_MEAN_LINE_BYTES = 1_000
"""Mean line length over the first 4,096 bytes, or under `MINIFIED_MIN_SPACE` of white space: minified, skipped and named."""

MINIFIED_MIN_SPACE = 0.07
"""See MINIFIED_MEAN_LINE_BYTES; minified bundles lie at 2-4 %, dense hand-written code above 10 %."""

MINIFIED_HEAD_BYTES = 4_096
"""Bytes of a file that the two measures above look at."""

MINIFIED_MIN_BYTES = 1_000
"""A shorter file is too small to be told: a barrel of re-exports has little white space too."""

MANGLED_HEAD_BYTES = 20_000
"""Bytes of compiled code whose names are looked at."""

MANGLED_MIN_NAMES = 100
"""Fewer names than these prove nothing."""

MANGLED_SHARE = 0.6
"""Share of one-letter names that only a minifier leaves: bundles lie at 60-90 %, readable compiler output under 55 %."""

MAX_HIDDEN_AMPERSANDS = 1_000
"""Ampersands of one file that are looked at again where the grammar stumbles over them."""

SYNTAX_LINES_NAMED = 5
"""Damaged places of one file that its notice names; the rest are counted."""

MAX_CONFIG_BYTES = 1_000_000
"""package.json and tsconfig.json above this are not configuration."""

MAX_CONFIG_DEPTH = 100
"""Nesting of configuration; what lies deeper is not read."""

MAX_EXTENDS = 10
"""Length of a chain of tsconfig `extends`; a longer one is a cycle."""

MAX_SPECIFIER_CHARS = 1_000
"""Longer than any path of a project; a data: address or worse."""

MAX_BUILD_FOLDERS = 4
"""Folders such as dist/esm/src that are taken off a path to find the source it was built from."""

MAX_REEXPORTS = 32
"""Steps through barrels for one name; a longer chain is a cycle."""

MAX_VALUES = 12
"""Alternatives kept for what an expression may be; beyond them it is unknown."""

MAX_VALUE_DEPTH = 24
"""Steps back through definitions, calls and modules for one value."""

MAX_PATH_OPS = 6
"""Operations kept in an access path; longer ones say nothing a rule asks for."""

MAX_CALLER_DEPTH = 12
"""Calls followed from a refresh back to what triggers it."""

WITNESS_STEPS = 20
"""Steps shown for one finding."""

SNIPPET_CHARS = 200
"""Longest line of code shown in a report."""

MACHINE_STEPS = 200_000
"""Instructions the interpreter runs for one question before it answers unknown."""

TEXT_COLUMNS = 100
"""Width to which prose in a text report is wrapped; the same everywhere, so that output does not depend on the window."""

SARIF_RESULTS = 25_000
"""Results written to SARIF, the most severe first; GitHub refuses a file with more."""

MACHINE_FRAMES = 8_000
"""Calls inside of each other before a RangeError; real engines reach about 10,000 with small functions."""

MACHINE_SIZE = 100_000
"""Characters of a string, elements of an array, bits of a BigInt that a run may make; steps alone do not bound a doubling loop."""

MACHINE_PATTERN = 2_000
"""Characters of a regular expression that the machine matches; longer ones are generated, and their matches unknown."""

MACHINE_SEARCHES = 1_000
"""Searches of one regular expression whose outcome is kept; runs of one program repeat a few dozen."""

COLLECTED_OBJECTS = 200_000
"""Objects made between two looks of the garbage collector; a run of the explorer makes 5,000 to 50,000, 30 MB at most in all."""

SARIF_DESCRIPTION_CHARS = 1_024
"""Longest description of a rule that GitHub accepts."""

MAX_ORIGINS = 60
"""Values looked at on the way back from a parameter to what callers pass."""

MAX_HOLDERS = 30
"""Names looked at on the way from a client to the variable or field that keeps it."""

MAX_ROUND_STEPS = 7
"""Calls and callbacks from a handler to the refresh, and to the request that is sent again."""

MAX_ROUND_FUNCTIONS = 150
"""Functions that one handler may come to run; a larger part of a program is no retry."""

MAX_WAYS = 3
"""Ways kept from a handler into one function, the shortest first."""

MAX_TEST_SLICE = 80
"""Steps back through what one condition reads."""

MAX_PREDICATE = 120
"""Instructions of a function that a condition calls and that is looked into."""

MAX_ORIGIN_STEPS = 24
"""Steps back from a value to where it came from: a stored token, a client that was handed down."""

MAX_HELPER_DEPTH = 3
"""Helpers between the caller that has a token and the store; code seen has at most two."""

MAX_READ_BACK = 60
"""Uses followed of one value that was read from a store."""

MAX_LOG_FLOWS = 20_000
"""Calls of loggers, and of functions that call them, that are followed in one project; large apps log some thousand times."""

MAX_STORE_FLOWS = 4_000
"""Helpers and callers followed from all stores of one project; a project seen needs a few hundred."""

MAX_ANSWER_FLOWS = 400
"""Values followed of the answer of one refresh; beyond that the answer counts as kept."""

EXPLORER_RUN_STEPS = 60_000
"""Instructions of one run of the explorer, the app's start included; runs of real clients take 2,000 to 20,000."""

EXPLORER_STEPS = 750_000
"""Instructions of all runs for one group of refreshes, half a second of work; groups seen need 100,000 to 700,000."""

EXPLORER_REFUTING_STEPS = 1_650_000
"""Instructions of all runs for one group, those before and those that refute: some two seconds at worst, then nothing more is played."""

EXPLORER_REACH_RUNS = 20
"""Runs tried until a trigger leads to a refresh of an app that is signed in; those that do need at most 19, mostly one."""

EXPLORER_GROUP_REACH_RUNS = 30
"""Runs tried until all triggers of a group lead to a refresh; groups whose triggers do lead to one need 3 to 15."""

EXPLORER_LAST_REACH_RUNS = 5
"""Runs for a trigger that comes when these are used up; those that lead to a refresh mostly do so in the first."""

EXPLORER_BETTER_RUNS = 8
"""Runs tried after these for a state of the app that is more like a real one; where there is one, it mostly comes within 6."""

EXPLORER_RUNS = 24
"""Orders of answers tried for two callers, those nearest to the order of sending first; they have 4 to 100."""

EXPLORER_FAILING_RUNS = 2
"""Orders tried where the refresh fails: what goes wrong then does so in most of them."""

EXPLORER_BRANCHES = 6
"""Unknown conditions of one run that are tried both ways."""

EXPLORER_ANSWERS = 200
"""Answers delivered in one run before it counts as endless."""

EXPLORER_TIMERS = 60
"""Timers fired in one run while somebody waits."""

EXPLORER_TRIGGERS = 5
"""Triggers of one group that are started, those that can be under way twice by themselves first."""

EXPLORER_ALL_RUNS = 300
"""Orders tried, the phone's answers among them, before a finding of the facts is refuted."""

EXPLORER_FLIPS = 12
"""Unknown conditions on the way to a broken property that are turned round to see whether it depends on them."""

EXPLORER_FLIP_RUNS = 6
"""Orders tried for each of them."""

EXPLORER_MAKERS = 2
"""Modules that are loaded because they make the objects of a trigger."""

EXPLORER_MAKER_CALLERS = 40
"""Functions looked at for what calls those that make them; factories are called from few places."""

EXPLORER_WAYS = 5
"""Callers tried to start one trigger, where it cannot be started with made-up arguments."""

LINE_HASH_UNITS = 100
"""UTF-16 units from a line's start that GitHub's fingerprint of it looks at."""

GITHUB_ANNOTATIONS = 10
"""Annotations of one severity that GitHub shows for one step; it drops the others."""

MARKDOWN_FINDINGS = 50
"""Causes told in a Markdown report; GitHub refuses a job summary above 1 MB."""

SARIF_CONTEXT_BYTES = 2_000
"""Code written around one result; three ordinary lines, and none of a line that a program made."""

ARCHIVE_BYTES = 200_000_000
"""Largest zip file that is opened; exports are 1 to 50 MB with their pictures."""

ARCHIVE_MEMBERS = 50_000
"""Files in one zip; the largest export seen has about 2,000, with node_modules some 40,000."""

ARCHIVE_TOTAL_BYTES = 200_000_000
"""Unpacked bytes of all code in one zip; the largest export seen has 25 MB."""

ARCHIVE_RATIO = 200
"""Unpacked bytes for each packed one of a large member; code reaches 10, a file of one letter 1,000."""

FAILURE_STEPS = 60_000
"""Instructions followed for one failed request and its callers; real ones take a few thousand."""

FAILURE_ALL_STEPS = 2_000_000
"""Instructions followed for all failed requests of a project; the largest seen needs 700,000."""

FAILURE_STATES = 1_500
"""Blocks entered in one function with one failure in hand; each unknown condition doubles the ways, most of which meet again."""

FAILURE_DEPTH = 4
"""Calls into helpers that are handed a failure."""

FAILURE_CALLERS = 5
"""Calls from a failed refresh up to who ends the session over it."""

FAILURE_SITES = 12
"""Callers of one function that are looked at."""

FAILURE_TRAIL = 8
"""Steps kept of the way from a failure to what it leads to."""

FAILURE_DOUBTS = 4
"""Conditions on the way that test the failure in a way that is not understood."""
MAX_UNIT_STEPS = 16
"""Steps back from a number of time to where its unit shows; code seen needs up to eight."""

MAX_SECONDS_MARGIN = 86_400
"""A constant named after seconds that is larger than a day of them counts something else, whatever its name says."""

TEXT_CAUSES = 4
"""Causes told one after the other without a list of them before; more do not fit on two screens."""

CACHE_ENTRIES = 200
"""Analyses kept in the cache; the oldest go first. An entry of an app of 1,000 files has some 200 kB."""

CACHE_ENTRY_BYTES = 50_000_000
"""Largest entry of the cache; that of the largest project seen has 2 MB."""
