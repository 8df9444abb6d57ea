"""Splits Python into coloured spans line by line, with the state between the lines.

Pygments lexes whole texts. `QSyntaxHighlighter` asks for one line at a time and keeps a number
between them, so that a token appended to a long script costs one line and not all of them. The
two meet here: an `ExtendedRegexLexer` tells on what stack of states it ended, and the number
stands for that stack.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from pygments.lexer import ExtendedRegexLexer, LexerContext
from pygments.lexers.python import PythonLexer
from pygments.token import Token, _TokenType, is_token_subtype

_ROOT = ("root",)
_LONGEST = 4000  # characters of a line that are worth colours


class Kind(Enum):
    """What a span is. Everything that is not listed has the colour of the text."""

    KEYWORD = "keyword"
    NAME = "name"
    BUILTIN = "builtin"
    STRING = "string"
    NUMBER = "number"
    COMMENT = "comment"


@dataclass(frozen=True, slots=True)
class Span:
    """A part of a line. Counted in UTF-16 units, as Qt does."""

    start: int
    length: int
    kind: Kind


class _Lexer(ExtendedRegexLexer, PythonLexer):
    """Python, with the stack of states in the caller's hands."""


class PythonLines:
    """Lexes lines in any order, as long as the state before each is known."""

    def __init__(self) -> None:
        self._lexer = _Lexer()
        self._stacks: list[tuple[str, ...]] = [_ROOT]
        self._numbers: dict[tuple[str, ...], int] = {_ROOT: 0}

    def spans(self, line: str, state: int) -> tuple[tuple[Span, ...], int]:
        """The spans of `line` (without its line break), and the state after it.

        `state` is that after the line before, or -1 at the beginning.
        """
        stack = self._stacks[max(state, 0)]
        if len(line) > _LONGEST:
            return (), max(state, 0)
        context = LexerContext(line + "\n", 0, list(stack))
        offsets = _utf16_offsets(line)
        found: list[Span] = []
        for position, token, text in self._lexer.get_tokens_unprocessed(context=context):
            kind = _kind(token)
            end = min(position + len(text), len(line))
            if kind is None or end <= position:
                continue
            start = offsets[position] if offsets else position
            stop = offsets[end] if offsets else end
            if found and found[-1].kind is kind and found[-1].start + found[-1].length == start:
                start = found.pop().start
            found.append(Span(start, stop - start, kind))
        return tuple(found), self._number(tuple(context.stack))

    def _number(self, stack: tuple[str, ...]) -> int:
        number = self._numbers.get(stack)
        if number is None:
            number = self._numbers[stack] = len(self._stacks)
            self._stacks.append(stack)
        return number


def _utf16_offsets(line: str) -> list[int]:
    """Where each character begins for Qt; empty when that is the same as in Python."""
    if all(character <= "\uffff" for character in line):
        return []
    offsets = [0]
    for character in line:
        offsets.append(offsets[-1] + (2 if character > "\uffff" else 1))
    return offsets


_KINDS: tuple[tuple[_TokenType, Kind], ...] = (
    (Token.Comment, Kind.COMMENT),
    (Token.Literal.String.Interpol, Kind.BUILTIN),
    (Token.Literal.String, Kind.STRING),
    (Token.Literal.Number, Kind.NUMBER),
    (Token.Keyword.Constant, Kind.NUMBER),
    (Token.Keyword, Kind.KEYWORD),
    (Token.Operator.Word, Kind.KEYWORD),
    (Token.Name.Function, Kind.NAME),
    (Token.Name.Class, Kind.NAME),
    (Token.Name.Decorator, Kind.NAME),
    (Token.Name.Builtin, Kind.BUILTIN),
    (Token.Name.Exception, Kind.BUILTIN),
)


def _kind(token: _TokenType) -> Kind | None:
    return next((kind for family, kind in _KINDS if is_token_subtype(token, family)), None)
