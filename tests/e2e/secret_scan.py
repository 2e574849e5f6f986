"""Looks for what must stay secret in all that a run of the program leaves or shows."""

import base64
import os
import urllib.parse


def basic(client, secret):
    """The credentials of HTTP Basic, as they go out."""
    return base64.b64encode(f"{client}:{urllib.parse.quote(secret, safe='')}".encode()).decode()


def spellings(secret):
    """As it may stand somewhere: plain in any case, in a URL, in Basic, in JSON, in HTML, in hex, in UTF-16."""
    plain = secret.encode()
    return {plain, secret.lower().encode(), secret.upper().encode(), urllib.parse.quote(secret, safe="").encode(),
            base64.b64encode(plain), base64.urlsafe_b64encode(plain), plain.hex().encode(), secret.encode("utf-16-le"),
            *(escape.encode() for escape in escapes(secret))}


def escapes(secret):
    """Every letter of it escaped, as a URL, JSON and HTML may have it."""
    for form in ("%{:02x}", "%{:02X}", "\\u{:04x}", "\\x{:02x}", "&#{};", "&#x{:x};"):
        yield "".join(form.format(ord(letter)) for letter in secret)


def files_below(folder):
    for here, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(here, name)
            if os.path.isfile(path) and not os.path.islink(path):
                yield path


def scan(secrets, folders=(), texts=()):
    """Where any of the secrets stands: names of files and texts."""
    wanted = set().union(*(spellings(secret) for secret in secrets if len(secret) >= 8))
    found = []
    for folder in folders:
        for path in files_below(folder):
            with open(path, "rb") as file:
                content = file.read()
            if any(each in content for each in wanted):
                found.append(path)
    for name, text in texts:
        content = text if isinstance(text, bytes) else text.encode()
        if any(each in content for each in wanted):
            found.append(name)
    return found


def shown_by(pid):
    """What any other program of the person can see of a process: its arguments and its environment."""
    texts = []
    for kind in ("cmdline", "environ"):
        try:
            with open(f"/proc/{pid}/{kind}", "rb") as file:
                texts.append((kind, file.read()))
        except OSError:
            pass
    return texts
