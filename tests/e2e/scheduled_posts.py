"""Lets the time of scheduled Posts come. A test that waited for it would have to be faster than the clock on its way there."""

import json
import os
import sqlite3
import time


def bring_due(profile):
    """Every scheduled Post of the profile is due from now on. No program may have the profile open."""
    now = int(time.time() * 1000)
    with sqlite3.connect(os.path.join(profile, "postreel.sqlite")) as db:
        found = db.execute("SELECT id, body FROM posts WHERE state = 'Scheduled'").fetchall()
        assert found, "no Post is scheduled"
        for post, body in found:
            record = json.loads(body)
            record["until"] = record["scheduled"] = now
            db.execute("UPDATE posts SET body = ? WHERE id = ?", (json.dumps(record), post))
