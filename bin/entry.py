"""Starts bin/up and bin/test with nothing but a bare Python: the standard library only."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parent.parent))

from bootstrap import test, up
from bootstrap.console import Halt, say

COMMANDS = {"up": up.main, "test": test.main}

if __name__ == "__main__":
    try:
        sys.exit(COMMANDS[sys.argv[1]](sys.argv[2:]))
    except Halt as halt:
        say(f"\nStopped: {halt}")
        sys.exit(1)
    except KeyboardInterrupt:
        say("\nStopped.")
        sys.exit(130)
