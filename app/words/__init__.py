"""The one place that finds the words for facts and problems, in both languages. No Qt."""
