"""Long runs that break things: kills, faults, damage and random use; `./dev soak`, and samples among the tests."""
