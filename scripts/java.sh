# Find Java, and fetch jars and what they need to run from Maven Central, once: sourced by neo4j and fuseki.

cache=${KG_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/mlkg}

# Read --port P and --home DIR from the front of the arguments into $port and $home, and leave the others in $rest.
read_options() {
  while [ $# -gt 1 ]; do
    case $1 in
      --port) port=$2 ;;
      --home) home=$2 ;;
      *) break ;;
    esac
    shift 2
  done
  rest=("$@")
}

# End with the usage that stands at the head of the script.
usage() {
  sed -n 's/^# usage: /usage: /p; s/^#       /      /p' "$0" >&2
  exit 2
}

install() {
  command -v apt-get >/dev/null && [ "$(id -u)" = 0 ] || return 1
  echo "installing $1" >&2
  apt-get update -qq >&2 && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$1" >/dev/null
}

# Print the path of a Java that runs both servers.
find_java() {
  local candidate release
  for candidate in ${JAVA_HOME:+"$JAVA_HOME/bin/java"} java; do
    release=$("$candidate" -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java\.specification\.version = //p') || continue
    [ "${release%%.*}" -ge 17 ] 2>/dev/null && { command -v "$candidate"; return; }
  done
  return 1
}

prepare_java() {
  find_java >/dev/null || { install default-jre-headless && find_java >/dev/null; } \
    || { echo "needs Java 17 or newer: install one, or name its folder in \$JAVA_HOME" >&2; return 1; }
}

prepare_maven() {
  command -v mvn >/dev/null || install maven || { echo "needs Maven to fetch jars: install it, so that mvn is in \$PATH" >&2; return 1; }
}

# Print a folder of artifacts ($2...: group:artifact:version) and of what they need to run, fetched where the folder is missing.
fetch_jars() {
  prepare_java && { [ -d "$1" ] || download_jars "$@"; } && echo "$1"
}

# A folder appears whole or not at all: the download goes beside it first.
download_jars() (
  folder=$1
  shift
  prepare_maven || exit
  mkdir -p "$cache" && beside=$(mktemp -d "$folder.XXXXXX") || exit
  trap 'rm -rf "$beside"' EXIT
  trap 'exit 1' HUP INT TERM
  echo "fetching $*" >&2
  project_of "$@" > "$beside/pom.xml"
  mvn --quiet --batch-mode -Dstyle.color=never --file "$beside/pom.xml" -DincludeScope=runtime -DoutputDirectory="$beside/jars" \
    org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies >&2 \
    || { echo "cannot fetch $* from Maven Central" >&2; exit 1; }
  # Another may have been quicker.
  mv -T "$beside/jars" "$folder" 2>/dev/null || [ -d "$folder" ]
)

# Print a Maven project that needs artifacts.
project_of() {
  local group name version
  echo '<project><modelVersion>4.0.0</modelVersion><groupId>mlkg</groupId><artifactId>servers</artifactId><version>1</version><packaging>pom</packaging>'
  echo '<dependencies>'
  printf '%s\n' "$@" | while IFS=: read -r group name version; do
    echo "<dependency><groupId>$group</groupId><artifactId>$name</artifactId><version>$version</version></dependency>"
  done
  echo '</dependencies></project>'
}
