"""The command ``ibid``, also as ``python -m ibid``."""

import signal
import sys

from ._ibid import main as run


def main() -> int:
    """Runs the program with the arguments of this process, and returns its exit code."""
    # Python would only note an interrupt, and look at it once the program has ended.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    return run(["ibid", *sys.argv[1:]])


if __name__ == "__main__":
    sys.exit(main())
