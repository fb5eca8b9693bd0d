"""Small changes to a source file, each of which ought to make some test fail.

A mutant is one change to one place of the syntax tree: a comparison turned round or moved by its boundary, a number by
one, a low end read for a high one, a statement left out. What cannot change a result is left alone: annotations,
docstrings, assertions, decorators, and the texts in tables at the top of a module.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass
from types import CodeType
from typing import Any

COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.Pow: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}
CALLED = {"min": "max", "max": "min", "any": "all", "all": "any", "sorted": "list"}
ENDS = {"low": "high", "high": "low", "must": "may", "may": "must"}
LEFT_OUT = (ast.AugAssign, ast.Raise, ast.Continue, ast.Break, ast.Delete)
NOT_LOOKED_AT = {"annotation", "returns", "decorator_list"}


@dataclass(frozen=True)
class Mutant:
    """One change: the lines of the statement it is in, the outermost function around it (empty where the code runs
    when the module is imported), what stands there and what would.
    """

    first: int
    last: int
    function: str
    old: ast.AST
    new: ast.AST
    holder: ast.AST
    field: str
    place: int | None

    @property
    def was(self) -> str:
        """What stands there."""
        return ast.unparse(self.old).strip().partition("\n")[0]

    @property
    def becomes(self) -> str:
        """What the mutant has in its place."""
        return ast.unparse(self.new).strip().partition("\n")[0]

    def code(self, tree: ast.Module, filename: str) -> CodeType:
        """The module with this change alone, compiled; the tree is as it was afterwards."""
        self._put(self.new)
        try:
            return compile(ast.fix_missing_locations(tree), filename, "exec", dont_inherit=True)
        finally:
            self._put(self.old)

    def _put(self, node: ast.AST) -> None:
        if self.place is None:
            setattr(self.holder, self.field, node)
        else:
            getattr(self.holder, self.field)[self.place] = node


def mutants(tree: ast.Module) -> list[Mutant]:
    """Every mutant of a module, in the order of its lines."""
    return sorted(_within(tree, "", (0, 0)), key=lambda each: each.first)


def _within(node: ast.AST, where: str, lines: tuple[int, int]) -> Iterator[Mutant]:
    for holder, field, place, child in _children(node):
        around = _lines(child) if isinstance(child, ast.stmt | ast.match_case) else lines
        for new in _changes(child, in_function=where.endswith("()")):
            function = where.removesuffix("()") if where.endswith("()") else ""
            yield Mutant(*around, function, child, ast.copy_location(new, child), holder, field, place)
        if isinstance(node, ast.FunctionDef) and field == "args":
            # What a parameter is if it is not given is worked out when the function is made, not when it runs.
            yield from _within(child, where.removesuffix(f"{node.name}()"), around)
        else:
            yield from _within(child, _inside(child, where), around)


def _children(node: ast.AST) -> Iterator[tuple[ast.AST, str, int | None, ast.AST]]:
    for field, value in ast.iter_fields(node):
        if field in NOT_LOOKED_AT:
            continue
        for place, child in enumerate(value) if isinstance(value, list) else ((None, value),):
            text = isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant)
            if isinstance(child, ast.AST) and not isinstance(child, ast.Assert) and not text:
                yield node, field, place, child


def _inside(node: ast.AST, where: str) -> str:
    """The name of what is inside a node: `Span.`, `Span.settled()`; what is inside a function is that function."""
    if where.endswith("()"):
        return where
    if isinstance(node, ast.FunctionDef):
        return f"{where}{node.name}()"
    return f"{where}{node.name}." if isinstance(node, ast.ClassDef) else where


def _lines(statement: ast.stmt | ast.match_case) -> tuple[int, int]:
    """The lines of a statement itself, without those of its body."""
    first: ast.expr | ast.pattern | ast.stmt = statement.pattern if isinstance(statement, ast.match_case) else statement
    body = getattr(statement, "body", None)
    last = body[0].lineno - 1 if body else first.end_lineno or first.lineno
    return first.lineno, max(first.lineno, last)


def _changes(node: ast.AST, *, in_function: bool) -> Iterator[ast.AST]:
    match node:
        case ast.Compare():
            for place, operator in enumerate(node.ops):
                for other in COMPARISONS[type(operator)]:
                    yield _with(node, ops=[*node.ops[:place], other(), *node.ops[place + 1 :]])
        case ast.BoolOp():
            yield _with(node, op=ast.And() if isinstance(node.op, ast.Or) else ast.Or())
        case ast.UnaryOp(op=ast.Not() | ast.USub()):
            yield copy(node.operand)
        case ast.BinOp() if type(node.op) in ARITHMETIC:
            yield _with(node, op=ARITHMETIC[type(node.op)]())
        case ast.Constant(value=bool(value)):
            yield ast.Constant(not value)
        case ast.Constant(value=int(value)):
            yield from (ast.Constant(value + 1), ast.Constant(value - 1))
        case ast.Constant(value=str(value)) if in_function:
            yield ast.Constant(f"{value}!")
        case ast.Call(func=ast.Name(id=name)) if name in CALLED:
            yield _with(node, func=ast.Name(CALLED[name], ast.Load()))
        case ast.Attribute(attr=name, ctx=ast.Load()) if name in ENDS:
            yield _with(node, attr=ENDS[name])
        case ast.Slice():
            yield from (_with(node, **{end: None}) for end in ("lower", "upper") if getattr(node, end))
        case ast.comprehension() if node.ifs:
            for place in range(len(node.ifs)):
                yield _with(node, ifs=[*node.ifs[:place], *node.ifs[place + 1 :]])
        case ast.Return(value=ast.expr()) if not _is(node.value, None):
            yield _with(node, value=ast.Constant(None))
        case ast.Expr() | ast.AugAssign() | ast.Raise() | ast.Continue() | ast.Break() | ast.Delete():
            yield ast.Pass()
        case ast.Assign(targets=[ast.Attribute() | ast.Subscript()]):
            yield ast.Pass()
        case ast.If() | ast.While() | ast.IfExp():
            if not isinstance(node.test, ast.UnaryOp) and not (
                isinstance(node.test, ast.Compare) and len(node.test.ops) == 1
            ):
                yield _with(node, test=ast.UnaryOp(ast.Not(), node.test))


def _with(node: ast.AST, **changed: Any) -> ast.AST:
    """A node like another, but for what is named. The parts that stay are the same parts."""
    new = copy(node)
    for name, value in changed.items():
        setattr(new, name, value)
    return new


def _is(node: ast.AST | None, value: object) -> bool:
    return isinstance(node, ast.Constant) and node.value is value
