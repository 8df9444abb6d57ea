"""What a script's syntax tree says."""

from __future__ import annotations

import subprocess

import pytest

from app import paths
from app.domain.script import Review, Script
from app.review.libraries import LIBRARIES
from app.review.review import review


def look(code: str) -> Review:
    return review(Script(code), LIBRARIES)


def test_each_library_imports_in_the_scripts_python() -> None:
    code = "import importlib, sys\nfor name in sys.argv[1:]: importlib.import_module(name)"
    done = subprocess.run(
        [paths.scripts_python(), "-s", "-P", "-c", code, *sorted(LIBRARIES)],
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()


@pytest.mark.parametrize(
    ("code", "unknown"),
    [
        ("import os, json\nimport pandas as pd\nfrom PIL import Image", ()),
        ("import xml.etree.ElementTree as ET\nfrom matplotlib import pyplot", ()),
        ("import requests", ("requests",)),
        ("from PyPDF2.pdf import PdfReader", ("PyPDF2",)),
        ("import docx2txt as d, os\ndef f():\n    import camelot", ("camelot", "docx2txt")),
        ("from . import mine", (".",)),
        ("from ..mine import x", ("..",)),
        ("__import__('requests')", ("requests",)),
        ("import importlib\nimportlib.import_module('seaborn.x')", ("seaborn",)),
        ("from importlib import import_module\nimport_module(name)", ()),
        ("try:\n    import ujson\nexcept ImportError:\n    ujson = None", ()),
        ("try:\n    import ujson\nexcept (OSError, ModuleNotFoundError):\n    pass", ()),
        ("try:\n    import ujson\nexcept:\n    pass", ()),
        ("try:\n    import ujson\nexcept ValueError:\n    pass", ("ujson",)),
        ("try:\n    pass\nexcept ImportError:\n    import ujson", ("ujson",)),
        ("try:\n    import a1\nexcept ImportError:\n    pass\nimport a1", ("a1",)),
    ],
)
def test_imports_outside_the_list_are_found(code: str, unknown: tuple[str, ...]) -> None:
    found = look(code)
    assert found.unknown_imports == unknown
    assert found.can_run is not bool(unknown)


@pytest.mark.parametrize(
    ("code", "reads", "writes"),
    [
        ("open('a.txt')", ("a.txt",), ()),
        ("open('a.txt', 'w')", (), ("a.txt",)),
        ("open('a.txt', mode='ab')", (), ("a.txt",)),
        ("open(file='a.txt')", ("a.txt",), ()),
        ("pd.read_csv('данные/a.csv', sep=';')", ("данные/a.csv",), ()),
        ("p = 'a.xlsx'\ndf = pd.read_excel(p)\ndf.to_excel('b.xlsx')", ("a.xlsx",), ("b.xlsx",)),
        ("p = 'a'\np = 'b'\nopen(p)", (), ()),
        ("p = Path('x') / 'y.txt'\np.read_text()", ("x/y.txt",), ()),
        ("Path('x').open('w')", (), ("x",)),
        ("Path('x').open()", ("x",), ()),
        ("Path('a').rename('b')", ("a",), ("b",)),
        ("os.path.join('a', 'b')\nopen(os.path.join('a', 'b'))", ("a/b",), ()),
        ("shutil.move('a', 'b')", ("a",), ("b",)),
        ("from shutil import copy\ncopy('a', 'b')", ("a",), ("b",)),
        ("os.listdir('.')\nglob.glob('*.csv')", (".", "*.csv"), ()),
        ("for p in Path('in').rglob('*.txt'): pass", ("in",), ()),
        ("'a-b'.replace('-', '_')\ndf.rename(columns={})\nx.copy()", (), ()),
        ("with pd.ExcelWriter('o.xlsx') as w: pass", (), ("o.xlsx",)),
        ("plt.savefig('p.png')\nwb.save('b.xlsx')", (), ("p.png", "b.xlsx")),
        ("p = p / 'x'\nopen(p)", (), ()),
        ("open('a')\nopen('a')", ("a",), ()),
    ],
)
def test_paths_that_are_spelled_out(
    code: str, reads: tuple[str, ...], writes: tuple[str, ...]
) -> None:
    found = look(code)
    assert (found.reads, found.writes) == (reads, writes)


@pytest.mark.parametrize(
    ("code", "deletes"),
    [
        ("os.remove('a')", True),
        ("p.unlink()", True),
        ("shutil.rmtree(folder)", True),
        ("from os import remove\nremove(x)", True),
        ("import subprocess\nsubprocess.run(['rm', '-rf', 'x'])", True),
        ("os.system('rm -rf x')", True),
        ("os.rmdir('x')", True),
        ("items.remove(3)", False),
        ("remove = print\nremove(1)", False),
        ("del x", False),
        ("os.system('inform me')", False),
        ("df.drop(columns='a')", False),
    ],
)
def test_deletions_are_noticed(code: str, deletes: bool) -> None:
    assert look(code).deletes is deletes


@pytest.mark.parametrize(
    "code", ["x = (1\n", "if x\n  pass", "x = '\0'", "(" * 5000, "a" + "+a" * 9999]
)
def test_what_does_not_parse_says_so(code: str) -> None:
    found = look(code)
    assert found.syntax_error and not found.can_run


def test_the_line_of_a_syntax_error_is_named() -> None:
    assert look("x = 1\ny = = 2\n").syntax_error_line == 2


def test_a_doubtful_escape_is_no_error() -> None:
    assert look("import re\nre.split('\\d', 'x')").can_run
