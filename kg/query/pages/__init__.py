"""What each page shows, gathered from a published store as frozen records; nothing here knows HTML."""
