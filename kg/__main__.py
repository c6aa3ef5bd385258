"""`python -m kg`: the command `kg` with this interpreter."""

from kg.cli import main

if __name__ == "__main__":
    main()
