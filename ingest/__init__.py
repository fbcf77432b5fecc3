"""What a path holds: files, folders, patterns. It knows neither reading nor parsing; it is told what can be read."""
