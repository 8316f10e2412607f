"""Python's garbage collector, told what lives as long as the process."""

import gc


def settle() -> None:
    """Leave what is loaded by now out of every later collection.

    Code, templates and parsed diagrams are hundreds of thousands of objects that never become
    garbage; walking through them took a tenth of a second, in the middle of somebody's request.
    """
    gc.collect()
    gc.freeze()
