"""The rules that a schema does not know, for the workflows of one folder; prints what breaks them, and exits 1.

    rules.py FOLDER [SCRIPTS]     writes every run: block to SCRIPTS/WORKFLOW-JOB-STEP.sh too
"""

import glob
import os
import re
import sys

import yaml

SECRETS = {"REGISTRY_TOKEN", "QUARTERMASTER_SMOKE_PASSWORD"}
PRODUCTION = {"group": "quartermaster-production", "cancel-in-progress": False}
PINNED = re.compile(r"https://data\.forgejo\.org/[a-z]+/[a-z-]+@[0-9a-f]{40}")
problems = []


def check_steps(file, job, steps, scripts):
    for number, step in enumerate(steps):
        where = f"{file}: {job}, step {number + 1}"
        if "uses" in step and not PINNED.fullmatch(step["uses"]):
            problems.append(f"{where}: {step['uses']} is not a full address with a commit")
        if "checkout@" in step.get("uses", "") and step.get("with", {}).get("persist-credentials") is not False:
            problems.append(f"{where}: the checkout keeps its credentials")
        run = step.get("run", "")
        if "${{" in run:
            problems.append(f"{where}: an expression stands in the script itself; give it by env")
        if run and scripts:
            with open(f"{scripts}/{file}-{job}-{number + 1}.sh", "w", encoding="utf-8") as script:
                script.write("#!/usr/bin/env bash\nset -eo pipefail\n" + run)


def check(path, scripts):
    file = os.path.basename(path)
    with open(path, encoding="utf-8") as text:
        source = text.read()
    workflow = yaml.safe_load(source)
    if re.search(r"\bssh\b|DEPLOY_SSH_KEY|DEPLOY_KNOWN_HOSTS", "\n".join(
            line for line in source.splitlines() if not line.lstrip().startswith("#")), re.IGNORECASE):
        problems.append(f"{file}: there is SSH in it")
    for name, job in workflow["jobs"].items():
        if "timeout-minutes" not in job:
            problems.append(f"{file}: {name} has no time limit")
        check_steps(file, name, job["steps"], scripts)
    if "installers/server/roll-" in source and workflow.get("concurrency") != PRODUCTION:
        problems.append(f"{file}: it rolls out without being in the one group that never cancels")
    return set(re.findall(r"secrets\.(\w+)", source)) | set(re.findall(r"secrets\[\s*'(\w+)'", source))


used = set()
for workflow_path in sorted(glob.glob(sys.argv[1] + "/*.y*ml")):
    used |= check(workflow_path, sys.argv[2] if len(sys.argv) > 2 else None)
if used != SECRETS:
    problems.append(f"the secrets used are {sorted(used)} and not {sorted(SECRETS)}")
print("\n".join(problems), end="\n" if problems else "")
sys.exit(1 if problems else 0)
