"""An export of CSV, opened in LibreOffice as a person opens it and saved again: every cell is what it was, and none runs."""
import csv
import io
import os
import shutil
import subprocess
import tempfile
import zipfile

import samples
from harness import Case

# Its import filter: `;` between cells, `"` around texts, UTF-8, from the first line, and one option of its dialog,
# "Format quoted field as text".
QUOTED_IS_TEXT = "CSV:59,34,76,1,,0,true,false"
SAVED = "csv:Text - txt - csv (StarCalc):59,34,76,1,,0,false,true"

NAMES = ["Émaüs; Cœur & « fils »", 'dit "le Grand"', "=cmd|' /C calc'!A0", "=1+1", "@SUM(A1)", "-1+1", "01000", "1/2", "1E5",
         "12:30", "l'Haÿ", "VRAI", "+33 1"]


class Opened(Case):
    seconds = 15

    def setUp(self):
        super().setUp()
        self.folder = tempfile.mkdtemp(prefix="maillon-office.", dir="/tmp")
        self.addCleanup(shutil.rmtree, self.folder)

    def convert(self, name, form):
        """The bytes of the file `name` of our folder after LibreOffice has opened it and saved it in this form."""
        out = os.path.join(self.folder, "saved")
        command = ["soffice", f"-env:UserInstallation=file://{self.folder}/profile", "--headless", "--infilter=" + QUOTED_IS_TEXT,
                   "--convert-to", form, "--outdir", out, os.path.join(self.folder, name)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
        path = os.path.join(out, name.rpartition(".")[0] + "." + form.partition(":")[0])
        self.assertTrue(os.path.exists(path), done.stdout + done.stderr)
        with open(path, "rb") as file:
            return file.read()

    def export(self, path, name):
        answer = self.assertStatus(self.slow(self.world.counsellor).get(path), 200)
        with open(os.path.join(self.folder, name), "wb") as file:
            file.write(answer.body)
        return self.cells(answer.body)

    def cells(self, data):
        return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))

    def test_texts_are_what_they_were(self):
        for number, name in enumerate(NAMES, 1):
            siret = samples.with_key(samples.with_key(f"00{number:06d}") + f"{number:04d}")
            self.made(self.world.counsellor.post("/v1/hosts", samples.host(
                name=name, siret=siret, phone="03 21 00 00 00", postcode="01000")))
        exported = self.export("/v1/hosts/export?sort=id&fields=name,siret,phone,postcode,version", "hosts.csv")
        self.assertEqual(self.cells(self.convert("hosts.csv", SAVED)), exported)
        rows = [dict(zip(exported[0], row)) for row in exported[-len(NAMES):]]
        self.assertEqual({(row["phone"], row["postcode"]) for row in rows}, {("+33321000000", "01000")})
        self.assertEqual({row["siret"][:2] for row in rows}, {"00"})
        self.assertEqual([row["name"].removeprefix("'") for row in rows], NAMES)
        with zipfile.ZipFile(io.BytesIO(self.convert("hosts.csv", "ods"))) as document:
            content = document.read("content.xml").decode("utf-8")
        self.assertNotIn("table:formula", content)
        self.assertIn('office:value-type="float" office:value="1"', content, "a version is a number")

    def test_lines_inside_a_cell(self):
        message = "Bonjour ;\n« elle » dit : \"oui\"\n=1+1"
        row = self.candidacy(message=message)
        exported = self.export(f"/v1/candidacies/export?id={row['id']}&fields=id,message,birth_on,postcode", "candidacies.csv")
        self.assertEqual(exported[1][exported[0].index("message")], message)
        self.assertEqual(self.cells(self.convert("candidacies.csv", SAVED)), exported)
