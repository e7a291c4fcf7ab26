"""People, teams, sites and their calendars."""
