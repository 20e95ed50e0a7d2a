#!/usr/bin/env bash
# Runs the commands of changes.md anew, in the order in which they stand there, and writes what they print below them;
# then takes the pictures of the report. JDK17 and JDK25 name the homes of the two JDKs; without, they are looked for in
# the usual place. Pictures need Chromium and Maven; with --no-pictures they stay as they are.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../../.." && pwd)
page=$here/changes.md

# The home of a JDK by its feature version, from its `release` file.
find_jdk() {
    local home
    for home in /usr/lib/jvm/*; do
        if [[ -x "$home/bin/javac" ]] && grep -qs "^JAVA_VERSION=\"$1[.\"]" "$home/release"; then
            printf '%s\n' "$home"
            return
        fi
    done
    echo "pages: found no JDK $1; name its home: JDK$1=DIR $0" >&2
    return 1
}

mettalith() {
    "$root/tools/bin/mettalith" "$@"
}

# Runs a command as the page has it. Exit code 3 says that there is a difference.
run() {
    echo "pages: $1" >&2
    eval "$1" </dev/null || [[ $? -eq 3 ]]
}

# Copies the page from standard input, with what the commands in its console blocks print now.
rewrite() {
    local line inside=0
    while IFS= read -r line; do
        if [[ "$line" == '```console' ]]; then
            inside=1
            printf '%s\n' "$line"
        elif [[ "$line" == '```' ]]; then
            inside=0
            printf '%s\n' "$line"
        elif [[ $inside -eq 0 ]]; then
            printf '%s\n' "$line"
        elif [[ "$line" == '$ '* ]]; then
            printf '%s\n' "$line"
            run "${line#'$ '}"
        fi
    done
}

JDK17=${JDK17:-$(find_jdk 17)}
JDK25=${JDK25:-$(find_jdk 25)}
export JDK17 JDK25

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp "$here/JdkGraph.java" "$work"
cd "$work"
export METTALITH_STORE=$work/store
rewrite <"$page" >"$work/changes.md"
cp "$work/changes.md" "$page"

if [[ "${1:-}" != --no-pictures ]] && command -v chromium >/dev/null; then
    (cd "$root" && mvn -o -B -ntp -q -pl tools -am test -Dtest=ReportBrowserTest -Dsurefire.failIfNoSpecifiedTests=false \
        -Dreport.page="$work/jdk25.html" -Dreport.pictures="$root/docs/pictures")
    echo "pages: pictures in docs/pictures" >&2
else
    echo "pages: the pictures stay as they are" >&2
fi
