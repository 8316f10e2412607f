#!/usr/bin/env python
"""Django's command line."""

import os
import sys


def main() -> None:
    if sys.argv[1:] == ["dmn_evaluate"]:
        # Tables are tried without the product: starting its apps would be most of the work.
        from workflows.dmn.lines import answer_lines

        answer_lines()
        return
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
