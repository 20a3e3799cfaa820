"""Old ledgers (旧台账): read, compared with what is known, and the office asked."""
