"""Opens a file with LibreOffice, as somebody who downloads it does."""

import subprocess


def printed(data: bytes, ending: str, folder) -> bytes:
    """The file as LibreOffice prints it, with settings of its own."""
    file = folder / f"file.{ending}"
    file.write_bytes(data)
    command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless"]
    command += ["--convert-to", "pdf", "--outdir", str(folder), str(file)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return file.with_suffix(".pdf").read_bytes()
