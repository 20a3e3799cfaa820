"""Periods (期间): what an analysis stands on — figures kept, common problems, districts — beside the measures."""
