"""What libraries log about odd input: nothing that belongs on the reader's terminal."""

import logging


def silence(library: str) -> None:
    """Keep Python from printing a library's warnings where nobody has asked for logs."""
    logger = logging.getLogger(library)
    if not logger.handlers:
        logger.addHandler(logging.NullHandler())
