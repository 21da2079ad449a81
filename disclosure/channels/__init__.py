"""The ways out of the product: each is off until it is set up."""
