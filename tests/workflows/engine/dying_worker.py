"""A worker that dies, as by a power cut, at the n-th point where it could.

Run by `test_killed.py`: `python -m tests.workflows.engine.dying_worker N`. Points are before and
after each step's own effect, and around each thing that the sweep carries out.
"""

import os
import signal
import sys

import django


def main() -> None:
    django.setup()
    from tests.workflows.engine import spar
    from workflows import engine

    spar.register()
    left = int(sys.argv[1])

    def point() -> None:
        nonlocal left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    spar.point = point
    for _ in range(20):
        point()
        swept = engine.tick()
        if swept == type(swept)():
            break


if __name__ == "__main__":
    main()
