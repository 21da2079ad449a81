"""`python -m disclosure`."""

from disclosure.cli.main import main

if __name__ == "__main__":
    main()
