"""Opening a file that somebody sent, without letting it hurt us."""

from pathlib import Path

from intake.shapes import Reading


class UnreadableFile(Exception):
    """A file that is refused: a code from a closed list and a sentence saying what to do."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code
        self.sentence = sentence


def read_file(path: Path | str, file_name: str) -> Reading:
    """Read every sheet of a spreadsheet in a confined process.

    Raises  UnreadableFile.
    """
    raise NotImplementedError
