"""What another process burns of the processor."""

import time


def burned_ms(pid: int) -> float:
    """Its user and system time since it began (Linux)."""
    # The kernel's clock of another process's time in the processor (clock_getcpuclockid(3)); it
    # counts nanoseconds, where /proc/<pid>/stat counts hundredths of a second.
    return time.clock_gettime(~pid << 3 | 2) * 1000
