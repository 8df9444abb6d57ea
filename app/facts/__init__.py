"""Files -> what they are, and the opening of the script that loads them."""
