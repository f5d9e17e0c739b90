"""What other bodies answer (转办): handed on with a number and a date, chased by the clock, answered, rated by whoever had the idea."""
