# In the running container: the daemon is process 1 of user 1000, cannot write its root, has no capability and no way to
# one, 1 GB of memory without swap, 256 processes, and no published port.
. "$DEPLOY/check.sh"
. "$DEPLOY/server.sh"

new_data_folder
up
pid=$(docker inspect --format '{{.State.Pid}}' quartermaster)

in_status() {
    sed -n "s/^$1:[[:space:]]*//p" "/proc/$pid/status"
}
equal "1" "$(in_status NSpid | awk '{print $NF}')" "its number in its own namespace"
contains "$(tr '\0' ' ' <"/proc/$pid/cmdline")" "quartermaster-syncd serve --migrate" "process 1"
equal "1000 1000 1000 1000" "$(in_status Uid | tr '\t' ' ')" "its user"
equal "0000000000000000" "$(in_status CapEff)" "its capabilities"
equal "0000000000000000" "$(in_status CapBnd)" "the capabilities it could get"
equal "1" "$(in_status NoNewPrivs)" "no new privileges"
equal "2" "$(in_status Seccomp)" "the filter of system calls"

limit() {
    docker inspect --format "{{.HostConfig.$1}}" quartermaster
}
equal "1073741824" "$(limit Memory)" "the memory limit"
equal "1073741824" "$(limit MemorySwap)" "the limit of memory and swap"
equal "256" "$(limit PidsLimit)" "the limit of processes"
equal "true" "$(limit ReadonlyRootfs)" "the root is read-only"
equal "{}" "$(docker inspect --format '{{json .NetworkSettings.Ports}}' quartermaster | jq -c 'map_values(select(. != null))')" "published ports"
root=$(awk '$2 == "/" { print $4 }' "/proc/$pid/mounts" | cut -d , -f 1)
equal "ro" "$root" "how its root is mounted"
tmp=$(awk '$2 == "/tmp" { print $4 }' "/proc/$pid/mounts")
for word in noexec nosuid nodev; do
    contains ",$tmp," ",$word," "how its /tmp is mounted"
done

# What the kernel keeps to, by the names of either version of control groups.
memory_group() {
    sed -n 's/^[0-9]*:\(memory\|\):\(.*\)/\2/p' "/proc/$pid/cgroup" | head -n 1
}
kernels_limit() {
    cat "/sys/fs/cgroup/memory$(memory_group)/memory.limit_in_bytes" 2>/dev/null \
        || cat "/sys/fs/cgroup$(memory_group)/memory.max"
}
equal "1073741824" "$(kernels_limit)" "the kernel's own limit"
