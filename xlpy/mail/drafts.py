"""Letters we write: drafts that open in the mail program, ready to be looked at and sent by a person."""

import hashlib
from collections.abc import Mapping
from email.message import EmailMessage
from email.policy import SMTP

_SHEET = "vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def draft(subject: str, text: str, files: Mapping[str, bytes], to: str = "") -> bytes:
    """A mail nobody has sent (``X-Unsent``); the same words and files always give the same bytes."""
    message = EmailMessage(policy=SMTP)
    message["X-Unsent"] = "1"
    message["To"] = to
    message["Subject"] = " ".join(subject.split())
    message.set_content(text, charset="utf-8", cte="base64")
    for name, content in files.items():
        subtype = "zip" if name.endswith(".zip") else _SHEET
        message.add_attachment(content, maintype="application", subtype=subtype, filename=name)
    if files:
        message.set_boundary(f"----{hashlib.sha256(text.encode()).hexdigest()[:24]}")
    return message.as_bytes()
