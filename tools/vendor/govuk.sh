#!/usr/bin/env bash
# Make the vendored GOV.UK stylesheet anew. Needs Node; nothing else of the project does.
#   tools/vendor/govuk.sh 6.6.0
set -euo pipefail
version="${1:?which version of govuk-frontend?}"
here="$(cd "$(dirname "$0")" && pwd)"
folder="$here/../../src/safercity/partnership/common/static/vendor/govuk-frontend-$version"
scratch="$(mktemp -d)"
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
npm pack --silent "govuk-frontend@$version" >/dev/null
tar xzf "govuk-frontend-$version.tgz"
npm install --silent --no-save sass@1
cp "$here/govuk.scss" .
npx sass --style=compressed --no-source-map --quiet-deps --silence-deprecation=import govuk.scss govuk.css
mkdir -p "$folder"
cp govuk.css "$folder/govuk.css"
sha256sum "$folder/govuk.css"
