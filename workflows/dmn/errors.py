"""What is raised when a file can not be read as decisions."""


class DmnError(Exception):
    """A refusal in Swedish; `element_id` names the element it is about, when there is one."""

    def __init__(self, mening: str, element_id: str | None = None) -> None:
        super().__init__(mening)
        self.mening = mening
        self.element_id = element_id
