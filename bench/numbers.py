"""Measure how whole numbers are read: `python bench/numbers.py …` runs bench/whole_numbers.py, which says more.

Python puts the folder of a script first on its path, so that this file also stands before the standard library's module
`numbers`, which NumPy imports: to an import it gives that module.
"""

import importlib.util
import sys
import sysconfig
from pathlib import Path

if __name__ == "__main__":
    from bench.whole_numbers import main

    sys.exit(main())
elif __name__ == "numbers":
    spec = importlib.util.spec_from_file_location("numbers", Path(sysconfig.get_path("stdlib"), "numbers.py"))
    assert spec
    assert spec.loader
    sys.modules["numbers"] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(sys.modules["numbers"])
