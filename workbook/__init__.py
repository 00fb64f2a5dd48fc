"""What the papers ARE: it opens no program and asks no one."""
