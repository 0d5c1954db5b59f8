"""OCI images without a container engine: layers are tars of directories, the rest is JSON beside them.

oci.py make ARCHIVE CONFIG TIME LAYER-DIRECTORY...   writes an image archive (oci-layout) with a layer per directory
oci.py unpack ARCHIVE DIRECTORY                      checks every size and digest and lays the layers out in DIRECTORY
"""

import gzip
import hashlib
import io
import json
import os
import pathlib
import platform
import sys
import tarfile
import tempfile

MANIFEST = "application/vnd.oci.image.manifest.v1+json"
CONFIG = "application/vnd.oci.image.config.v1+json"
LAYER = "application/vnd.oci.image.layer.v1.tar+gzip"
INDEX = "application/vnd.oci.image.index.v1+json"
ARCHITECTURES = {"x86_64": "amd64", "aarch64": "arm64"}


class Hashing(io.RawIOBase):
    """Passes on what is written and hashes it."""

    def __init__(self, target):
        self.target = target
        self.sha256 = hashlib.sha256()
        self.size = 0

    def writable(self):
        return True

    def write(self, data):
        self.sha256.update(data)
        self.size += len(data)
        self.target.write(data)
        return len(data)

    def digest(self):
        return "sha256:" + self.sha256.hexdigest()


def make(archive, config_file, time, directories):
    created = "1970-01-01T00:00:00Z" if time == 0 else utc(time)
    with tempfile.TemporaryDirectory(dir=pathlib.Path(archive).parent) as scratch:
        blobs = pathlib.Path(scratch)
        layers, diff_ids = [], []
        for directory in directories:
            descriptor, diff_id = layer(directory, time, blobs)
            layers.append(descriptor)
            diff_ids.append(diff_id)
        config = {
            "created": created,
            "architecture": ARCHITECTURES[platform.machine()],
            "os": "linux",
            "config": json.loads(pathlib.Path(config_file).read_text()),
            "rootfs": {"type": "layers", "diff_ids": diff_ids},
            "history": [{"created": created, "created_by": "./dev package"} for _ in layers],
        }
        manifest = {
            "schemaVersion": 2,
            "mediaType": MANIFEST,
            "config": document(config, CONFIG, blobs),
            "layers": layers,
        }
        index = {"schemaVersion": 2, "mediaType": INDEX, "manifests": [document(manifest, MANIFEST, blobs)]}
        with tarfile.open(archive, "w", format=tarfile.GNU_FORMAT) as out:
            text(out, "oci-layout", {"imageLayoutVersion": "1.0.0"}, time)
            text(out, "index.json", index, time)
            for blob in sorted(blobs.iterdir()):
                info = out.gettarinfo(blob, "blobs/sha256/" + blob.name)
                info.uid = info.gid = 0
                info.uname = info.gname = ""
                info.mtime, info.mode = time, 0o644
                with blob.open("rb") as content:
                    out.addfile(info, content)


def utc(time):
    import datetime

    return datetime.datetime.fromtimestamp(time, datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def layer(directory, time, blobs):
    """A gzipped tar; its digest names it, and the digest of the tar inside names what it does."""
    half = blobs / "half"
    with half.open("wb") as file:
        outer = Hashing(file)
        with gzip.GzipFile(filename="", mode="wb", fileobj=outer, mtime=0, compresslevel=6) as zipped:
            inner = Hashing(zipped)
            with tarfile.open(fileobj=inner, mode="w|", format=tarfile.PAX_FORMAT) as tar:
                for path in sorted(pathlib.Path(directory).rglob("*")):
                    add(tar, path, path.relative_to(directory), time)
    half.rename(blobs / outer.digest().removeprefix("sha256:"))
    return {"mediaType": LAYER, "digest": outer.digest(), "size": outer.size}, inner.digest()


def add(tar, path, name, time):
    info = tar.gettarinfo(path, str(name))
    if info is None:  # a socket
        return
    info.uname = info.gname = ""
    info.mtime = time
    if info.isreg():
        with path.open("rb") as content:
            tar.addfile(info, content)
    else:
        tar.addfile(info)


def document(value, media_type, blobs):
    data = encoded(value)
    digest = hashlib.sha256(data).hexdigest()
    (blobs / digest).write_bytes(data)
    return {"mediaType": media_type, "digest": "sha256:" + digest, "size": len(data)}


def text(out, name, value, time):
    data = encoded(value)
    info = tarfile.TarInfo(name)
    info.size, info.mtime, info.mode = len(data), time, 0o644
    out.addfile(info, io.BytesIO(data))


def encoded(value):
    return json.dumps(value, indent=1, sort_keys=True).encode()


def unpack(archive, directory):
    with tarfile.open(archive) as image:
        layout = json.load(image.extractfile("oci-layout"))
        require(layout == {"imageLayoutVersion": "1.0.0"}, f"oci-layout is {layout}")
        index = json.load(image.extractfile("index.json"))
        require(len(index["manifests"]) == 1, "index.json has not one manifest")
        manifest = json.loads(blob(image, index["manifests"][0], MANIFEST))
        config = json.loads(blob(image, manifest["config"], CONFIG))
        require(len(config["rootfs"]["diff_ids"]) == len(manifest["layers"]), "as many diff_ids as layers")
        known = {"oci-layout", "index.json", member(index["manifests"][0]), member(manifest["config"])}
        for descriptor, diff_id in zip(manifest["layers"], config["rootfs"]["diff_ids"]):
            known.add(member(descriptor))
            tar = gzip.decompress(blob(image, descriptor, LAYER))
            require("sha256:" + hashlib.sha256(tar).hexdigest() == diff_id, f"diff_id {diff_id}")
            with tarfile.open(fileobj=io.BytesIO(tar)) as files:
                files.extraction_filter = getattr(tarfile, "fully_trusted_filter", None)
                files.extractall(directory, numeric_owner=True)
        require(set(image.getnames()) == known, "the archive holds what no descriptor names")
    print(json.dumps(config["config"]))


def member(descriptor):
    return "blobs/" + descriptor["digest"].replace(":", "/")


def blob(image, descriptor, media_type):
    require(descriptor["mediaType"] == media_type, f"{descriptor} is not {media_type}")
    data = image.extractfile(member(descriptor)).read()
    require(len(data) == descriptor["size"], f"{descriptor} has {len(data)} bytes")
    require("sha256:" + hashlib.sha256(data).hexdigest() == descriptor["digest"], f"{descriptor} has another digest")
    return data


def require(condition, why):
    if not condition:
        sys.exit("oci.py: " + why)


def main(words):
    if len(words) >= 5 and words[0] == "make":
        make(words[1], words[2], int(words[3]), words[4:])
    elif len(words) == 3 and words[0] == "unpack":
        os.makedirs(words[2], exist_ok=True)
        unpack(words[1], words[2])
    else:
        sys.exit(__doc__)


main(sys.argv[1:])
