"""Answers (填写内容): what stands at a label, and what is left on the page."""
