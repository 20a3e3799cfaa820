"""Meetings (会议): the pack before, the agenda filled at the table, the minutes after."""
