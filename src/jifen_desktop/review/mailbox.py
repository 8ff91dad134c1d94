"""Addresses of mailboxes."""


def looks_like_mailbox(text: str) -> bool:
    """One address with a user and a dotted domain (RFC 5321's ASCII form); no list, no display name."""
    user, at, domain = text.partition("@")
    plain = text.isascii() and text.isprintable() and not set(text) & set(' ,;<>()[]\\"')
    dots = all(part for part in domain.split(".")) and "." in domain
    return bool(at and user and plain and dots and "@" not in domain and len(text) <= 254)
