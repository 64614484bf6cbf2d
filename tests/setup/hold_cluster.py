"""A supervisor to kill: starts a cluster, says where it is, and waits.

python -m tests.setup.hold_cluster <folder> <kind> <account to become, or nothing>
"""

import json
import os
import pwd
import sys
import time
from pathlib import Path

from tidtam.config.cluster import Cluster


def become(name: str) -> None:
    account = pwd.getpwnam(name)
    os.setgroups([])
    os.setgid(account.pw_gid)
    os.setuid(account.pw_uid)


if __name__ == "__main__":
    folder, kind, user = sys.argv[1:]
    if user:
        become(user)
    cluster = Cluster(Path(folder), kind=kind, say=lambda text: print(text, file=sys.stderr))
    print(json.dumps(cluster.start()), flush=True)
    while True:
        time.sleep(60)
