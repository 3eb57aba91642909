"""A stand-in of the Hugging Face Hub on loopback. It speaks what the Hub's own client asks to deploy a Space, refuses
what the Hub refuses, and keeps what arrives in a folder.

The client is led here by HF_ENDPOINT, and must go without Xet (HF_HUB_DISABLE_XET=1), whose storage has a protocol of
its own. How requests and answers look was read from huggingface_hub 2.4.0.
"""

import base64
import hashlib
import json
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import yaml

TOKEN = "hf_that_may_write"
READING_TOKEN = "hf_that_may_only_read"
OWNER = "ada"  # may write to Spaces of hers, and to no others
LARGEST_FILE = 10 * 1024**2  # bytes; a larger one goes through the storage for large files
FILES_A_PAGE = 50  # of a Space's list of files, so that there is more than one page
ATTRIBUTES = "*.npz filter=lfs diff=lfs merge=lfs -text\n*.safetensors filter=lfs diff=lfs merge=lfs -text\n"
COLOURS = ("red", "yellow", "green", "blue", "indigo", "purple", "pink", "gray")
Answer = tuple[int, Any]
"""Status and JSON."""


class RefusedError(Exception):
    """The Hub refuses: status, a sentence, and the code that its client looks for."""

    def __init__(self, status: int, sentence: str, code: str = "") -> None:
        super().__init__(sentence)
        self.status, self.sentence, self.code = status, sentence, code


@dataclass
class Hub:
    """The Hub, as far as a deployment sees it.

    Attributes:
        folder: what arrived is in `folder/NAME/SPACE`, and in `folder/.large` by the SHA-256 of each large file.
        commits: the message of each, by Space, the first first.
        asked: `METHOD /path` of each request.
        loses_large_files: answers each PUT with an error, as a storage that is broken.
    """

    folder: Path
    address: str = ""
    commits: dict[str, list[str]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    loses_large_files: bool = False

    def folder_of(self, space: str) -> Path:
        """Where the files of a Space are."""
        return self.folder / space

    def files_of(self, space: str) -> list[str]:
        """The names of a Space's files, sorted."""
        root = self.folder_of(space)
        return sorted(path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file())

    def large_file(self, digest: str) -> Path:
        """Where the large file of this SHA-256 is, or would be."""
        return self.folder / ".large" / digest


def require(holds: bool, status: int, sentence: str, code: str = "") -> None:
    """Refuse unless it holds."""
    if not holds:
        raise RefusedError(status, sentence, code)


def is_binary(content: bytes) -> bool:
    """Is it no text? A character that is cut off at the end does not count."""
    try:
        content.decode()
    except UnicodeDecodeError as error:
        return error.reason != "unexpected end of data"
    return b"\0" in content


def create(hub: Hub, request: dict[str, Any]) -> Answer:
    """A new Space has two files; one that is there stays as it is."""
    space = f"{request['organization'] or OWNER}/{request['name']}"
    require(request.get("type") == "space" and request.get("sdk") == "gradio", 400, "Only Gradio Spaces are made here")
    require(space.startswith(f"{OWNER}/"), 403, f"You don't have the rights to create a space under {space}")
    answer = {"url": f"{hub.address}/spaces/{space}", "name": space}
    if space in hub.commits:
        return 409, {"error": "You already created this space repo", **answer}
    hub.commits[space] = ["initial commit"]
    write(hub, space, ".gitattributes", ATTRIBUTES.encode())
    write(hub, space, "README.md", b"---\nsdk: gradio\n---\n")
    return 200, answer


def validate(hub: Hub, request: dict[str, Any]) -> Answer:
    """The settings at the top of README.md, as the Hub checks those of a Space."""
    block = re.match(r"---\n(.*?\n)---\n", request["content"], re.DOTALL)
    try:
        settings = yaml.safe_load(block[1]) if block else {}
    except yaml.YAMLError as error:
        return 400, {"errors": [{"message": f"YAML: {error}"}], "warnings": []}
    emoji, description = settings.get("emoji"), settings.get("short_description", "")
    rules = {
        '"sdk" must be one of [docker, gradio, static]': settings.get("sdk") in ("docker", "gradio", "static"),
        '"sdk_version" is required': settings.get("sdk") != "gradio" or bool(settings.get("sdk_version")),
        '"emoji" must be a valid emoji': emoji is None or (isinstance(emoji, str) and 0 < len(emoji) <= 3),
        '"short_description" length must be less than or equal to 60 characters long': len(description) <= 60,
        '"pinned" must be a boolean': isinstance(settings.get("pinned", False), bool),
        **{
            f'"{name}" must be one of [{", ".join(COLOURS)}]': settings.get(name, "red") in COLOURS
            for name in ("colorFrom", "colorTo")
        },
    }
    errors = [{"message": sentence} for sentence, kept in rules.items() if not kept]
    return 400 if errors else 200, {"errors": errors, "warnings": []}


def info(hub: Hub, space: str) -> Answer:
    """What the client asks when there was nothing to commit."""
    return 200, {"id": space, "sha": commit_id(hub, space), "sdk": "gradio"}


def tree(hub: Hub, space: str, start: int) -> Answer:
    """A page of the Space's files, from number `start`."""
    entries = []
    for name in hub.files_of(space)[start : start + FILES_A_PAGE]:
        content = (hub.folder_of(space) / name).read_bytes()
        entries.append({"type": "file", "path": name, "size": len(content), "oid": git_digest(content)})
    return 200, entries


def preupload(hub: Hub, space: str, request: dict[str, Any]) -> Answer:
    """For each file that would come, whether it is to go as a large one, and the digest of the one that is there."""
    answers = []
    for file in request["files"]:
        is_large = file["size"] > LARGEST_FILE or is_binary(base64.b64decode(file["sample"]))
        there = hub.folder_of(space) / file["path"]
        digest = None
        if there.is_file():
            content = there.read_bytes()
            digest = hashlib.sha256(content).hexdigest() if is_large else git_digest(content)
        mode = "lfs" if is_large else "regular"
        answers.append({"path": file["path"], "uploadMode": mode, "shouldIgnore": False, "oid": digest})
    return 200, {"files": answers}


def batch(hub: Hub, space: str, request: dict[str, Any]) -> Answer:
    """Where each large file is to be put; nowhere, if it is there."""
    require(request["operation"] == "upload" and request["hash_algo"] == "sha256", 422, "Only uploads, only SHA-256")
    objects = []
    for file in request["objects"]:
        about = {"oid": file["oid"], "size": file["size"], "authenticated": True}
        put = {"href": f"{hub.address}/large/{space}/{file['oid']}"}
        verify = {"href": f"{hub.address}/large/{space}/verify"}
        is_there = hub.large_file(file["oid"]).is_file()
        objects.append(about if is_there else {**about, "actions": {"upload": put, "verify": verify}})
    return 200, {"transfer": "basic", "objects": objects}


def put_large(hub: Hub, digest: str, content: bytes) -> Answer:
    """Keep a large file, if it is the one that was announced."""
    require(not hub.loses_large_files, 400, "The storage is out of order")
    require(hashlib.sha256(content).hexdigest() == digest, 400, "The content has another SHA-256")
    hub.large_file(digest).parent.mkdir(exist_ok=True)
    hub.large_file(digest).write_bytes(content)
    return 200, {}


def verify_large(hub: Hub, request: dict[str, Any]) -> Answer:
    """Is a large file there, as long as it was announced?"""
    path = hub.large_file(request["oid"])
    require(path.is_file() and path.stat().st_size == request["size"], 404, "The large file has not arrived")
    return 200, {}


def commit(hub: Hub, space: str, lines: bytes) -> Answer:
    """Check all that a commit does, then do it."""
    header, *changes = [(line["key"], line["value"]) for line in map(json.loads, lines.splitlines())]
    require(header[0] == "header" and bool(header[1]["summary"]), 400, "A commit starts with its message")
    contents = {value["path"]: content_of(hub, kind, value) for kind, value in changes}
    for name, content in contents.items():
        require(not name.startswith("/") and ".." not in name.split("/"), 400, f"{name} is outside of the Space")
        require(content is not None or name in hub.files_of(space), 404, "A file with this name doesn't exist")
    for name, content in contents.items():
        write(hub, space, name, content)
    hub.commits[space].append(header[1]["summary"])
    done = commit_id(hub, space)
    return 200, {"success": True, "commitOid": done, "commitUrl": f"{hub.address}/spaces/{space}/commit/{done}"}


def content_of(hub: Hub, kind: str, value: dict[str, Any]) -> bytes | None:
    """What a file has after a commit; None: it is gone."""
    if kind == "deletedFile":
        return None
    if kind == "lfsFile":
        verify_large(hub, value)
        return hub.large_file(value["oid"]).read_bytes()
    require(kind == "file" and value["encoding"] == "base64", 400, f"{kind} is not known here")
    content = base64.b64decode(value["content"])
    refused = "Your push was rejected because it contains"
    require(len(content) <= LARGEST_FILE, 400, f"{refused} files larger than 10 MiB: {value['path']}")
    require(not is_binary(content), 400, f"{refused} binary files: {value['path']}")
    return content


def write(hub: Hub, space: str, name: str, content: bytes | None) -> None:
    """Keep a file of a Space, or remove it, and the folders that are empty then."""
    path = hub.folder_of(space) / name
    if content is not None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        return
    path.unlink()
    while not any(path.parent.iterdir()):
        path = path.parent
        path.rmdir()


def git_digest(content: bytes) -> str:
    """The name that git gives to a file's content."""
    return hashlib.sha1(b"blob %d\0" % len(content) + content).hexdigest()


def commit_id(hub: Hub, space: str) -> str:
    """A name for the Space's last commit."""
    return hashlib.sha1("\n".join(hub.commits[space]).encode()).hexdigest()


def answer(hub: Hub, method: str, url: str, token: str | None, body: bytes) -> Answer:
    """Everything that the Hub is asked.

    Raises:
        RefusedError: it refuses.
    """
    path = urlsplit(url).path
    if method == "PUT" and (large := re.fullmatch(r"/large/\w+/[\w.-]+/(\w{64})", path)):
        return put_large(hub, large[1], body)  # as with the Hub, the address alone gives the right
    require(token in (TOKEN, READING_TOKEN), 401, "Invalid username or password.")
    require(method == "GET" or path == "/api/validate-yaml" or token == TOKEN, 403, "This token may only read")
    if (method, path) == ("POST", "/api/repos/create"):
        return create(hub, json.loads(body))
    if (method, path) == ("POST", "/api/validate-yaml"):
        return validate(hub, json.loads(body))
    asked = re.fullmatch(r"(?:/api)?/(?:spaces|large)/([\w.-]+/[\w-][\w.-]*?)((?:\.git)?/.*|)", path)
    require(asked is not None, 404, f"There is no {method} {path}")
    assert asked
    space = asked[1]
    require(space in hub.commits, 404, "Repository not found", "RepoNotFound")
    start = int(parse_qs(urlsplit(url).query).get("cursor", ["0"])[0])
    known: dict[tuple[str, str], Callable[[], Answer]] = {
        ("GET", ""): lambda: info(hub, space),
        ("GET", "/revision/main"): lambda: info(hub, space),
        ("GET", "/tree/main"): lambda: tree(hub, space, start),
        ("POST", "/preupload/main"): lambda: preupload(hub, space, json.loads(body)),
        ("POST", ".git/info/lfs/objects/batch"): lambda: batch(hub, space, json.loads(body)),
        ("POST", "/verify"): lambda: verify_large(hub, json.loads(body)),
        ("POST", "/commit/main"): lambda: commit(hub, space, body),
    }
    require((method, asked[2]) in known, 404, f"There is no {method} {path}")
    return known[method, asked[2]]()


class Handler(BaseHTTPRequestHandler):
    """A request in, an answer out."""

    protocol_version = "HTTP/1.1"
    hub: Hub

    def do_GET(self) -> None:
        self.hub.asked.append(f"{self.command} {urlsplit(self.path).path}")
        token = re.fullmatch(r"Bearer (\S+)", self.headers.get("Authorization", ""))
        body = self.read_body()
        code = ""
        try:
            status, content = answer(self.hub, self.command, self.path, token and token[1], body)
        except RefusedError as refused:
            status, content, code = refused.status, {"error": refused.sentence}, refused.code
        text = json.dumps(content).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(text)))
        if code:
            self.send_header("X-Error-Code", code)
        if "error" in content:
            self.send_header("X-Error-Message", content["error"])
        if isinstance(content, list) and len(content) == FILES_A_PAGE:
            start = int(parse_qs(urlsplit(self.path).query).get("cursor", ["0"])[0]) + FILES_A_PAGE
            next_page = f"{self.hub.address}{urlsplit(self.path).path}?recursive=true&cursor={start}"
            self.send_header("Link", f'<{next_page}>; rel="next"')
        self.end_headers()
        self.wfile.write(text)

    do_POST = do_PUT = do_GET

    def read_body(self) -> bytes:
        """The request's body, also where its length is not said before."""
        if self.headers.get("Transfer-Encoding") != "chunked":
            return self.rfile.read(int(self.headers.get("Content-Length", 0)))
        chunks = []
        while size := int(self.rfile.readline(), 16):
            chunks.append(self.rfile.read(size))
            self.rfile.readline()
        self.rfile.readline()
        return b"".join(chunks)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def hub_on_loopback(folder: Path) -> Iterator[Hub]:
    """The Hub, which keeps what arrives in an empty folder."""
    hub = Hub(folder)
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("HubHandler", (Handler,), {"hub": hub}))
    server.daemon_threads = True
    hub.address = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield hub
    server.shutdown()
    server.server_close()


def environment_for(hub: Hub, home: Path, token: str | None = TOKEN) -> dict[str, str]:
    """The variables that lead the Hub's client here. `home`: where it would look for who is signed in."""
    variables = {"HF_ENDPOINT": hub.address, "HF_HUB_DISABLE_XET": "1", "HF_HOME": str(home), "HOME": str(home)}
    return {**variables, "HF_TOKEN": token} if token else variables
