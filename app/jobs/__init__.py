"""The only place with threads: work that blocks, put behind services on the GUI thread.

QtCore only. `Assistant` and `ModelLibrary` are re-exported for the window, which imports `jobs`
but not `assistant`.
"""

from app.assistant.base import Assistant, ModelLibrary

__all__ = ["Assistant", "ModelLibrary"]
