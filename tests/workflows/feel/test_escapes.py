"""Known ways out of Python sandboxes, and ways to make an evaluation hang: none works."""

import time
from types import SimpleNamespace

import pytest

from workflows.feel import Budget, FeelSyntaxError, compile_expression, compile_unary_tests

ESCAPES = [
    "__import__('os').system('id')",
    '__import__("os").system("id")',
    "().__class__.__bases__[0].__subclasses__()",
    '"".__class__.__mro__[1].__subclasses__()',
    "[].__class__.__base__.__subclasses__()",
    "{}.__class__",
    "(1).__class__.__name__",
    '"{0.__class__}".format(1)',
    "a.__class__",
    "a.__init__.__globals__",
    "a.__dict__",
    "f.__code__.co_consts",
    "(function(x) x).__globals__",
    "(function(x) x).body",
    "string length.call",
    "sum.__self__",
    "globals()",
    "locals()",
    "vars()",
    'eval("1+1")',
    'exec("import os")',
    'compile("1", "", "eval")',
    'open("/etc/passwd")',
    'getattr(a, "b")',
    "print(1)",
    "breakpoint()",
    "lambda: 1",
    "[x for x in [1]]",
    "(x := 1)",
    "a if b else c",
    "import os",
    "os.environ",
    "builtins.open",
    "type(a)",
    '@"/etc/passwd"',
    'time("10:00:00@../../etc/passwd")',
    'time("10:00:00@/etc/passwd")',
    'function() external {java: {class: "java.lang.Runtime", method signature: "getRuntime()"}}',
    'function(x) external {python: "os.system"}',
    'context put(a, "__class__", 1).__class__.__name__',
    "now().__reduce__()",
    'date("2026-01-01").of_number',
    'date("2026-01-01").__class__',
    "[1..2].__slots__",
    "hmc.f.__globals__",
    "obj.secret",
]


@pytest.mark.parametrize("text", ESCAPES)
def test_no_way_out(text: str) -> None:
    """A plain syntax error, or null and a warning."""
    try:
        outcome = compile_expression(text).evaluate({"a": {"b": 1}, "f": "x"})
    except FeelSyntaxError:
        return
    assert outcome.value is None
    assert outcome.warnings


def test_an_object_is_no_fact() -> None:
    with pytest.raises(TypeError, match="SimpleNamespace"):
        compile_expression("obj.secret").evaluate({"obj": SimpleNamespace(secret=1)})


ENDLESS = [
    "for i in 1..1000000000 return i",
    "for i in 1..100000, j in 1..100000 return i * j",
    "count(for i in 1..999999999999 return i)",
    "some i in 1..1000000000 satisfies i < 0",
    "{f: function(n) f(n), r: f(1)}.r",
    "{f: function(n) f(n - 1) + f(n - 2), r: f(90)}.r",
    "{a: [1, 1], b: [a, a, a, a], c: [b, b, b, b], d: [c, c, c, c], e: [d, d, d, d], "
    "f: [e, e, e, e], g: [f, f, f, f], "
    "h: [g, g, g, g], i: [h, h, h, h], j: [i, i, i, i], k: [j, j, j, j]}",
    'for i in 1..100000 return {a: (for j in 1..12 return if j = 1 then "abcdefgh" else '
    "partial[-1] + partial[-1] + partial[-1])[-1]}.a",
    'for i in 1..100 return if i = 1 then "ab" else partial[-1] + partial[-1]',
    'matches("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab", "^(a*)*(a*)*(\\\\1)*c$")',
    "9 ** 999999999 * 9 ** 999999999",
    "sort(for i in 1..100000 return 0 - i, function(a, b) (for x in 1..100 return x)[1] < 0)",
]


@pytest.mark.parametrize("text", ENDLESS)
def test_nothing_hangs(text: str) -> None:
    began = time.perf_counter()
    outcome = compile_expression(text).evaluate(budget=Budget(steps=300_000))
    assert time.perf_counter() - began < 10
    assert outcome.value is None
    assert outcome.warnings


def test_catastrophic_patterns_take_time_as_text_times_pattern() -> None:
    text = 'matches("' + "a" * 500 + 'b", "^(a+)+$")'
    began = time.perf_counter()
    assert compile_expression(text).evaluate().value is False
    assert time.perf_counter() - began < 5


@pytest.mark.parametrize(
    "text",
    [
        "(" * 500 + "1" + ")" * 500,
        "-" * 2000 + "1",
        "[" * 100,
        "if a then " * 200 + "1",
        "a." * 500 + "b",
        "1" * 60_000,
    ],
)
def test_depth_and_length_are_refused(text: str) -> None:
    with pytest.raises(FeelSyntaxError):
        compile_expression(text)


def test_long_chains_are_no_depth() -> None:
    assert compile_expression("+".join(["1"] * 3000)).evaluate().value == 3000
    assert compile_expression(" and ".join(["true"] * 3000)).evaluate().value is True


def test_an_input_entry_has_a_budget_too() -> None:
    tests = [compile_unary_tests(f"(for i in 1..{n} return i)[1]") for n in (10, 40)]
    assert tests[0].evaluate(1, budget=Budget(steps=50)).value is True
    assert tests[1].evaluate(1, budget=Budget(steps=50)).value is None
