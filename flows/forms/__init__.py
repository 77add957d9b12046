"""The forms coordinators fill in; their titles are Vietnamese, their checks too."""
