"""Measures speed as ratios to reference programs measured in the same run: `./disclose bench`."""
