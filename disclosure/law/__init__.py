"""What must be told: conditions, counting, calendars, obligations, duties, deadlines, what if."""
