"""Convening panels: the pool of experts, the draw by lot, the seats, joint panels, and who of a panel judges which proposal.

``lots``, ``assigning`` and ``programme`` are pure: no database, no pages. ``conflicts`` says who may not judge what. ``pool``, ``drawing``, ``seating``
and ``handing`` are what people do; ``lists`` is what the pages ask.
"""
