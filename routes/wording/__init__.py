"""The words of answers, by language: phrases, plural forms, numbers, days, countries."""
