"""The engine: definitions as data, moves, history and deadlines. It knows neither Flask nor the rooms of proposals/."""
