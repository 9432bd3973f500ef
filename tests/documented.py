#!/usr/bin/env python3
"""documented.py FOLDER: the functions of the public headers that Doxygen, which
wrote FOLDER, found no word about. Each tiao_..._free does what its name says. Prints
each; silent when there is none."""
import pathlib
import sys
import xml.etree.ElementTree as tree


def told(element):
    return any("".join(part.itertext()).strip()
               for kind in ("briefdescription", "detaileddescription")
               for part in element.findall(kind))


def main():
    functions = {
        element.findtext("name"): told(element)
        for path in pathlib.Path(sys.argv[1], "xml").glob("*.xml")
        for element in tree.parse(path).getroot().iter("memberdef")
        if element.get("kind") == "function"
    }
    for name, documented in sorted(functions.items()):
        if not documented and not name.endswith("_free"):
            print(f"{name}: not documented")
    if not functions:
        print("no function was found")


main()
