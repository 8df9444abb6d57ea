"""Guest of the desktop: single instance, crash file, logs, language."""
