"""The rulebook as pages for people, `docs/rules/`: what each district asks for, to be checked against the notice."""
