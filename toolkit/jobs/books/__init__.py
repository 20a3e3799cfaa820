"""The books (账): register and journal are kept in agreement, whatever people typed and whatever was lost."""
