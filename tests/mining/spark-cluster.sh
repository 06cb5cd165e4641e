#!/bin/sh
# A Spark cluster to try the mining on: one master, two workers of one core each, on the loopback alone.
# Says its address on stdout once both workers are there; Ctrl-C (or SIGTERM) ends all three.
set -eu
PYTHON="${PYTHON:-.venv/bin/python}"
PORT="${SPARK_PORT:-7077}"
MEMORY="${SPARK_WORKER_MEMORY:-2g}"
SPARK_HOME="$("$PYTHON" -c 'import pyspark; print(pyspark.__path__[0])')"
folder="$(mktemp -d)"
export SPARK_HOME SPARK_LOCAL_IP=127.0.0.1 SPARK_WORKER_DIR="$folder/work" SPARK_LOCAL_DIRS="$folder"
master="spark://127.0.0.1:$PORT"
pids=""

# sh -c runs these in the background with SIGINT ignored; SIGTERM ends them
stop() {
  trap - EXIT INT TERM
  for pid in $pids; do kill "$pid" 2>/dev/null || true; done
  wait || true
  rm -rf "$folder"
}
trap 'stop; exit 0' INT TERM
trap stop EXIT

start() {
  "$SPARK_HOME/bin/spark-class" "$@" --host 127.0.0.1 --webui-port 0 >>"$folder/log" 2>&1 &
  pids="$pids $!"
}

reached() { # how many lines of the log hold the words
  grep -c "$1" "$folder/log" 2>/dev/null || true
}

await() { # words, how often, seconds
  left="$3"
  until [ "$(reached "$1")" -ge "$2" ]; do
    left=$((left - 1))
    for pid in $pids; do kill -0 "$pid" 2>/dev/null || left=0; done
    if [ "$left" -le 0 ]; then cat "$folder/log" >&2; exit 1; fi
    sleep 1
  done
}

touch "$folder/log"
start org.apache.spark.deploy.master.Master --port "$PORT"
await "I have been elected leader" 1 120
start org.apache.spark.deploy.worker.Worker --cores 1 --memory "$MEMORY" --work-dir "$SPARK_WORKER_DIR" "$master"
start org.apache.spark.deploy.worker.Worker --cores 1 --memory "$MEMORY" --work-dir "$SPARK_WORKER_DIR" "$master"
await "Successfully registered with master" 2 120
echo "$master"
echo "One master and two workers of one core each; Ctrl-C ends them." >&2
wait
