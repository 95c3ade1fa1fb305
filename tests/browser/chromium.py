"""Finds a Chromium for the browser tests; run as a script, it installs one if there is none."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find() -> str | None:
    """The program's path: the system's own, or else Playwright's."""
    for name in NAMES:
        if path := shutil.which(name):
            return path
    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def install() -> None:
    """By apt where that can be, else by Playwright."""
    if shutil.which("apt-get") and os.geteuid() == 0:
        environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        packages = ["chromium", "fonts-noto-cjk"]
        for command in (["update"], ["install", "-y", "--no-install-recommends", *packages]):
            subprocess.run(["apt-get", "-q", *command], env=environment, check=False)
    else:
        playwright = [sys.executable, "-m", "playwright", "install", "--with-deps", "chromium"]
        subprocess.run(playwright, check=False)


if __name__ == "__main__":
    if not find():
        install()
    sys.exit(None if find() else "The browser tests need Chromium, and none could be installed.")
