"""Implementation room: activities, monitoring visits, amendments; starting, suspending, finishing a project."""
