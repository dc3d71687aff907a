"""Verifies the notifications in a folder as Cloudinary's Python SDK documents it, and Standard Webhooks."""
import base64
import hashlib
import hmac
import json
import os
import sys

folder = sys.argv[1]
with open(os.path.join(folder, "cases.json"), encoding="utf-8") as file:
    told = json.load(file)
standard_key = base64.b64decode(told["standardSecret"].removeprefix("whsec_"))


def by_hash(one, body):
    signed = body + (one["timestamp"] + told["secret"]).encode()
    return hmac.compare_digest(hashlib.new(one["algorithm"], signed).hexdigest(), one["signature"])


def by_standard(one, body):
    signed = (one["id"] + "." + one["timestamp"] + ".").encode() + body
    mac = base64.b64encode(hmac.new(standard_key, signed, hashlib.sha256).digest()).decode()
    return any(hmac.compare_digest("v1," + mac, each) for each in one["standard"].split(" "))


for who, check in (("python-formula", by_hash), ("python-standard", by_standard)):
    verified = flipped = 0
    for one in told["cases"]:
        with open(os.path.join(folder, one["file"]), "rb") as file:
            body = bytearray(file.read())
        verified += check(one, bytes(body))
        body[len(body) // 2] ^= 1
        flipped += check(one, bytes(body))
    print(who, verified, flipped)
