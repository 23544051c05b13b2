"""How the bundled pipeline is made and measured: run from the checkout, not shipped in the wheel."""
