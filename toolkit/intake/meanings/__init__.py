"""What an answer means (取值): dates, telephones, ticks, categories, names — each cell by itself."""
