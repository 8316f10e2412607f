"""How a case moves. Every move is one transaction on one locked process row.

This is the engine's whole door; nobody outside `workflows` opens another.
"""

from workflows.engine import patches
from workflows.engine.delivery import deliver
from workflows.engine.incidents import give_up, has_stopped, report, retry, skip, stopped
from workflows.engine.jobs import run_job
from workflows.engine.moves import cancel, complete, lock, re_enter, recheck, show_again, start
from workflows.engine.outbox import recheck_later, send
from workflows.engine.questions import (
    Tables,
    answer_labels,
    case_of,
    decide,
    names,
    open_tasks,
    picture,
    story,
    where,
)
from workflows.engine.sweep import tick
from workflows.engine.tell import HistoryRow, history, moves_of, told
from workflows.engine.timers import fire, retime
from workflows.engine.transaction import move
from workflows.engine.worklist import claim, hand_over, release, take_over

patches.apply()

__all__ = [
    "HistoryRow",
    "Tables",
    "answer_labels",
    "cancel",
    "case_of",
    "claim",
    "complete",
    "decide",
    "deliver",
    "fire",
    "give_up",
    "hand_over",
    "has_stopped",
    "history",
    "lock",
    "move",
    "moves_of",
    "names",
    "open_tasks",
    "picture",
    "re_enter",
    "recheck",
    "recheck_later",
    "release",
    "report",
    "retime",
    "retry",
    "run_job",
    "send",
    "show_again",
    "skip",
    "start",
    "stopped",
    "story",
    "take_over",
    "tick",
    "told",
    "where",
]
