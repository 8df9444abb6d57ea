"""What runs in the scripts' Python, around the script. Imports nothing of ours but itself."""
