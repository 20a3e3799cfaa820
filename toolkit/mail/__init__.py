"""Mail (邮件): drafts that a person sends or has sent, and the two servers of an office's mailbox.

Most commands only write drafts; who talks to servers imports their modules himself, so that nobody else waits for them.
"""

from toolkit.mail.addresses import address_fault, recipients
from toolkit.mail.drafts import Attachment, draft, fitting

__all__ = ["Attachment", "address_fault", "draft", "fitting", "recipients"]
