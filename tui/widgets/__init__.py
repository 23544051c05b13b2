"""The parts of a screen: they know models, neither screens nor the app."""
