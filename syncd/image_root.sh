#!/bin/sh
# Lays out the root of the daemon's image: the program, the libraries it links, and which packages they are of.
#
#   image_root.sh PROGRAM FOLDER
#
# Run in the Dockerfile's build stage. Also makes the empty /data that the image's user owns. Exit 1: a library is missing.
set -eu
program=$1
root=$2

mkdir -p "$root/usr/bin" "$root/tmp" "$root/etc" "$root/usr/share/doc/quartermaster-syncd" "$root/var/lib/dpkg/status.d" /data
chmod 1777 "$root/tmp"
cp "$program" "$root/usr/bin/quartermaster-syncd"
ln -s quartermaster-syncd "$root/usr/bin/syncd"
cp LICENSE "$root/usr/share/doc/quartermaster-syncd/copyright"
printf 'quartermaster:x:1000:1000::/data:/nonexistent\n' >"$root/etc/passwd"
printf 'quartermaster:x:1000:\n' >"$root/etc/group"

if ldd "$program" | grep 'not found' >&2; then
    echo "image_root.sh: the program links libraries that are not here, listed above; nothing was laid out." >&2
    exit 1
fi
# Where the system has /lib and /lib64 as links into /usr, the image has too: the loader is looked for there.
for folder in /lib /lib64; do
    if [ -L "$folder" ]; then
        mkdir -p "$root/usr$folder"
        ln -s "usr$folder" "$root$folder"
    fi
done

# Each library by the name and in the folder where the loader looks for it.
ldd "$program" | grep -oE '/[^ ]+' | sort -u | while read -r library; do
    real=$(readlink -f "$library")
    path=$(readlink -f "$(dirname "$library")")/$(basename "$library")
    mkdir -p "$root$(dirname "$path")"
    cp "$real" "$root$path"
    # Debian's database knows a library by one of the two paths, before or after /usr was merged.
    package=$(dpkg-query -S "$real" 2>/dev/null || dpkg-query -S "${real#/usr}")
    package=${package%%:*}
    # For scanners, one file a package, as images without a package manager keep it.
    dpkg-query -s "$package" >"$root/var/lib/dpkg/status.d/$package"
    if [ -r "/usr/share/doc/$package/copyright" ]; then
        mkdir -p "$root/usr/share/doc/$package"
        cp "/usr/share/doc/$package/copyright" "$root/usr/share/doc/$package/copyright"
    fi
done
