"""The only place that knows SQL: models, the audited transaction, queries."""
