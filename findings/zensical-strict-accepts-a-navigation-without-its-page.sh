#!/usr/bin/env bash
# `zensical build --strict` finds no issue in a navigation that names a page which does not exist, nor in a missing image.
#
# Versions: zensical 0.0.73, mkdocs 1.6.1, Python 3.11 and 3.13.
# Behaviour: both read the same mkdocs.yml. mkdocs warns about the entry and about the image, and strict mode makes that
#   an error. zensical checks the links of pages: it says "No issues found", ends with 0, and each page of the site has an
#   entry that leads to the Markdown file "gone.md", which is not there either.
# Output seen:
#   mkdocs    status 1  nav: warned      image: warned
#   zensical  status 0  nav: no warning  image: no warning  (No issues found)
#   entries of the navigation: href="./gone.md"
# Why a good guess is wrong: zensical is made to build projects of mkdocs as they are, --strict means the same in its help
#   ("abort the build on warnings"), and a link in the text to the same page does stop the build. After a change from
#   mkdocs, nothing notices that a page was renamed in the folder and not in the navigation.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check zensical==0.0.73 mkdocs==1.6.1
mkdir -p "$folder/project/docs"
cd "$folder/project"
cat >mkdocs.yml <<'YAML'
site_name: Demo
nav:
  - Home: index.md
  - Gone: gone.md
YAML
printf '# Home\n\n![picture](missing.png)\n' >docs/index.md
export NO_COLOR=1
told() { if grep -q "$1" "$2.txt"; then echo warned; else echo 'no warning'; fi; }
build() {
    status=0
    "../venv/bin/$1" build --strict >"$1.txt" 2>&1 || status=$?
    printf '%-9s status %s  nav: %-10s  image: %s' "$1" "$status" "$(told gone.md "$1")" "$(told missing.png "$1")"
}
mkdocs=$(build mkdocs)
rm -rf site
zensical=$(build zensical)
echo "$mkdocs"
echo "$zensical  ($(grep -o 'No issues found' zensical.txt))"
echo "entries of the navigation: $(grep -o 'href="[^"]*gone[^"]*"' site/index.html | sort -u)"
[ "$mkdocs" = 'mkdocs    status 1  nav: warned      image: warned' ]
[ "$zensical" = 'zensical  status 0  nav: no warning  image: no warning' ]
[ ! -e site/gone.md ]
printf '# Home\n\n[text](gone.md)\n' >docs/index.md
if ../venv/bin/zensical build --strict >/dev/null 2>&1; then
    echo 'a link in the text does not stop the build any more'
    exit 1
fi
