"""From a bare Python to a running lab; standard library only."""
