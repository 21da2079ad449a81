"""A living example: three incidents under names that are made up, told through the desk itself."""
