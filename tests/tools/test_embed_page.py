"""tools/embed_page.py: the bytes that the C compiler reads are the bytes of the file, and without folders there is no page."""

import gzip
import hashlib
import importlib.util
import pathlib
import subprocess
import sys
import tempfile
import unittest

PROGRAM = pathlib.Path(__file__).resolve().parents[2] / "tools" / "embed_page.py"
spec = importlib.util.spec_from_file_location("embed_page", PROGRAM)
embed_page = importlib.util.module_from_spec(spec)
spec.loader.exec_module(embed_page)

# docs.h of the program, as far as the list needs it, in a folder of its own: no other header is read.
HEADER = (
    "#include <stddef.h>\nstruct docs_file { const char *path, *type, *digest; size_t length, packed_length; "
    "const char *packed; };\n"
)
PRINTER = (
    '#include <stdio.h>\n#include "docs.h"\nextern const struct docs_file docs_files[];\nint main(void) {\n'
    "for (const struct docs_file *f = docs_files; f->path; f++) {\n"
    'printf("%s|%s|%s|%zu|%zu|", f->path, f->type, f->digest, f->length, f->packed_length);\n'
    "fwrite(f->packed, 1, f->packed_length, stdout); } }\n"
)


class Embedded(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory()))

    def run_on(self, *folders):
        out, depfile = self.folder / "docs_page.c", self.folder / "docs_page.d"
        subprocess.run([sys.executable, PROGRAM, out, depfile, *folders], check=True)
        (self.folder / "docs.h").write_text(HEADER)
        (self.folder / "print.c").write_text(PRINTER)
        subprocess.run(["cc", "-I", self.folder, "-o", self.folder / "print", self.folder / "print.c", out], check=True)
        return subprocess.run([self.folder / "print"], capture_output=True, check=True).stdout, depfile.read_text()

    def test_every_byte(self):
        contents = {}
        for number, (folder, name, _, _) in enumerate(embed_page.FILES):
            (self.folder / folder).mkdir(exist_ok=True)
            contents[name] = bytes(range(256)) * 3 + b'"\\??/\n' + b"0123" * number
            (self.folder / folder / name).write_bytes(contents[name])
        printed, depfile = self.run_on(self.folder / "page", self.folder / "swagger-ui")
        for _, name, path, media_type in embed_page.FILES:
            packed = gzip.compress(contents[name], compresslevel=9, mtime=0)
            digest = hashlib.sha256(contents[name]).hexdigest()[:32]
            expected = f"{path}|{media_type}|{digest}|{len(contents[name])}|{len(packed)}|".encode() + packed
            self.assertEqual(printed[: len(expected)], expected)
            printed = printed[len(expected) :]
            self.assertIn(f"/{name}", depfile)
        self.assertEqual(printed, b"")

    def test_no_page(self):
        self.assertEqual(self.run_on()[0], b"")

    def test_any_run_of_bytes(self):
        for data in (b"", b"\x00", b"\x1f7", b"a\x000", b"??=", b'"', b"\\n"):
            with self.subTest(data=data):
                source = self.folder / "one.c"
                source.write_text(f"#include <stdio.h>\nint main(void) {{ fwrite({embed_page.c_bytes(data) or chr(34) * 2}, 1, "
                                  f"{len(data)}, stdout); }}\n")
                subprocess.run(["cc", "-o", self.folder / "one", source], check=True)
                self.assertEqual(subprocess.run([self.folder / "one"], capture_output=True, check=True).stdout, data)


if __name__ == "__main__":
    result = unittest.main(exit=False).result
    bad = len(result.failures) + len(result.errors)
    print(f"{result.testsRun - bad} passed, {bad} failed")
    sys.exit(1 if bad else 0)
