"""The app: `python app.py` serves the page, on your machine and on a Hugging Face Space."""

import sys

from onelayer.command.printing import run_printing
from onelayer.command.serve import run

if __name__ == "__main__":
    sys.exit(run_printing("app.py", run))
