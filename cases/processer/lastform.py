"""A form over what others change too: what its reader left alone stays as it is now.

Each field is sent back with what was read in it, so that a page opened before a colleague's change
can tell the reader's own changes from the colleague's.
"""

from collections.abc import Iterator
from typing import Any

from django import forms


class LastForm(forms.Form):
    """A form whose `initial` is what is saved now, and whose fields are all single texts."""

    def hall_mot_det_lasta(self) -> None:
        """Let each field that was not sent, or was sent as it was read, be what is saved now."""
        self.skickade = frozenset(self.data)
        self._lasta = {name: self._nu(name) for name in self.fields}
        if not self.is_bound:
            return
        sent = {name: str(self.data.get(name, "")) for name in self.data}
        for name, now in list(self._lasta.items()):
            read = sent.get(self.add_initial_prefix(name), now)
            if name in sent and rader(sent[name]) != rader(read):
                self._lasta[name] = read
            else:
                sent[name] = now
        self.data = sent

    @property
    def lasta(self) -> Iterator[tuple[str, str]]:
        """What was read in each field, by the name that it is sent by."""
        for name, text in self._lasta.items():
            yield self.add_initial_prefix(name), text

    @property
    def changed_data(self) -> list[str]:
        """The fields that say something else than what is saved now. A browser sends other line
        breaks than it was given, which is no change."""
        return [
            name for name in self.fields if rader(self.data.get(name, "")) != rader(self._nu(name))
        ]

    def clean(self) -> dict[str, Any]:
        """Lines are kept apart as they are within a drawing."""
        said = super().clean() or self.cleaned_data
        for name, text in said.items():
            if isinstance(text, str):
                said[name] = "\n".join(text.splitlines())
        return said

    def _nu(self, name: str) -> str:
        now = self.fields[name].initial
        return "" if now is None else str(now)


def rader(text: str) -> list[str]:
    """A text without what a browser adds to it."""
    return text.strip().splitlines()
