"""The postman: takes letters from the outbox and hands them to a mail server, or keeps them as files."""

from dsw.postman.sending import send_due

__all__ = ["send_due"]
