"""What surrounds the machine: modules, packages, choices, and calls that lead out of the model."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from refreshlint.interleave.values import Token, Unknown, Value
from refreshlint.js.ir import UNDEFINED

if TYPE_CHECKING:
    from refreshlint.interleave.machine import Machine


class Site(NamedTuple):
    """A place in the program: the module's path, the function's index in it, the instruction's index in its code."""

    path: str
    function: int
    instruction: int


class Host:
    """The surroundings of a machine, to be overridden in parts. As it is, packages are unknown and unknown calls harmless.

    inline_requires: whether a module is evaluated when something of it is first read, instead of before its importers.
    """

    inline_requires = False

    def link(self, importer: str, specifier: str) -> str | None:
        """The path of the module that a specifier means in `importer`; None where it lies outside of the program."""
        return None

    def external(self, machine: Machine, specifier: str) -> Value:
        """The namespace of a module outside of the program, asked for once a machine."""
        return Unknown(specifier)

    def has_global(self, machine: Machine, name: str) -> bool:
        """Whether the surroundings define a global."""
        return False

    def global_value(self, machine: Machine, name: str) -> Value:
        """The value of a global that the language does not define, asked for once a machine."""
        return Unknown(name)

    def decide(self, machine: Machine, site: Site, value: Value, times: int) -> bool:
        """Which way a branch on an unknown value goes; `times` counts earlier choices here in the same call.

        By default the true one, and the false one from the second time on, so that every loop ends.
        """
        return times == 0

    def call_unknown(self, machine: Machine, callee: Unknown, this: Value, args: list[Value]) -> Value:
        """The result of a call that leads out of the model; `Steps` where it calls back."""
        return callee.derived("()")

    def await_unknown(self, machine: Machine, value: Unknown) -> Value:
        """What is awaited where an unknown value is; a host promise lets the scheduler decide when and how it settles."""
        return value

    def token_property(self, machine: Machine, token: Token, name: str) -> Value:
        """A property of a token that is no property of strings: undefined, as of any string."""
        return UNDEFINED

    def expiry_told(self, pair: int) -> None:
        """The program is told when the access token of a pair expires."""

    def token_decoded(self, machine: Machine, token: Token) -> Value:
        """What decoding base64 makes of a token."""
        return Unknown("content of a token")

    def token_parts(self, machine: Machine, token: Token, separator: str) -> list[Value] | None:
        """The parts into which a token is split; None where that is not known."""
        return None

    def parse_token(self, machine: Machine, token: Token) -> Value:
        """What JSON.parse makes of a token."""
        return Unknown("content of a token")
