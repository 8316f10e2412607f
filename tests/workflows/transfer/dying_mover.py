"""A worker that dies, as by a power cut, within the n-th move of a transfer, before it commits.

Run by `test_batch.py`: `python -m tests.workflows.transfer.dying_mover N`.
"""

import os
import signal
import sys
from typing import Any

import django


def main() -> None:
    django.setup()
    from tests.workflows.engine import spar
    from workflows.transfer import batch

    spar.register()
    left = int(sys.argv[1])
    whole = batch.take_over

    def move_and_perhaps_die(*given: Any, **named: Any) -> None:
        nonlocal left
        whole(*given, **named)
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    batch.take_over = move_and_perhaps_die
    batch.carry_on(seconds=30)


if __name__ == "__main__":
    main()
