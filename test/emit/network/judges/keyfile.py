"""Reads keyfiles with libnm, as NetworkManager does. In and out: JSON."""

import json
import sys

import gi

gi.require_version("NM", "1.0")
from gi.repository import GLib, NM  # noqa: E402


def judge(text):
    keyfile = GLib.KeyFile()
    warnings = []

    def on_event(_keyfile, _connection, kind, data, _user_data):
        if kind == NM.KeyfileHandlerType.WARN:
            warnings.append(data.warn_get()[0])
        return True

    try:
        keyfile.load_from_data(text, len(text.encode()), GLib.KeyFileFlags.NONE)
        profile = NM.keyfile_read(keyfile, "/etc", NM.KeyfileHandlerFlags.NONE, on_event, None)
        profile.normalize(None)  # as NetworkManager does when it reads a file
        profile.verify()
        written = NM.keyfile_write(profile, NM.KeyfileHandlerFlags.NONE, None, None)
        return {"error": None, "warnings": warnings, "written": written.to_data()[0]}
    except GLib.Error as error:
        return {"error": error.message, "warnings": warnings, "written": ""}


def strings(text):
    """Every value as GLib hands it out, by section and key."""
    keyfile = GLib.KeyFile()
    keyfile.load_from_data(text, len(text.encode()), GLib.KeyFileFlags.NONE)
    return {
        f"{group}.{key}": keyfile.get_string(group, key)
        for group in keyfile.get_groups()[0]
        for key in keyfile.get_keys(group)[0]
    }


answer = strings if sys.argv[1:] == ["strings"] else judge
json.dump([answer(text) for text in json.load(sys.stdin)], sys.stdout)
