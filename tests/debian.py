"""What tests need of Debian's packages, installed where that is allowed."""

import os
import shutil
import subprocess


def allows() -> bool:
    """Whether packages can be installed here."""
    return bool(shutil.which("apt-get")) and os.geteuid() == 0


def install(*packages: str, wanted: str) -> None:
    """Install the first of these packages that there is, and nothing that it only recommends.

    Raises:
        SystemExit: where none can be installed, saying what is ``wanted``.
    """
    if allows():
        subprocess.run(["apt-get", "update", "-qq"], check=True)
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        command = ["apt-get", "install", "-y", "-qq", "--no-install-recommends"]
        for package in packages:
            if subprocess.run([*command, package], env=quiet).returncode == 0:
                return
    raise SystemExit(f"the tests need one of these on the PATH: {wanted}")
