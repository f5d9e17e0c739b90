"""The demonstration: an invented cast, forty ideas, and the replay of the 2017 season, all driven through the acts people use."""
