"""Developers' tools: translations and what packing needs."""
