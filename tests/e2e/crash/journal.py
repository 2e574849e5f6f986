"""What the program has on disk at a kill, read from a copy of its database so that nothing of it is touched."""

import json
import os
import shutil
import sqlite3
from dataclasses import dataclass, field

from ground import fresh


@dataclass
class SavedUpload:
    id: str
    state: str
    media_id: str
    acked: set = field(default_factory=set)      # indexes
    in_flight: set = field(default_factory=set)  # left at least once and not acknowledged


@dataclass
class Saved:
    post_state: str = ""
    uploads: list = field(default_factory=list)

    def stage(self):
        """Where the run stood, by one name: the Post's own stage if it has begun, else that of its slowest upload."""
        if not self.post_state:
            return "Starting"
        if self.post_state not in ("Draft", "Waiting for media"):
            return self.post_state
        order = ("Queued", "Checking", "Initializing", "Sending", "Finalizing", "Processing", "Ready")
        states = [upload.state for upload in self.uploads]
        return next((state for state in order if state in states), states[0] if states else "Starting")


def saved(profile):
    """The journal of a profile whose program is dead."""
    database = os.path.join(profile, "postreel.sqlite")
    if not os.path.exists(database):
        return Saved()
    copy = os.path.join(fresh("journal"), "copy.sqlite")
    for suffix in ("", "-wal"):
        if os.path.exists(database + suffix):
            shutil.copyfile(database + suffix, copy + suffix)
    connection = sqlite3.connect(copy)
    try:
        return _read(connection)
    finally:
        connection.close()
        shutil.rmtree(os.path.dirname(copy))


def _read(connection):
    if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'posts'").fetchone():
        return Saved()
    assert connection.execute("PRAGMA quick_check(1)").fetchone() == ("ok",), "the kill damaged the database"
    posts = connection.execute("SELECT state FROM posts").fetchall()
    assert len(posts) <= 1, "one call made two Posts of its own"
    whole = Saved(post_state=posts[0][0] if posts else "")
    for id, body in connection.execute("SELECT id, body FROM uploads ORDER BY position"):
        record = json.loads(body)
        upload = SavedUpload(id, record["state"], record["mediaId"])
        for index, acked, tries in connection.execute(
                "SELECT idx, acked, tries FROM segments WHERE upload_id = ?", (id,)):
            if acked:
                upload.acked.add(index)
            elif tries > 0:
                upload.in_flight.add(index)
        whole.uploads.append(upload)
    return whole
