"""What scripts can import: the names of the modules of `requirements/scripts.in`.

A test imports each of them in the scripts' Python.
"""

from __future__ import annotations

import sys

LIBRARIES = frozenset(
    {
        "PIL",
        "bs4",
        "chardet",
        "charset_normalizer",
        "dateutil",
        "docx",
        "duckdb",
        "et_xmlfile",
        "joblib",
        "lxml",
        "matplotlib",
        "mpl_toolkits",
        "numpy",
        "openpyxl",
        "pandas",
        "pptx",
        "pylab",
        "pypdf",
        "pytz",
        "reportlab",
        "scipy",
        "sklearn",
        "tabulate",
        "tzdata",
        "xlrd",
        "xlsxwriter",
    }
)

STANDARD_LIBRARY = frozenset(sys.stdlib_module_names)
"""Of our own Python, which is of the same version as the scripts'."""
