"""The desk (案头): what every job finds laid out, what this PC remembers, and the few things all jobs need to know."""
