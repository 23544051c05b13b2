"""The screens: they coordinate widgets and services."""
