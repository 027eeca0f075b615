// Opened with its first type.
