"""Sends every .eml file of a folder on one connection: with_smtplib.py FOLDER PORT"""
import pathlib
import smtplib
import sys

folder, port = sys.argv[1:]
with smtplib.SMTP("127.0.0.1", int(port)) as server:
    for path in sorted(pathlib.Path(folder).glob("*.eml")):
        server.sendmail("a@example.no", ["b@example.no"], path.read_bytes())
