"""Frames (公文模板): papers that an office may rewrite in Word, their fields, and what is wrong with a frame."""
