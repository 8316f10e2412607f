"""What a scenario says that no fact can be."""


class Unfit(Exception):
    """A fact that there is not, or a value that is not of its kind; `mening` says what to write."""

    def __init__(self, mening: str) -> None:
        super().__init__(mening)
        self.mening = mening
