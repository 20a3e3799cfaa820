"""Returns (返回的表): a form that came back becomes events of a case."""
