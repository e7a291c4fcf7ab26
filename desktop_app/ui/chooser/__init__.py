"""The demo's door: whom to be, and the switch of the network."""
