"""Districts (各区): several analyses become one, with a row a district."""
