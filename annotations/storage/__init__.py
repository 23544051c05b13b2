"""The reader's store: one TinyDB file that several processes share, and the snapshots of articles beside it."""
