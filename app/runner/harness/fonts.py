"""Makes matplotlib's list of fonts in MPLCONFIGDIR: else it costs every script half a second."""

import matplotlib.font_manager  # noqa: F401  (the import makes it)
