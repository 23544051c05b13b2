"""Pages that a browser saved as a single file (MHTML, RFC 2557)."""

from dataclasses import replace
from email import message_from_bytes

from annotations.sources.material import Material


def page_in(material: Material) -> Material:
    """Return the page that an archive holds; its pictures and frames are left.

    Raises:
        SourceError: there is no page in it.
    """
    for part in message_from_bytes(material.data).walk():
        content = part.get_payload(decode=True)
        if part.get_content_type() == "text/html" and isinstance(content, bytes):
            return replace(material, data=content, charset=part.get_content_charset())
    raise material.refused("an archive without a page.", "Save the page again, as HTML.")
