"""A case put together for whoever looks it up (归档): its story, and what its file says."""
