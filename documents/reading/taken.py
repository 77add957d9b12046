"""Which characters of a text are taken already, so that nothing is read twice."""


class Taken:
    """The taken characters of one text."""

    def __init__(self, length: int) -> None:
        self._marks = bytearray(length + 1)

    def take(self, start: int, end: int) -> bool:
        """Take the characters from start to end; False if one of them is gone."""
        if 1 in self._marks[start:end]:
            return False
        self._marks[start:end] = b"\1" * (end - start)
        return True
